import type { LonLat } from './index.ts';

/** Points as numbers, each longitude before its latitude: thousands cross from thread to thread as one piece instead of one by one. */
export function packPoints(points: readonly LonLat[]): Float64Array {
  const packed = new Float64Array(2 * points.length);
  for (const [at, { lon, lat }] of points.entries()) {
    packed[2 * at] = lon;
    packed[2 * at + 1] = lat;
  }
  return packed;
}

export function unpackPoints(packed: Float64Array): LonLat[] {
  return Array.from({ length: packed.length / 2 }, (_, at) => ({ lon: packed[2 * at]!, lat: packed[2 * at + 1]! }));
}
