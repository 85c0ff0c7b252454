import type { Geofence, LonLatDto } from '@roundsman/api-contract';
import type { MapFeature, MapFeatures } from '@roundsman/ui/map';
import type { LineString, Polygon } from 'geojson';

export type AreaShape = Geofence['area'];

/** A circle is drawn with so many corners. */
const CORNERS_OF_A_CIRCLE = 72;
const EARTH_RADIUS_METERS = 6_371_009;
const RADIANS_A_DEGREE = Math.PI / 180;

/** The corners of an area in order; the last is not the first again. */
export function cornersOf(area: AreaShape): readonly LonLatDto[] {
  if (area.kind === 'polygon') return area.ring;
  return Array.from({ length: CORNERS_OF_A_CIRCLE }, (_, at) =>
    awayFrom(area.center, (2 * Math.PI * at) / CORNERS_OF_A_CIRCLE, area.radiusMeters),
  );
}

/** Along a great circle; the bearing clockwise from north, in radians. */
function awayFrom({ lon, lat }: LonLatDto, bearing: number, meters: number): LonLatDto {
  const [angle, from] = [meters / EARTH_RADIUS_METERS, lat * RADIANS_A_DEGREE];
  const to = Math.asin(Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing));
  const turned = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(from),
    Math.cos(angle) - Math.sin(from) * Math.sin(to),
  );
  return { lon: lon + turned / RADIANS_A_DEGREE, lat: to / RADIANS_A_DEGREE };
}

/** Its extent on the ground; for the areas that a fleet has, the earth is flat. */
export function squareMetersOf(area: AreaShape): number {
  if (area.kind === 'circle') return Math.PI * area.radiusMeters ** 2;
  const { ring } = area;
  const middle = ring.reduce((sum, { lat }) => sum + lat, 0) / ring.length;
  const stretch = Math.cos(middle * RADIANS_A_DEGREE);
  const twice = ring.reduce((sum, to, at) => {
    const from = ring.at(at - 1)!;
    return sum + (from.lon * to.lat - to.lon * from.lat);
  }, 0);
  return (Math.abs(twice) / 2) * stretch * (EARTH_RADIUS_METERS * RADIANS_A_DEGREE) ** 2;
}

/** Whether two sides of a ring cross each other: what is inside of it would be anybody's guess. */
export function crossesItself(ring: readonly LonLatDto[]): boolean {
  const sides = ring.map((to, at) => [ring.at(at - 1)!, to] as const);
  return sides.some((side, one) =>
    sides.some((other, two) => {
      const isNext = two - one === 1 || (one === 0 && two === sides.length - 1);
      return two > one && !isNext && cross(side, other);
    }),
  );
}

type Side = readonly [from: LonLatDto, to: LonLatDto];

const cross = ([a, b]: Side, [c, d]: Side) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Left: positive. */
const turn = (from: LonLatDto, to: LonLatDto, point: LonLatDto) =>
  Math.sign((to.lon - from.lon) * (point.lat - from.lat) - (to.lat - from.lat) * (point.lon - from.lon));

/** The middle of each side, named by the corner that it comes before: where a corner more may be pulled out. */
export function middlesOf(ring: readonly LonLatDto[]): { readonly before: number; readonly at: LonLatDto }[] {
  if (ring.length < 3) return [];
  return ring.map((to, before) => {
    const from = ring.at(before - 1)!;
    return { before, at: { lon: (from.lon + to.lon) / 2, lat: (from.lat + to.lat) / 2 } };
  });
}

export interface DrawnArea {
  readonly id: string;
  readonly label: string;
  readonly kind: Geofence['kind'];
  readonly corners: readonly LonLatDto[];
}

export const drawnArea = ({ id, name, kind, area }: Geofence): DrawnArea => ({
  ...{ id, label: name, kind },
  corners: cornersOf(area),
});

type AreaProperties = { id: string; label: string; kind: Geofence['kind'] };

/** Two corners are a line yet, and one nothing. */
export function areaFeatures(areas: readonly DrawnArea[]): MapFeatures<Polygon | LineString, AreaProperties> {
  return {
    type: 'FeatureCollection',
    features: areas.flatMap(({ corners, ...properties }): MapFeature<Polygon | LineString, AreaProperties>[] => {
      const line = corners.map(({ lon, lat }) => [lon, lat]);
      if (line.length < 2) return [];
      const geometry: Polygon | LineString =
        line.length === 2
          ? { type: 'LineString', coordinates: line }
          : { type: 'Polygon', coordinates: [[...line, line[0]!]] };
      return [{ type: 'Feature', geometry, properties }];
    }),
  };
}
