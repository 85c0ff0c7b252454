/**
 * A problem compiled to flat arrays, the only thing the search reads. Nodes are what a route strings together:
 *   0 … jobNodes−1   stops of jobs (a shipment has two, its pickup first)
 *   then             reloads, each owned by one route
 *   then             the start of each route, then the end of each route, then one node that is never in a route (`nowhere`).
 * A route is one shift of one vehicle. Times count from `epochSeconds`.
 */
export interface Model extends Arcs, Nodes, Routes {
  readonly jobCount: number;
  readonly epochSeconds: number;
  readonly dimensions: number;
  /** `eligible[job * abilityCount + ability]`: 1 when the job may ride on routes of that ability, whatever else is in them. */
  readonly eligible: Uint8Array;
  /** What leaving a job out counts, and the objective of one such count. */
  readonly unplacedWeight: Int32Array;
  readonly perUnplaced: number;
  readonly perLateSecond: number;
  /** Part of `opening` that the objective's term for vehicles asks for. */
  readonly perUsedRoute: number;
  /** Money of one unit of the internal objective; the unit is a meter where cost is meters alone. */
  readonly moneyPerUnit: number;
  /** Objective of the square of one hour on duty. */
  readonly perSquareHour: number;
  /** Objective of one unit of money of a soft rule, and of a change to what was told. */
  readonly perSoft: number;
  readonly perChange: number;
  readonly rides: Rides;
  readonly told: TellTales;
  readonly guards: Guards;
}

/** What it costs that a job rides on a route, beyond driving and time. */
export interface Rides {
  /** Objective at `price[job * abilityCount + ability]`, for soft rules between the two; empty when no job has any. */
  readonly price: Float64Array;
  /** Vehicle that a job was told, −1 = none, −2 = one that is not there, and the objective of riding on another. Empty when that costs nothing. */
  readonly toldVehicle: Int32Array;
  readonly perOtherVehicle: number;
  /** Jobs that ride with or without job j: pairs from companyFirst[j] to companyFirst[j + 1]. */
  readonly companyFirst: Int32Array;
  readonly companion: Int32Array;
  /** 1 = the two belong on one route, 0 = they do not. */
  readonly isTogether: Uint8Array;
  /** Objective of the pair doing otherwise; ∞ = it must not. */
  readonly companyPrice: Float64Array;
}

/** What was told about a stop, by node, and what telling otherwise adds to the objective. Arrays are empty when nothing was. */
export interface TellTales {
  /** Vehicle index, −1 = not told. */
  readonly vehicle: Int32Array;
  readonly position: Int32Array;
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly perOrder: number;
  readonly perWindow: number;
}

export interface Arcs {
  /** Rows of the arc arrays: the matrix and the two places below. */
  readonly placeCount: number;
  /** At distance 0 from everywhere: where open routes end. */
  readonly openPlace: number;
  /** Written by whoever asks about a place that is not in the matrix, before each question. */
  readonly sparePlace: number;
  /** Meters and seconds of a → b, the seconds in the slot after the meters. Of a full matrix at 2·(a·placeCount + b). */
  readonly arcs: Int32Array;
  /** The same for b → a, so that both directions of one place lie in one row. It is `arcs` itself when symmetric or sparse. */
  readonly arcsBack: Int32Array;
  /** Where a → b is in `arcs`. In a sparse one good only until some dozens more were asked for. */
  readonly slot: (from: number, to: number) => number;
  /** Sparse arcs: by place, itself and those with an arc from or to it, from first[p] up to first[p + 1]. null = a full matrix. */
  readonly near: { readonly first: Int32Array; readonly place: Int32Array } | null;
  /** Longest and slowest arc that can be driven. */
  readonly mostMeters: number;
  readonly mostSeconds: number;
  readonly allReachable: boolean;
}

export interface Nodes {
  readonly jobNodes: number;
  readonly firstReload: number;
  readonly firstStart: number;
  readonly firstEnd: number;
  readonly nowhere: number;
  readonly nodeCount: number;
  readonly kind: Uint8Array;
  /** Row of the arc arrays. */
  readonly place: Int32Array;
  /** Job of the node, −1 for the others. */
  readonly job: Int32Array;
  /** First node of a job, the pickup of a shipment. */
  readonly firstNode: Int32Array;
  /** The other stop of a shipment, or −1. */
  readonly partner: Int32Array;
  /** Hull of the windows in which service may start. */
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  /** Between windows: service cannot start strictly inside (gaps[2g], gaps[2g + 1]), for g from gapFirst[node] to gapFirst[node + 1]. */
  readonly gapFirst: Int32Array;
  readonly gaps: Int32Array;
  /** `service[profile * nodeCount + node]`. */
  readonly service: Int32Array;
  /** `amount[node * dimensions + d]` ≥ 0. */
  readonly amount: Int32Array;
  /** The same for what an exchange takes along; empty when no job does. */
  readonly collected: Int32Array;
  /** The goods of a delivery are at the start no earlier; 0 = always there. */
  readonly release: Int32Array;
  /** NEVER when nothing was promised. */
  readonly promised: Int32Array;
}

