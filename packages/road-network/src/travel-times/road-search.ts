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

/** The ground that is reached within so many minutes. */
export interface ReachArea {
  readonly minutes: number;
  /** The coordinates of a GeoJSON MultiPolygon: `[lon, lat]`. Empty where no road is near. */
  readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

/** Isochrones. Every adapter passes `describeReach` (conformance suite). */
export interface ReachSearch {
  /**
   * One area for each of up to four spans of 1 … 120 minutes, in the order asked.
   * @throws RoadError `bad_point` (field `from`), `bad_request` (field `minutes`)
   */
  reach(from: LonLat, minutes: readonly number[], profile: RoadProfile): Promise<readonly ReachArea[]>;
}

/** What our own search over the extract knows, whoever answers for travel times; where that is a Valhalla, `reach` is its. */
export interface RoadSearch extends ReachSearch {
  /**
   * Neighbourhoods of up to 20,000 places without any matrix: 12 bytes a neighbour.
   * @throws RoadError `bad_point` (field `places[i]`), `bad_request`, `too_large`
   */
  neighbours(places: readonly LonLat[], profile: RoadProfile, count: number): Promise<TravelNeighbours>;
  /** The roads that recorded positions, oldest first, were driven on. @throws RoadError `bad_point` (field `fixes[i]`), `too_large` */
  matchTrack(fixes: readonly TrackFix[], profile: RoadProfile): Promise<MatchedTrack>;
}
