import type { RoadProfile } from '@roundsman/road-network';
import type { LonLat } from '@roundsman/units';
import { Problem } from '../../platform/problem.ts';
import { travelByArea } from './area-travel.ts';
import { placesOf } from './day-problem.ts';
import { type DayRoads, type DayTravel, drivable, type ProfileTravel } from './day-roads.ts';
import { type DaySnapshot, profileOf } from './day-snapshot.ts';
import { measureListed } from './listed-travel.ts';

/** Beyond this a full matrix is too large to hold: arcs are listed. */
const FULL_MATRIX_PLACES = 2500;
/** What the roads find neighbours of. */
const MOST_PLACES = 20_000;

/**
 * Travel times between all places of a day, by the roads in use and the vehicles that drive. The optimiser holds one matrix:
 * a profile that fewer vehicles have gets its measured factor, and is kept away from where it may not drive. Where a full matrix would be too large,
 * arcs are listed (`measureListed`). Where crews are known to drive slower or quicker than the roads say, so it is here. Problem 413 `too_many_places`.
 */
export async function measureTravel(roads: DayRoads, day: DaySnapshot): Promise<DayTravel> {
  const points = placesOf(day).map(({ point }) => point);
  const travel = await measureOnRoads(roads, day, points);
  return day.areaFactors ? travelByArea(travel, points, day.areaFactors) : travel;
}

async function measureOnRoads(roads: DayRoads, day: DaySnapshot, points: readonly LonLat[]): Promise<DayTravel> {
  if (points.length > MOST_PLACES) {
    throw new Problem({
      status: 413,
      code: 'too_many_places',
      title: 'The day is too large for one plan',
      detail: `${points.length} places; one plan holds ${MOST_PLACES}.`,
      remedy: 'Plan it in parts: choose jobs and vehicles by area.',
    });
  }
  const [main, ...others] = profilesByUse(day);
  if (points.length > FULL_MATRIX_PLACES) return measureListed(roads, day, [main, ...others]);
  const answer = await roads.travelTimes.matrix(points, points, main);
  const { seconds, meters } = drivable(answer);
  const profiles = new Map<RoadProfile, ProfileTravel>([[main, { timeFactor: 1, unreachable: new Set() }]]);
  for (const profile of others) {
    const own = drivable(await roads.travelTimes.matrix(points, points, profile));
    profiles.set(profile, compare(own.seconds, seconds, points.length));
  }
  return { matrix: { size: points.length, seconds, meters }, profiles, lastKnown: answer.lastKnown === true };
}

/** The profile that most vehicles have first. */
export function profilesByUse({ vehicles }: Pick<DaySnapshot, 'vehicles'>): [RoadProfile, ...RoadProfile[]] {
  const vehiclesOf = Map.groupBy(vehicles, profileOf);
  const [first, ...others] = [...vehiclesOf].sort((a, b) => b[1].length - a[1].length).map(([profile]) => profile);
  return [first ?? 'van', ...others];
}

/** A place that most of the others cannot be reached from, though the matrix has a way there, is out of bounds. */
function compare(own: Int32Array, main: Int32Array, size: number): ProfileTravel {
  let [ownSum, mainSum] = [0, 0];
  const lost = new Int32Array(size);
  for (let pair = 0; pair < own.length; pair++) {
    if (main[pair]! < 0) continue;
    if (own[pair]! < 0) {
      lost[Math.floor(pair / size)]! += 1;
      lost[pair % size]! += 1;
      continue;
    }
    ownSum += own[pair]!;
    mainSum += main[pair]!;
  }
  const unreachable = new Set([...lost.keys()].filter((place) => lost[place]! >= size));
  return { timeFactor: mainSum === 0 ? 1 : ownSum / mainSum, unreachable };
}
