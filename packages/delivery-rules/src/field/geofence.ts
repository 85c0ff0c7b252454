import { greatCircleMeters, type LonLat } from '@roundsman/units';

/** A part of the map: around a point, or within a ring of points. */
export type GeofenceArea =
  | { readonly kind: 'circle'; readonly center: LonLat; readonly radiusMeters: number }
  | { readonly kind: 'polygon'; readonly ring: readonly LonLat[] };

/** What an area is to the organisation. */
export const GEOFENCE_KINDS = ['site', 'service_area', 'no_go', 'other'] as const;
export type GeofenceKind = (typeof GEOFENCE_KINDS)[number];

/** Whether a point lies in the area. A ring closes by itself; it must not cross the antimeridian. */
export function isInArea(area: GeofenceArea, point: LonLat): boolean {
  if (area.kind === 'circle') return greatCircleMeters(area.center, point) <= area.radiusMeters;
  let inside = false;
  for (const [at, to] of area.ring.entries()) {
    const from = area.ring.at(at - 1)!;
    if (to.lat > point.lat === from.lat > point.lat) continue;
    const crossing = to.lon + ((point.lat - to.lat) / (from.lat - to.lat)) * (from.lon - to.lon);
    if (point.lon < crossing) inside = !inside;
  }
  return inside;
}
