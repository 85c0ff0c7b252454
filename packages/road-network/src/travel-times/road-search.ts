import type { LonLat, Meters } from '@roundsman/units';
import type { RoadProfile } from './travel-times.ts';

/** Of n places, row by row: the `count` that are reached soonest from each, itself left out; −1 where there are no more. */
export interface TravelNeighbours {
  readonly count: number;
  /** Index of the neighbour at `row * count + rank`. */
  readonly place: Int32Array;
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
}

/** A recorded position; the accuracy as the device says, null when it does not. */
export interface TrackFix extends LonLat {
  readonly accuracyMeters?: number | null;
}

export interface MatchedTrack {
  /** Along the roads; where no road fits, the straight line. */
  readonly meters: Meters;
  /** Of the meters: those that no road was found for. */
  readonly offRoadMeters: Meters;
}

/** What only our own search over the extract knows, whoever answers for travel times. */
export interface RoadSearch {
  /**
   * Neighbourhoods of up to 20,000 places without any matrix: 12 bytes a neighbour.
   * @throws RoadError `bad_point` (field `places[i]`), `bad_request`, `too_large`
   */
  neighbours(places: readonly LonLat[], profile: RoadProfile, count: number): Promise<TravelNeighbours>;
  /** The roads that recorded positions, oldest first, were driven on. @throws RoadError `bad_point` (field `fixes[i]`), `too_large` */
  matchTrack(fixes: readonly TrackFix[], profile: RoadProfile): Promise<MatchedTrack>;
}
