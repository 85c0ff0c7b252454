/**
 * The input of the solver: plain data that survives JSON and structured cloning. Quantities are integers.
 * Instants are absolute seconds (any epoch, the same one everywhere in a problem); amounts count in the problem's own units.
 */

/** Ordered pairs of places, row = from: `seconds[from * size + to]`. May be asymmetric; −1 = unreachable. */
export interface TravelMatrix {
  readonly size: number;
  readonly seconds: Int32Array | readonly number[];
  readonly meters: Int32Array | readonly number[];
  /** Left out = every pair is there. Otherwise `seconds` and `meters` belong to these arcs, one for one. */
  readonly listed?: ListedArcs;
}

/**
 * Travel between many thousand places without a matrix: the arcs between neighbours, and all arcs from and to some hubs. What is not
 * listed is driven by way of the hub that makes it quickest (of those the shortest).
 */
export interface ListedArcs {
  /** Arcs from row r are those from firstArc[r] up to firstArc[r + 1]; size + 1 entries. */
  readonly firstArc: Int32Array | readonly number[];
  /** The row that an arc leads to, ascending within a row. */
  readonly to: Int32Array | readonly number[];
  /** Rows with an arc from and to every other: wherever vehicles start, end and reload, and better some more spread over the area. */
  readonly hubs: readonly number[];
}

/** Travel between one new place and every row of a matrix, by row; −1 = unreachable. */
export interface NewPlace {
  readonly secondsTo: ArrayLike<number>;
  readonly metersTo: ArrayLike<number>;
  readonly secondsFrom: ArrayLike<number>;
  readonly metersFrom: ArrayLike<number>;
}

export interface Place {
  readonly id: string;
  /** Row and column of the matrix; several places may share one. */
  readonly matrixIndex: number;
}

/** Both ends inclusive. */
export interface TimeWindow {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * delivery: loaded where the vehicle starts (or reloads), unloaded at the job.
 * pickup: loaded at the job, unloaded where the vehicle ends (or reloads).
 * shipment: loaded at `pickup.placeIndex` on the way, before its job, by the same vehicle.
 */
export type JobKind = 'delivery' | 'pickup' | 'shipment';

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  /** Index into `Problem.places`. */
  readonly placeIndex: number;
  /** Service must start inside one of them; none given = any time. */
  readonly windows?: readonly TimeWindow[];
  readonly serviceSeconds: number;
  /** Vehicle type → factor on `serviceSeconds`; types not named have 1. */
  readonly serviceFactorByVehicleType?: Readonly<Record<string, number>>;
  /** One amount per `Problem.capacityDimensions`, ≥ 0; left out = zeros. */
  readonly amounts?: readonly number[];
  /**
   * Exchange: taken along at the job's own stop once `amounts` are off, unloaded where the vehicle ends (or reloads).
   * Deliveries and shipments only: a pickup's `amounts` are what it takes along.
   */
  readonly collectedAmounts?: readonly number[];
  readonly skills?: readonly string[];
  /** Operators needed on the vehicle's crew; default 1. */
  readonly operators?: number;
  /** 0 (default) to 100: what is left out first when not everything fits. */
  readonly priority?: number;
  readonly allowedVehicleIds?: readonly string[];
  readonly forbiddenVehicleIds?: readonly string[];
  /** Of riding on a vehicle that is not among the allowed ones; left out = it never does. */
  readonly otherVehiclePrice?: number;
  /** Of riding on a forbidden vehicle; left out = it never does. */
  readonly forbiddenVehiclePrice?: number;
  /** Of each skill that the vehicle lacks; left out = it has them all. */
  readonly missingSkillPrice?: number;
  /** Of each operator that the crew is short of; left out = it is large enough. */
  readonly missingOperatorPrice?: number;
  /** The goods are not there before: a delivery's vehicle leaves its start no earlier, a shipment is picked up no earlier. */
  readonly readySeconds?: number;
  /** What the customer was told. Service starting later than this costs `Objective` lateness; it is never refused for it. */
  readonly promisedSeconds?: number;
  /** Where it lies, in the words of `Vehicle.areas`. */
  readonly area?: string;
  /** What crew and customer know already; another plan costs `Problem.changePrices`. */
  readonly told?: Told;
  /** Shipments only: where and how the goods are taken on board. */
  readonly pickup?: PickupStop;
  /** Its service starts only when another job is done, on whatever vehicle; without that job it is not planned either. */
  readonly follows?: Link;
}

export interface Link {
  /** The job that must be done before. */
  readonly jobId: string;
  /** Between the end of its service and the start of this one; default 0 and no limit. */
  readonly minGapSeconds?: number;
  readonly maxGapSeconds?: number;
}

