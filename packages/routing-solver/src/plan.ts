/** The output of the solver: plain data. Times are in the problem's epoch. */

import type { JobStopKind, TimeWindow } from './problem.ts';

export type StopKind = 'start' | JobStopKind | 'reload' | 'break' | 'end';

export interface Stop {
  readonly kind: StopKind;
  /** Stops of jobs only. */
  readonly jobId?: string;
  /** Breaks only: that of the shift, or `DRIVING_BREAK_ID`. */
  readonly breakId?: string;
  /** A break happens at the place of the stop before it, or of the stop after it when it is taken on arrival there. */
  readonly placeIndex: number;
  readonly arrivalSeconds: number;
  /** Between arrival and the start of service. */
  readonly waitingSeconds: number;
  readonly serviceStartSeconds: number;
  readonly departureSeconds: number;
  /** Driving from the stop before. */
  readonly drivingSeconds: number;
  readonly distanceMeters: number;
  /** On board when leaving, by capacity dimension. */
  readonly load: readonly number[];
  /** Loading of the shift this stop belongs to; 0 = the first. */
  readonly tripIndex: number;
}

/** What is carried between two loadings. */
export interface Trip {
  readonly jobIds: readonly string[];
  readonly departureSeconds: number;
  readonly returnSeconds: number;
  /** The most on board at any moment, by capacity dimension. */
  readonly peakLoad: readonly number[];
}

/** Money in the unit of the vehicle's rates, not rounded. */
export interface CostBreakdown {
  readonly fixed: number;
  readonly distance: number;
  readonly time: number;
  readonly overtime: number;
  readonly total: number;
}

export interface Route {
  readonly vehicleId: string;
  readonly shiftIndex: number;
  /** From 'start' to 'end' (an open route has no 'end'), breaks included, in order of time. */
  readonly stops: readonly Stop[];
  readonly trips: readonly Trip[];
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly distanceMeters: number;
  readonly drivingSeconds: number;
  readonly serviceSeconds: number;
  readonly waitingSeconds: number;
  readonly breakSeconds: number;
  /** Seconds after what customers were promised, summed over stops. */
  readonly latenessSeconds: number;
  readonly cost: CostBreakdown;
}

/** Which limit bound a job that could not be placed, found by trying it alone on every vehicle; `search_ended`: none that is known. */
export type UnassignedReason =
  | 'no_vehicles'
  | 'vehicle_not_allowed'
  | 'skill_missing'
  | 'crew_too_small'
  | 'too_big'
  | 'unreachable'
  | 'outside_shifts'
  | 'outside_area'
  | 'company'
  | 'follows'
  | 'dock'
  | 'limit_exceeded'
  | 'no_capacity_left'
  | 'no_time_left'
  | 'no_room_left'
  | 'search_ended';

export interface Unassigned {
  readonly jobId: string;
  readonly reason: UnassignedReason;
  /** A sentence for people: what was missing, by how much, on which vehicle it came closest. */
  readonly detail: string;
}

export type ConcessionKind =
  | SoftRideRule
  | SoftLimit
  | 'together'
  | 'apart'
  | 'dock'
  | 'vehicle_told'
  | 'order_told'
  | 'window_told';

/** Between a job and the vehicle it rides on. */
export type SoftRideRule = 'area' | 'vehicle_not_allowed' | 'skill' | 'crew_size';

/** Of what a vehicle does in one shift. */
export type SoftLimit = 'max_jobs' | 'max_driving' | 'max_distance' | 'capacity';

/** A wish that the plan does not keep, at its price: a soft rule, or something told otherwise. */
export interface Concession {
  readonly kind: ConcessionKind;
  /** Docks: the first job behind the loading. Limits of a shift: the job of its last stop. */
  readonly jobId: string;
  /** Company only: the other of the pair. */
  readonly otherJobId?: string;
  readonly vehicleId: string;
  readonly price: number;
}

export interface Plan {
  /** Used shifts only. */
  readonly routes: readonly Route[];
  readonly unassigned: readonly Unassigned[];
  /** In no order; those that cost nothing are left out. */
  readonly concessions: readonly Concession[];
  readonly cost: CostBreakdown;
  /** Value of each level of the objective, first level first. */
  readonly objective: readonly number[];
}

export type BrokenRuleName =
  | 'time_window'
  | 'shift'
  | 'break'
  | 'capacity'
  | 'skill'
  | 'crew_size'
  | 'vehicle_not_allowed'
  | 'unreachable'
  | 'max_jobs'
  | 'max_driving'
  | 'driving_break'
  | 'max_distance'
  | 'reload'
  | 'ready_time'
  | 'precedence'
  | 'area'
  | 'together'
  | 'apart'
  | 'follows'
  | 'dock'
  | 'locked_start'
  | 'duplicate'
  | 'unknown_job'
  | 'unknown_vehicle';

/** One rule that a plan made by hand does not keep. */
export interface BrokenRule {
  readonly rule: BrokenRuleName;
  readonly vehicleId: string;
  readonly shiftIndex: number;
  readonly jobId?: string;
  /** How far over: seconds, meters, operators or units of the dimension; 0 where there is no amount. */
  readonly by: number;
  /** Capacity only. */
  readonly dimension?: string;
  /** A sentence for people. */
  readonly detail: string;
}

export interface RouteEvaluation {
  readonly route: Route;
  readonly broken: readonly BrokenRule[];
}

export interface PlanEvaluation {
  readonly plan: Plan;
  readonly broken: readonly BrokenRule[];
}

/** A feasible place for a job in a plan; positions count stops of jobs and reloads in the route's order before the insertion. */
export interface Insertion {
  readonly vehicleId: string;
  readonly shiftIndex: number;
  /** Shipments only: the pickup goes before the stop that is now at this position. */
  readonly pickupPosition?: number;
  /** The job's own stop goes before the stop that is now at this position (a shipment's pickup not counted). */
  readonly position: number;
  /** Added cost, lateness included at the objective's weight: 0 = free. */
  readonly price: number;
  readonly addedMeters: number;
  readonly addedDrivingSeconds: number;
  /** Earliest start of service at the job's stop there. */
  readonly serviceStartSeconds: number;
  /** Latest start of service there that still keeps every later stop feasible. */
  readonly latestServiceStartSeconds: number;
}

/** What a customer can be offered: a window and the cheapest place in it, null when there is none. */
export interface SlotOffer {
  readonly window: TimeWindow;
  readonly best: Insertion | null;
}

/** One thing wrong with the input, found before any search. */
export interface InputFault {
  /** Path of the field: `jobs[3].windows[0].endSeconds`. */
  readonly field: string;
  readonly code:
    | 'not_integer'
    | 'negative'
    | 'not_finite'
    | 'upside_down'
    | 'out_of_range'
    | 'wrong_size'
    | 'unknown_reference'
    | 'duplicate'
    | 'missing'
    | 'unsupported'
    | 'impossible';
  /** A sentence for people, with the value found and what would be right. */
  readonly message: string;
}
