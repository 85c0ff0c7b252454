import type { LonLat } from '@roundsman/units';
import type { Map as MapLibreMap } from 'maplibre-gl';

/** Where a map looks: a centre and a zoom, or points that should all be seen. */
export type Camera = { center: LonLat; zoom: number } | { points: readonly LonLat[] };

export type Bounds = [west: number, south: number, east: number, north: number];

/** The box around the points; null for none. Not for points on both sides of the 180th meridian. */
export function boundsOf(points: readonly LonLat[]): Bounds | null {
  const [first, ...rest] = points;
  if (!first) return null;
  return rest.reduce<Bounds>(
    ([west, south, east, north], { lon, lat }) => [
      Math.min(west, lon),
      Math.min(south, lat),
      Math.max(east, lon),
      Math.max(north, lat),
    ],
    [first.lon, first.lat, first.lon, first.lat],
  );
}

/** Moves the camera so that all points are seen; does nothing without points. */
export function showPoints(
  map: MapLibreMap,
  points: readonly LonLat[],
  { paddingPx = 48, maxZoom = 16, animate = true }: { paddingPx?: number; maxZoom?: number; animate?: boolean } = {},
): void {
  const bounds = boundsOf(points);
  if (bounds) map.fitBounds(bounds, { padding: paddingPx, maxZoom, animate, duration: 400 });
}
