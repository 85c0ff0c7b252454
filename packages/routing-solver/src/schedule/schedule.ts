/** Times of one whole route, breaks included. */
export interface Scheduler {
  /** Schedules `sequence[0 … length−1]` (stops of jobs and reloads, no start or end) on a route. False: refused (hard only). */
  run(route: number, sequence: Int32Array, length: number): boolean;
  /** Fills `result` and `events` for the route just run, leaving as late as its end allows, or at once, or late but by then (model seconds). */
  settle(leaving?: Leaving): void;
  readonly result: ScheduleResult;
  /** In order of time, start and end included. */
  readonly events: ScheduleEvents;
}

export type Leaving = 'late' | 'at_once' | number;

export interface ScheduleResult {
  startSeconds: number;
  endSeconds: number;
  waitingSeconds: number;
  breakSeconds: number;
  /** Driving beyond what it takes at the quickest hour, which is what arcs are counted with. */
  slowSeconds: number;
  latenessSeconds: number;
  /** Paid waiting, breaks and slow driving, overtime, lateness, fairness, what was told otherwise, soft limits, in units of the objective. */
  timeCost: number;
  eventCount: number;
}

export interface ScheduleEvents {
  /** Node, or −1 − b for break b of the model. A break's travel is 0 when it is taken where the vehicle stands. */
  readonly node: Int32Array;
  /** Seconds of the arc that leads here, and how long its drive lasts. */
  readonly drive: Int32Array;
  readonly travel: Int32Array;
  readonly arrival: Int32Array;
  readonly start: Int32Array;
  readonly departure: Int32Array;
  /** Reloads: when the goods to load are there. */
  readonly ready: Int32Array;
}
