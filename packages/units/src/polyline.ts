import type { LonLat } from './index.ts';

const PRECISION = 1e6;

/** Google's encoded polyline at precision 6, as Valhalla and OSRM have it: differences of latitude, then longitude. */
export function encodePolyline(points: readonly LonLat[]): string {
  let text = '';
  let [beforeLat, beforeLon] = [0, 0];
  for (const { lon, lat } of points) {
    const [nextLat, nextLon] = [Math.round(lat * PRECISION), Math.round(lon * PRECISION)];
    text += encodeNumber(nextLat - beforeLat) + encodeNumber(nextLon - beforeLon);
    [beforeLat, beforeLon] = [nextLat, nextLon];
  }
  return text;
}

/** Five bits a character, the lowest first; the sign is the lowest bit. */
function encodeNumber(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = '';
  while (rest >= 0x20) {
    text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
    rest >>= 5;
  }
  return text + String.fromCharCode(rest + 63);
}