/** Whatever is left out was not told. */
export interface Told {
  readonly vehicleId?: string;
  /** Place in the order of that vehicle: any whole numbers, only their order counts. */
  readonly position?: number;
  /** Service was promised to start in it. */
  readonly window?: TimeWindow;
}

/** Money for each job whose crew or customer must be told something else; left out = free. */
export interface ChangePrices {
  readonly vehicle?: number;
  /** For each job that comes right after one told to come later, among those told for the vehicle it rides on. */
  readonly order?: number;
  readonly window?: number;
}

/** Jobs that ride on one shift of one vehicle, or each on another; jobs left out of the plan do not count. */
export interface Company {
  readonly jobIds: readonly string[];
  /** Of each pair that does otherwise; left out = it must not happen. */
  readonly price?: number;
}

export interface PickupStop {
  readonly placeIndex: number;
  readonly serviceSeconds: number;
  readonly windows?: readonly TimeWindow[];
}

/**
 * Starts inside [earliestStartSeconds, latestStartSeconds] (fixed when equal) and lasts `durationSeconds`, between two stops or while
 * waiting at one, never during service or driving. Not owed by a route that ends by the latest start, nor by one that leaves its start
 * so late that the break could have been taken before.
 */
export interface Break {
  readonly id: string;
  readonly earliestStartSeconds: number;
  readonly latestStartSeconds: number;
  readonly durationSeconds: number;
}

/**
 * No more than `afterSeconds` of driving without a rest of `durationSeconds`, taken on arrival or after service, never on the road. Breaks of
 * the shift that last as long count too; waiting does not.
 */
export interface DrivingBreak {
  readonly afterSeconds: number;
  readonly durationSeconds: number;
}

/** `Stop.breakId` of a rest for `Vehicle.drivingBreak`. */
export const DRIVING_BREAK_ID = 'driving';

export interface Shift extends TimeWindow {
  /** In the order in which they are taken. */
  readonly breaks?: readonly Break[];
  /** End of paid normal time; later is overtime. Must not pass `endSeconds`, which stays the hard end. */
  readonly overtimeFromSeconds?: number;
}

export interface VehicleCost {
  /** For each shift that is used. */
  readonly fixed?: number;
  readonly perKilometer?: number;
  /** For each hour between leaving the start and being done. */
  readonly perHour?: number;
  /** On top of `perHour`, for each hour after `Shift.overtimeFromSeconds`. */
  readonly overtimePerHour?: number;
}

/** Money for what is beyond a limit of a shift; a limit without a price is never passed. */
export interface LimitPrices {
  /** For each job more than `maxJobs`. */
  readonly perJob?: number;
  /** For each hour of driving more than `maxDrivingSeconds`. */
  readonly perDrivingHour?: number;
  /** For each kilometer more than `maxDistanceMeters`. */
  readonly perKilometer?: number;
  /** By name of the dimension, for each unit more on board than `capacities` when the vehicle is fullest. */
  readonly perUnit?: Readonly<Record<string, number>>;
}

export interface Vehicle {
  readonly id: string;
  /** For `serviceFactorByVehicleType`. */
  readonly type?: string;
  /** Index into `Problem.places`. */
  readonly startPlaceIndex: number;
  /** null = open: the route is over at its last stop. Left out = `startPlaceIndex`. */
  readonly endPlaceIndex?: number | null;
  /** Each shift is one route from start to end; limits below hold for each shift. */
  readonly shifts: readonly Shift[];
  /** One per capacity dimension; left out = unlimited. */
  readonly capacities?: readonly number[];
  readonly skills?: readonly string[];
  /** Operators on board; default 1. */
  readonly crewSize?: number;
  readonly maxJobs?: number;
  readonly maxDrivingSeconds?: number;
  readonly maxDistanceMeters?: number;
  /** Makes limits soft; left out = all are hard. */
  readonly limitPrices?: LimitPrices;
  /** Rests that driving asks for; left out = none. */
  readonly drivingBreak?: DrivingBreak;
  /** Its territory, in the words of `Job.area`; left out = everywhere. Jobs without an area are at home anywhere. */
  readonly areas?: readonly string[];
  /** Of each job outside of `areas`; left out = it never goes there. */
  readonly outsideAreasPrice?: number;
  /** Left out = 1 per kilometer. */
  readonly cost?: VehicleCost;
  /** Travel time = matrix seconds × factor, rounded; default 1. 1.2 is 20 % slower. */
  readonly travelTimeFactor?: number;
  /** Index into `Problem.travelProfiles`: how its driving depends on the hour, on top of `travelTimeFactor`. Left out = it does not. */
  readonly travelProfile?: number;
  /** Factor of this crew on service at jobs and pickups (not on reloads); default 1. */
  readonly serviceTimeFactor?: number;
  /** Several loadings a shift: the vehicle may come back to load and unload. */
  readonly reload?: Reload;
}