export interface Routes {
  readonly routeCount: number;
  readonly vehicle: Int32Array;
  readonly shift: Int32Array;
  /** Routes of a vehicle are those from firstRoute[v] up to firstRoute[v + 1]. */
  readonly firstRoute: Int32Array;
  /** Routes of one ability may serve the same jobs, wherever and whenever they go. */
  readonly ability: Int32Array;
  readonly abilityCount: number;
  /** Routes of one class are alike in everything but which jobs were told their vehicle, so one empty one stands for all others. */
  readonly routeClass: Int32Array;
  readonly classCount: number;
  readonly serviceProfile: Int32Array;
  /** `capacity[route * dimensions + d]`. */
  readonly capacity: Int32Array;
  /** By route 1 where its locked start by itself has more on board than the capacity, somewhere. */
  readonly overloaded: Uint8Array;
  readonly maxJobs: Int32Array;
  readonly maxDriving: Int32Array;
  readonly maxMeters: Int32Array;
  readonly softLimits: SoftLimits;
  /** On the seconds of an arc, at the hour when it is quickest: with `hours` what search counts with is never too slow. */
  readonly travelFactor: Float64Array;
  /** The same at the slowest hour, and of the vehicle by itself. */
  readonly slowestFactor: Float64Array;
  readonly vehicleFactor: Float64Array;
  readonly hours: Hours;
  /** Objective per meter; per second of travel, service and waiting; of using the route; per second of overtime. */
  readonly perMeter: Float64Array;
  readonly perSecond: Float64Array;
  readonly opening: Float64Array;
  readonly perOvertimeSecond: Float64Array;
  readonly overtimeFrom: Int32Array;
  /** Break b of a route, b from breakFirst[r] to breakFirst[r + 1]: earliest start, latest start, duration at breaks[3b …]. */
  readonly breakFirst: Int32Array;
  readonly breaks: Int32Array;
  /** Most seconds at the wheel without a rest, NEVER = no limit, and how long the rest is. Empty when no vehicle has one. */
  readonly drivingAfter: Int32Array;
  readonly drivingRest: Int32Array;
  /** Entry of `breaks` that stands for a rest of route 0; route r has the r-th after it. */
  readonly firstDrivingBreak: number;
  /** Reload nodes of a route, from reloadFirst[r] to reloadFirst[r + 1]. */
  readonly reloadFirst: Int32Array;
  /** Nodes that must stay at the head of the route. */
  readonly locked: readonly Int32Array[];
}

/**
 * Limits that may be passed at a price: LIMITLESS in `maxJobs` and its like, and here where the price begins, LIMITLESS where there is none.
 * All are empty when no vehicle has any.
 */
export interface SoftLimits {
  readonly jobs: Int32Array;
  readonly driving: Int32Array;
  readonly meters: Int32Array;
  /** `capacity[route * dimensions + d]`. */
  readonly capacity: Int32Array;
  /** Objective of each job, second of driving and meter beyond. */
  readonly perJob: Float64Array;
  readonly perSecond: Float64Array;
  readonly perMeter: Float64Array;
  /** Of each unit beyond, `perUnit[route * dimensions + d]`. */
  readonly perUnit: Float64Array;
}

/** Factors on driving by the hour. Steps of profile p are those from first[p] up to first[p + 1]. */
export interface Hours {
  /** Profile of a route, −1 = none. */
  readonly profile: Int32Array;
  readonly first: Int32Array;
  readonly from: Float64Array;
  readonly factor: Float64Array;
  /** Seconds of the matrix that are driven between the first step's begin and this one's. */
  readonly covered: Float64Array;
}

/** What a problem uses. The search's closures read these once, and V8 leaves out the branches of rules that are off. */
export interface Guards {
  /** Some window, shift or break can bind. */
  readonly time: boolean;
  /** Arc cost is meters, the same for all routes. */
  readonly plainCost: boolean;
  readonly travelFactors: boolean;
  readonly gaps: boolean;
  readonly capacity: boolean;
  /** Load rises and falls along the route (pickups among deliveries, exchanges, shipments, reloads). Otherwise its sum is enough. */
  readonly loadProfile: boolean;
  readonly exchanges: boolean;
  readonly shipments: boolean;
  readonly eligibility: boolean;
  /** Any of maxJobs, maxDriving, maxMeters. */
  readonly limits: boolean;
  readonly locked: boolean;
  readonly reloads: boolean;
  /** Feasibility needs the schedule of the whole route: breaks, goods that are ready late. */
  readonly scheduled: boolean;
  /** Some vehicle owes a rest after so much driving. */
  readonly drivingBreaks: boolean;
  /** Driving takes longer at some hours than at others: what arcs say is a bound, the schedule of the route tells. */
  readonly hourly: boolean;
  /** A job may cost more on one route than on another, by itself. */
  readonly ridePrices: boolean;
  /** Limits of a shift that have a price. */
  readonly softLimits: boolean;
  /** Jobs that must or should ride together or apart; `together`: some must. */
  readonly company: boolean;
  readonly together: boolean;
  /** What was told about order or windows has a price. */
  readonly told: boolean;
  /** Cost needs the schedule of the whole route: paid waiting, overtime, lateness, fairness, order and windows told, soft limits. */
  readonly timeCost: boolean;
}

export const NodeKind = {
  delivery: 1,
  pickup: 2,
  shipmentPickup: 3,
  shipmentDelivery: 4,
  reload: 5,
  start: 6,
  end: 7,
} as const;

/** No limit. */
export const LIMITLESS = 0x7fffffff;

/** Later than any instant of a problem; can be added to itself a few times in 31 bits. */
export const NEVER = 1 << 28;
