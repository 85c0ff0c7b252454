import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { checkMatrixRequest, checkPoint, checkShapeRequest } from './check-request.ts';
import type { RoadProfile, TravelTimes } from './travel-times.ts';

/** Roads are longer than the straight line: 1.2 to 1.4 in cities, more where a river or a mountain is in the way. */
const DETOUR_FACTOR = 1.4;

const KILOMETERS_PER_HOUR: Record<RoadProfile, number> = { car: 45, van: 42, truck: 38 };

/** Looks at no road at all. Only where somebody asked for it by name, and the screen says so. */
export function straightLineTravelTimes(): TravelTimes {
  const travel = (from: LonLat, to: LonLat, profile: RoadProfile) => {
    const meters = Math.round(greatCircleMeters(from, to) * DETOUR_FACTOR);
    return { meters, seconds: Math.round((meters * 3.6) / KILOMETERS_PER_HOUR[profile]) };
  };
  return {
    provider: {
      name: 'straight_line',
      label: `Straight lines × ${DETOUR_FACTOR}, no roads`,
      approximate: true,
      note: null,
    },
    async matrix(from, to, profile) {
      checkMatrixRequest(from, to, profile);
      const seconds = new Int32Array(from.length * to.length);
      const meters = new Int32Array(from.length * to.length);
      let pair = 0;
      for (const origin of from) {
        for (const target of to) {
          const way = travel(origin, target, profile);
          seconds[pair] = way.seconds;
          meters[pair] = way.meters;
          pair += 1;
        }
      }
      return { rows: from.length, columns: to.length, seconds, meters };
    },
    async shape(points, profile) {
      checkShapeRequest(points, profile);
      const legs = points.slice(1).map((to, index) => {
        const from = points[index]!;
        return { ...travel(from, to, profile), coordinates: straightCoordinates(from, to) };
      });
      return { legs };
    },
    async nearest(point) {
      checkPoint(point, 'point');
      return { point: { lon: point.lon, lat: point.lat }, distanceMeters: 0, name: null };
    },
  };
}

/** A GeoJSON line from one point to the other. */
export function straightCoordinates(from: LonLat, to: LonLat): [number, number][] {
  return [
    [from.lon, from.lat],
    [to.lon, to.lat],
  ];
}
