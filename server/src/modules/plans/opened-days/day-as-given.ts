import type { PlannedRoute } from '@roundsman/api-contract';
import type { RoadProfile } from '@roundsman/road-network';
import type { NewPlace } from '@roundsman/routing-solver';
import type { DaySnapshot, SnapshotJob } from '../day-snapshot.ts';

/** A day to be opened for questions: everything that its answers are made from but the roads. */
export interface DayAsGiven {
  readonly day: DaySnapshot;
  /** Routes that it begins with. */
  readonly drafts: readonly PlannedRoute[];
  /** Of crews who are dispatched: what they have before them keeps its order. */
  readonly running: readonly PlannedRoute[];
  /** The drafts are the day: nothing is laid out anew, and what is on none of them stays off. */
  readonly asItStands: boolean;
}

/** A visit that a question is about; when the day has the job already it is asked about as if it were not there. */
export interface VisitOfDay {
  readonly job: SnapshotJob;
  /** What driving to it takes over what the roads alone say. */
  readonly areaFactor: number;
}

/** How a visit's place is driven to, and from it. */
export interface Reached {
  readonly place: NewPlace;
  /** Profiles of vehicles that cannot drive there. */
  readonly away: ReadonlySet<RoadProfile>;
}

/** Seconds of the epoch, UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
