import { areaFactorAt } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { type DayRoads, drivable } from '../day-roads.ts';
import type { DaySnapshot } from '../day-snapshot.ts';
import { profilesByUse } from '../day-travel.ts';
import type { Reached } from './day-as-given.ts';
import { inTable, type TravelTable } from './travel-table.ts';

/** A customer asks for several dates, then holds one: the same place again. */
const MOST_NEW_PLACES = 16;

/** @param areaFactor what driving to the place takes over what the roads alone say. */
export type Reach = (roads: DayRoads, point: LonLat, areaFactor: number) => Promise<Reached>;

/** Asks the roads how a place is reached from all that a table knows, and these from it; the last answers are remembered. */
export function createReach(table: TravelTable, day: Pick<DaySnapshot, 'vehicles' | 'areaFactors'>): Reach {
  const known = new Map<string, Promise<Reached>>();

  async function measure(roads: DayRoads, point: LonLat, areaFactor: number): Promise<Reached> {
    const points = [...table.points];
    const [main, ...others] = profilesByUse(day);
    const both = async (profile: typeof main) => {
      const [to, from] = await Promise.all([
        roads.travelTimes.matrix(points, [point], profile),
        roads.travelTimes.matrix([point], points, profile),
      ]);
      return { to: drivable(to), from: drivable(from) };
    };
    const { to, from } = await both(main);
    const away = new Set<typeof main>();
    for (const profile of others) {
      const own = await both(profile);
      const lost = (a: Int32Array, b: Int32Array) =>
        a.reduce((sum, each, at) => sum + Number(each >= 0 && b[at]! < 0), 0);
      if (lost(to.seconds, own.to.seconds) + lost(from.seconds, own.from.seconds) >= points.length) away.add(profile);
    }
    const slower = (seconds: Int32Array, factorAt: (row: number) => number) =>
      seconds.map((value, row) => (value <= 0 ? value : Math.max(1, Math.round(value * factorAt(row)))));
    const place = {
      secondsTo: slower(to.seconds, () => areaFactor),
      metersTo: to.meters,
      secondsFrom: slower(from.seconds, (row) => areaFactorAt(day.areaFactors, points[row]!)),
      metersFrom: from.meters,
    };
    return { away, place: inTable(place, table) };
  }

  return (roads, point, areaFactor) => {
    // Whoever joined the table since is a place more to be reached from.
    const key = `${table.points.length} ${point.lon} ${point.lat} ${areaFactor}`;
    const before = known.get(key);
    if (before) return before;
    const asked = measure(roads, point, areaFactor);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    if (known.size > MOST_NEW_PLACES) known.delete(known.keys().next().value!);
    return asked;
  };
}
