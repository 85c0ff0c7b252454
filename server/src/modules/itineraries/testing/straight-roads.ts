import type { Roads, TravelTimes } from '@roundsman/road-network';
import { greatCircleMeters } from '@roundsman/units';

const METERS_PER_SECOND = 10;

/** Roads for tests of what comes after roads: straight lines at ten meters a second. */
export const straightRoads: Pick<Roads, 'travelTimes' | 'search'> = {
  search: {
    async neighbours(places, _profile, count) {
      const nearest = places.map((from, row) =>
        places
          .map((to, place) => ({ place, meters: greatCircleMeters(from, to) }))
          .filter(({ place }) => place !== row)
          .sort((a, b) => a.meters - b.meters)
          .slice(0, count),
      );
      const column = (of: (each: { place: number; meters: number }) => number) =>
        Int32Array.from(nearest.flatMap((row) => row.map(of)));
      return {
        count,
        place: column(({ place }) => place),
        meters: column(({ meters }) => meters),
        seconds: column(({ meters }) => Math.round(meters / METERS_PER_SECOND)),
      };
    },
    matchTrack: async () => ({ meters: 0, offRoadMeters: 0 }),
    reach: async () => [],
  },
  travelTimes: {
    provider: { name: 'straight_line', label: 'Straight lines', approximate: true, note: null },
    async matrix(from, to) {
      const meters = Int32Array.from(from.flatMap((origin) => to.map((target) => greatCircleMeters(origin, target))));
      return {
        rows: from.length,
        columns: to.length,
        meters,
        seconds: meters.map((way) => Math.round(way / METERS_PER_SECOND)),
      };
    },
    async shape(points) {
      const legs = points.slice(1).map((to, index) => {
        const from = points[index]!;
        const meters = greatCircleMeters(from, to);
        return {
          meters,
          seconds: Math.round(meters / METERS_PER_SECOND),
          coordinates: [
            [from.lon, from.lat],
            [to.lon, to.lat],
          ] as const,
        };
      });
      return { legs };
    },
    nearest: async (point) => ({ point, distanceMeters: 0, name: null }),
  } satisfies TravelTimes,
};
