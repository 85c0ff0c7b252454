import type { RoadProfile, Roads } from '@roundsman/road-network';
import type { TravelMatrix } from '@roundsman/routing-solver';
import { Problem } from '../../platform/index.ts';
import { placesOf } from './day-problem.ts';
import { type DaySnapshot, profileOf } from './day-snapshot.ts';

/** Beyond this a full matrix is too large to hold; larger days need neighbourhoods. */
const MOST_PLACES = 2500;
const NO_WAY = -1;
const FURTHEST_METERS = 10_000_000;
const FURTHEST_SECONDS = 7 * 86_400;

/** The travel times of a day: the matrix of the profile that most vehicles have, and how the others differ from it. */
export interface DayTravel extends TravelMatrix {
  readonly profiles: ReadonlyMap<RoadProfile, ProfileTravel>;
  /** The roads did not answer: times are as they answered before. */
  readonly lastKnown?: boolean;
}

export interface ProfileTravel {
  /** Times of this profile over those of the matrix, summed over the day's pairs. */
  readonly timeFactor: number;
  /** Indices of places that vehicles of this profile cannot drive to and come back from. */
  readonly unreachable: ReadonlySet<number>;
}

/**
 * Travel times between all places of a day, by the roads in use and the vehicles that drive. The optimiser holds one matrix:
 * a profile that fewer vehicles have gets its measured factor, and is kept away from where it may not drive.
 * Problem 413 `too_many_places`.
 */
export async function measureTravel(roads: Pick<Roads, 'travelTimes'>, day: DaySnapshot): Promise<DayTravel> {
  const points = placesOf(day).map(({ point }) => point);
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
  const answer = await roads.travelTimes.matrix(points, points, main);
  const { seconds, meters } = drivable(answer);
  const profiles = new Map<RoadProfile, ProfileTravel>([[main, { timeFactor: 1, unreachable: new Set() }]]);
  for (const profile of others) {
    const own = drivable(await roads.travelTimes.matrix(points, points, profile));
    profiles.set(profile, compare(own.seconds, seconds, points.length));
  }
  return { size: points.length, seconds, meters, profiles, lastKnown: answer.lastKnown === true };
}

/** Between places on opposite sides of the globe there is no way: nobody drives that, and the solver takes no such distance. */
function drivable({ seconds, meters }: { readonly seconds: Int32Array; readonly meters: Int32Array }) {
  const tooFar = (at: number) => meters[at]! > FURTHEST_METERS || seconds[at]! > FURTHEST_SECONDS;
  return {
    seconds: seconds.map((value, at) => (tooFar(at) ? NO_WAY : value)),
    meters: meters.map((value, at) => (tooFar(at) ? NO_WAY : value)),
  };
}

function profilesByUse({ vehicles }: DaySnapshot): [RoadProfile, ...RoadProfile[]] {
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
