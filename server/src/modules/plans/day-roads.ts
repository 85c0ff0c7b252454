import type { RoadProfile, Roads } from '@roundsman/road-network';
import type { TravelMatrix } from '@roundsman/routing-solver';

const NO_WAY = -1;
const FURTHEST_METERS = 10_000_000;
const FURTHEST_SECONDS = 7 * 86_400;

/** As much of the roads as a day asks. */
export interface DayRoads {
  readonly travelTimes: Pick<Roads['travelTimes'], 'matrix'>;
  readonly search: Pick<Roads['search'], 'neighbours'>;
}

/** The travel times of a day: the matrix of the profile that most vehicles have, and how the others differ from it. */
export interface DayTravel {
  readonly matrix: TravelMatrix;
  readonly profiles: ReadonlyMap<RoadProfile, ProfileTravel>;
  /** Row of each place; left out: places are rows. */
  readonly rows?: Int32Array;
  /** The roads did not answer: times are as they answered before. */
  readonly lastKnown?: boolean;
}

export interface ProfileTravel {
  /** Times of this profile over those of the matrix, summed over the day's pairs. */
  readonly timeFactor: number;
  /** Indices of places that vehicles of this profile cannot drive to and come back from. */
  readonly unreachable: ReadonlySet<number>;
}

/** Between places on opposite sides of the globe there is no way: nobody drives that, and the solver takes no such distance. */
export function drivable({ seconds, meters }: { readonly seconds: Int32Array; readonly meters: Int32Array }) {
  const tooFar = (at: number) => meters[at]! > FURTHEST_METERS || seconds[at]! > FURTHEST_SECONDS;
  return {
    seconds: seconds.map((value, at) => (tooFar(at) ? NO_WAY : value)),
    meters: meters.map((value, at) => (tooFar(at) ? NO_WAY : value)),
  };
}
