import type { PlannedRoute, PlannedStop } from '@roundsman/api-contract';
import type { AreaFactors, HourFactors, PlanMode } from '@roundsman/delivery-rules';
import type { RoadProfile } from '@roundsman/road-network';
import type { LonLat } from '@roundsman/units';
import type { Load } from '../jobs/index.ts';

/**
 * The day as the optimiser saw it: plain JSON, kept with the plan, so that a plan can be judged, moved by hand and
 * understood later. Instants are whole seconds since the epoch, UTC.
 */
export interface DaySnapshot {
  readonly serviceDate: string;
  readonly branchId: string;
  readonly zone: string;
  readonly currency: string;
  readonly jobs: readonly SnapshotJob[];
  readonly vehicles: readonly SnapshotVehicle[];
  readonly locations: readonly SnapshotLocation[];
  /** What is done or on the way already and must stay as it is. */
  readonly lockedStarts: readonly SnapshotLockedStart[];
  /** Driving by the hour of the day in the organisation's zone, as learned; missing: the roads alone tell. */
  readonly drivingPace?: { readonly hourFactors: HourFactors; readonly zone: string };
  /** Driving by where it ends, as learned, of the squares that the day is in; missing: likewise. */
  readonly areaFactors?: AreaFactors;
  /** When jobs on itineraries outside of the plan will be done, as far as jobs of the plan follow them. */
  readonly endsElsewhere?: Readonly<Record<string, number>>;
  /** Chosen, but not ready: named among the unplaced from the start. */
  /** Missing in plans from before it was asked for: `plan`. */
  readonly mode?: PlanMode;
  /** The itineraries that the plan would change, as they stood when it was made. */
  readonly standing?: readonly Standing[];
  readonly notReady: readonly {
    readonly jobId: string;
    readonly jobCode: string;
    readonly reason: string;
    readonly detail: string;
  }[];
}

/** An itinerary from its next stop on. */
export interface Standing {
  readonly itineraryId: string;
  readonly vehicleId: string;
  readonly revision: number;
  /** Dispatched: its crew and its customers know it. */
  readonly isOut: boolean;
  readonly begunStops: number;
  readonly stops: readonly {
    readonly stopId: string;
    readonly kind: 'job' | 'pickup';
    readonly jobId: string;
    readonly arrival: string;
    readonly promise: { readonly from: string; readonly to: string } | null;
  }[];
}

/** What a vehicle has behind it when the rest of its day is planned again. */
export interface Begun extends Pick<PlannedRoute, 'departure' | 'start'> {
  readonly stops: readonly PlannedStop[];
  readonly driveSeconds: number;
  readonly driveMeters: number;
  readonly costMinor: number;
}

export interface SnapshotJob {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly point: LonLat;
  readonly windows: readonly { readonly from: number; readonly to: number }[];
  readonly serviceSeconds: number;
  /** A Location where no chosen vehicle starts: the goods are fetched there on the way. Null: loaded at the vehicle's own start. */
  readonly pickupLocationId: string | null;
  /** Vehicles that start where the goods lie; null = any. */
  readonly vehicleIds: readonly string[] | null;
  readonly delivered: Load;
  readonly collected: Load;
  readonly skills: readonly string[];
  readonly operators: number;
  readonly priority: number;
  readonly readyAt: number | null;
  /** The promise that the customer has. */
  readonly told?: { readonly from: number; readonly to: number };
  /** Its postcode, where a vehicle of the day has a territory. */
  readonly area?: string;
  /** Service starts only when this job of the day is done. */
  readonly follows?: {
    readonly jobId: string;
    readonly minGapSeconds: number;
    readonly maxGapSeconds: number | null;
  };
  /** With whom it rides, or not; each pair stands at one of the two. */
  readonly rides?: readonly {
    readonly kind: 'together' | 'apart';
    readonly jobId: string;
    /** Null: it must be so. */
    readonly priceMinor: number | null;
  }[];
}

export interface SnapshotShift {
  readonly from: number;
  readonly to: number;
  /** Missing: none of it is overtime. */
  readonly overtimeFrom?: number;
}

export interface SnapshotVehicle {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly startLocationId: string;
  readonly endLocationId: string | null;
  /** From when the vehicle is loaded and may leave, to when it must be back. */
  readonly shifts: readonly SnapshotShift[];
  readonly breaks: readonly { readonly earliest: number; readonly latest: number; readonly durationSeconds: number }[];
  readonly capacity: Load;
  readonly skills: readonly string[];
  readonly crewSize: number;
  readonly mostJobs: number | null;
  /** A shift; missing: one. */
  readonly mostLoadings?: number;
  readonly mostDrivingSeconds: number | null;
  /** Of each job, and each hour of driving, beyond these; none = never. */
  readonly mostJobsPriceMinor?: number;
  readonly mostDrivingPriceMinor?: number;
  readonly costs: {
    readonly fixedMinor: number;
    readonly perKilometreMinor: number;
    readonly perHourMinor: number;
    /** On top of `perHourMinor`, of what lies beyond a shift's `overtimeFrom`. */
    readonly overtimePerHourMinor?: number;
  };
  /** Missing in plans from before it was asked for: `heavy` says it then. */
  readonly profile?: RoadProfile;
  readonly heavy: boolean;
  readonly drivingBreak?: { readonly afterSeconds: number; readonly durationSeconds: number };
  /** It is on its way: the plan is of the rest of its day. */
  readonly begun?: Begun;
  /** Postcodes, or how they begin; none = everywhere. */
  readonly areas?: readonly string[];
  /** Of each job outside of them; none = never. */
  readonly outsideAreasPriceMinor?: number;
}

export interface SnapshotLocation {
  readonly id: string;
  readonly name: string;
  readonly point: LonLat;
  readonly loadSeconds: number;
  /** Where vehicles may have to wait for one another to load. */
  readonly dock?: {
    readonly count: number;
    /** Whole loadings lie inside one of them; none = any time. */
    readonly hours: readonly { readonly from: number; readonly to: number }[];
    /** Null: a must. */
    readonly priceMinor: number | null;
  };
}

export interface SnapshotLockedStart {
  readonly vehicleId: string;
  readonly jobIds: readonly string[];
}

export const profileOf = ({ profile, heavy }: Pick<SnapshotVehicle, 'profile' | 'heavy'>): RoadProfile =>
  profile ?? (heavy ? 'truck' : 'van');

const jobsById = new WeakMap<DaySnapshot, ReadonlyMap<string, SnapshotJob>>();

/** A job of the day, which is never changed and so gone through once: each stop of thousands asks for its own. */
export function jobOf(day: DaySnapshot, jobId: string): SnapshotJob | undefined {
  const known = jobsById.get(day) ?? new Map(day.jobs.map((job) => [job.id, job]));
  jobsById.set(day, known);
  return known.get(jobId);
}