/**
 * Traffic by the hour as a speed that changes in steps: while a step lasts, a second of the matrix takes `factor` seconds of the clock. A drive over the end of a
 * step is slow or fast by each part of it, so that who leaves later never arrives earlier. The seconds of a drive are rounded once, as a whole.
 */
export interface TravelProfile {
  /** In order of time, at least one. The first holds before it begins, the last for good. */
  readonly steps: readonly TravelStep[];
}

export interface TravelStep {
  readonly fromSeconds: number;
  /** 1.3 = 30 % slower than the matrix. */
  readonly factor: number;
}

export interface Reload {
  readonly placeIndex: number;
  readonly serviceSeconds: number;
  readonly maxReloads: number;
  /** Loading must start inside one of them; none given = any time. */
  readonly windows?: readonly TimeWindow[];
}

/**
 * Where vehicles are loaded, so many at once: each route that starts there in the `loadSeconds` before it leaves, and each reload there
 * while it lasts.
 */
export interface Dock {
  /** Index into `Problem.places`. */
  readonly placeIndex: number;
  /** Vehicles that load at the same time. */
  readonly count: number;
  readonly loadSeconds: number;
  /** A loading lies whole inside one of them; none given = any time. */
  readonly windows?: readonly TimeWindow[];
  /** Of each loading that finds the place shut, or all docks taken by those that began before; left out = it must not happen. */
  readonly price?: number;
}

/** What a stop of a job is. A shipment has two, `shipment_pickup` first. */
export type JobStopKind = 'delivery' | 'pickup' | 'shipment_pickup' | 'shipment_delivery';

export interface StopReference {
  readonly kind: JobStopKind | 'reload';
  /** Every kind but `reload`. */
  readonly jobId?: string;
}

/** An order of stops without times. Breaks, starts and ends are placed by the solver and ignored here. */
export interface RouteOrder {
  readonly vehicleId: string;
  /** Default 0. */
  readonly shiftIndex?: number;
  readonly stops: readonly {
    readonly kind: StopReference['kind'] | 'start' | 'end' | 'break';
    readonly jobId?: string;
  }[];
}

/**
 * What must stay: the route of this shift begins with these stops in this order. Rules that the prefix alone already breaks
 * (a window missed this morning) are inherited, not refused.
 */
export interface LockedStart extends RouteOrder {
  readonly stops: readonly StopReference[];
}

/**
 * soft: prices of soft rules not kept (areas, vehicles, skills, operators, limits, company, docks). changes: prices of what was told otherwise. fairness: Σ (hours on duty)² over
 * used shifts, which is least when all work alike.
 * unplaced: Σ (1 + priority) over jobs left out. vehicles: shifts used. cost: money of all routes.
 * lateness: hours of service start after `promisedSeconds`, summed over jobs.
 */
export type ObjectiveTermName = 'unplaced' | 'vehicles' | 'cost' | 'lateness' | 'soft' | 'changes' | 'fairness';

export interface ObjectiveTerm {
  readonly term: ObjectiveTermName;
  /** Default 1. */
  readonly weight?: number;
}

/** Levels are compared one after the other, differences below 1 in all but the last only as far as lower levels do not outweigh them; inside a level the weighted terms are summed. */
export interface Objective {
  readonly levels: readonly (readonly ObjectiveTerm[])[];
}

export interface Problem {
  readonly places: readonly Place[];
  readonly matrix: TravelMatrix;
  readonly jobs: readonly Job[];
  readonly vehicles: readonly Vehicle[];
  /** Names, for messages: ['weight_grams', 'volume_litres', 'pieces']. Default none. */
  readonly capacityDimensions?: readonly string[];
  readonly lockedStarts?: readonly LockedStart[];
  /** A plan to improve; what no longer holds in it is taken out and placed again. */
  readonly givenPlan?: { readonly routes: readonly RouteOrder[] };
  readonly together?: readonly Company[];
  readonly apart?: readonly Company[];
  readonly changePrices?: ChangePrices;
  /** At most one for each place. */
  readonly docks?: readonly Dock[];
  readonly travelProfiles?: readonly TravelProfile[];
  /** Default: unplaced first, then cost plus lateness at 100 an hour, soft rules and changes at their prices. Cost is always the last level when no level names it. */
  readonly objective?: Objective;
}
