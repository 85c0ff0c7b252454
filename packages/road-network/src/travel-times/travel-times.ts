import type { LonLat, Meters, Seconds } from '@roundsman/units';

/** What drives: `car` and `van` (up to 3.5 t) use the same roads; `truck` is slower and obeys limits for heavy goods vehicles. */
export type RoadProfile = 'car' | 'van' | 'truck';

export const roadProfiles: readonly RoadProfile[] = ['car', 'van', 'truck'];

/** Row-major: the pair (from[i], to[j]) stands at `i * columns + j`. −1 in both arrays when there is no way. */
export interface TravelMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
  /** Who answers for travel times is down: (some of) this is as it answered before. */
  readonly lastKnown?: true;
}

export interface RouteLeg {
  /** −1 when there is no way; the line is then the straight one between the two points. */
  readonly seconds: Seconds;
  readonly meters: Meters;
  /** The coordinates of a GeoJSON LineString: `[lon, lat]`, at least two positions. */
  readonly coordinates: readonly (readonly [number, number])[];
}

export interface NearestRoad {
  readonly point: LonLat;
  /** From the asked point to the road. */
  readonly distanceMeters: Meters;
  readonly name: string | null;
}

/** Port. Every adapter passes `describeTravelTimes` (conformance suite). */
export interface TravelTimes {
  readonly provider: TravelTimesProvider;
  /**
   * Travel times and distances of every pair. The same place on both sides is 0. Empty lists give an empty matrix.
   * @throws RoadError `bad_point` (field `from[i]` / `to[j]`), `bad_request`, `too_large`
   */
  matrix(from: readonly LonLat[], to: readonly LonLat[], profile: RoadProfile): Promise<TravelMatrix>;
  /**
   * The way through the points in their order: one leg between each two neighbours.
   * @throws RoadError `bad_point`, `bad_request` (fewer than two points), `too_large`
   */
  shape(points: readonly LonLat[], profile: RoadProfile): Promise<{ readonly legs: readonly RouteLeg[] }>;
  /** The drivable road next to a point; null when none lies within 5 km. @throws RoadError `bad_point` */
  nearest(point: LonLat, profile?: RoadProfile): Promise<NearestRoad | null>;
}

export type TravelTimesName = 'valhalla' | 'extract_search' | 'valhalla_http' | 'osrm_http' | 'straight_line';

export interface TravelTimesProvider {
  readonly name: TravelTimesName;
  /** For the screen, e.g. "Valhalla on the extract's roads". */
  readonly label: string;
  /** True when no road was looked at: the screen must say so. */
  readonly approximate: boolean;
  /** What an administrator should know, e.g. why it is not the first choice; null when all is well. */
  readonly note: string | null;
}
