import type { PlanConcession, PlanDetail, Plan as PlanDto, PlannedRoute, PlannedStop } from '@roundsman/api-contract';
import type { BrokenRule, Route, RouteOrder, Plan as SolvedPlan, Stop, StopReference } from '@roundsman/routing-solver';
import { newId } from '../../platform/ids.ts';
import { type DaySnapshot, jobOf, type SnapshotVehicle } from './day-snapshot.ts';
import { inDispatchersWords } from './dispatchers-words.ts';
import { viewConcessions } from './plan-concessions.ts';

export type PlanFigures = NonNullable<PlanDto['figures']>;
export type UnplacedJob = PlanDetail['unplaced'][number];

/** What a plan comes to, as it is kept and shown. */
export interface PlanResult {
  readonly routes: readonly PlannedRoute[];
  readonly unplaced: readonly UnplacedJob[];
  readonly figures: PlanFigures;
  /** Missing in plans from before they were kept. */
  readonly concessions?: readonly PlanConcession[];
}

/** Ids of stops survive a new evaluation, so that what is selected on screen stays selected. */
type StopIds = ReadonlyMap<string, string>;

export function stopKey(vehicleId: string, kind: string, jobId: string | null, number: number): string {
  return jobId === null ? `${vehicleId} ${kind} ${number}` : `${kind} ${jobId}`;
}

export function idsOf(routes: readonly PlannedRoute[]): StopIds {
  return new Map(
    routes.flatMap((route) => {
      const numbers = numberedByKind(route.stops);
      return route.stops.map(
        (stop, index) => [stopKey(route.vehicleId, stop.kind, stop.jobId, numbers[index]!), stop.id] as const,
      );
    }),
  );
}

/** The how-manieth of its kind each stop is: breaks and loadings have nothing else to be known by. */
function numberedByKind(stops: readonly { readonly kind: string }[]): number[] {
  const counts = new Map<string, number>();
  return stops.map(({ kind }) => {
    const number = counts.get(kind) ?? 0;
    counts.set(kind, number + 1);
    return number;
  });
}

/** The solver's plan in the words of every map and timeline. */
export function viewPlan(
  day: DaySnapshot,
  epochSeconds: number,
  plan: SolvedPlan,
  ids: StopIds = new Map(),
): PlanResult {
  const routes = plan.routes.map((route) => viewRoute(day, epochSeconds, route, [], ids));
  const codes = new Map(day.jobs.map(({ id, code }) => [id, code]));
  const unplaced = [
    ...plan.unassigned.map(({ jobId, reason, detail }) => ({
      jobId,
      jobCode: codes.get(jobId) ?? jobId,
      reason,
      detail: inDispatchersWords(day, detail),
    })),
    ...day.notReady.map(({ jobId, jobCode, reason, detail }) => ({ jobId, jobCode, reason, detail })),
  ];
  const concessions = viewConcessions(day, plan.concessions);
  return { routes, unplaced, figures: sumFigures(day, routes, unplaced.length), concessions };
}

export function viewRoute(
  day: DaySnapshot,
  epochSeconds: number,
  route: Route,
  broken: readonly BrokenRule[],
  ids: StopIds = new Map(),
): PlannedRoute {
  const vehicle = day.vehicles.find(({ id }) => id === route.vehicleId)!;
  const instant = (seconds: number) => new Date((seconds + epochSeconds) * 1000).toISOString();
  const lateOf = new Map(
    broken.filter(({ rule, jobId }) => rule === 'time_window' && jobId).map(({ jobId, by }) => [jobId!, by]),
  );
  const inner = route.stops.filter(({ kind }) => kind !== 'start' && kind !== 'end');
  const numbers = numberedByKind(inner);
  const stops = inner.map((stop, index) => viewStop(day, vehicle, stop, numbers[index]!, instant, lateOf, ids));
  const end = route.stops.find(({ kind }) => kind === 'end');
  const pointOf = (locationId: string | null) => day.locations.find(({ id }) => id === locationId)?.point ?? null;
  const loadSeconds = day.locations.find(({ id }) => id === vehicle.startLocationId)?.loadSeconds ?? 0;
  const jobStops = stops.filter(({ kind }) => kind === 'job');
  const { begun } = vehicle;
  return {
    vehicleId: route.vehicleId,
    departure: begun?.departure ?? instant(route.startSeconds),
    ...(loadSeconds > 0 && !begun && { loadingFrom: instant(route.startSeconds - loadSeconds) }),
    end: instant(route.endSeconds),
    start: begun?.start ?? pointOf(vehicle.startLocationId)!,
    finish: pointOf(vehicle.endLocationId),
    returnDriveSeconds: end?.drivingSeconds ?? 0,
    returnDriveMeters: end?.distanceMeters ?? 0,
    // A vehicle that is out shows its whole day; its figures are of what it still has to do.
    stops: begun ? [...begun.stops, ...stops] : stops,
    figures: {
      stops: jobStops.length,
      driveSeconds: route.drivingSeconds,
      driveMeters: route.distanceMeters,
      serviceSeconds: route.serviceSeconds,
      waitSeconds: route.waitingSeconds,
      cost: { amountMinor: Math.round(route.cost.total), currency: day.currency },
      lateStops: jobStops.filter(({ lateSeconds }) => lateSeconds > 0).length,
      lateSeconds: jobStops.reduce((sum, { lateSeconds }) => sum + lateSeconds, 0),
      overloads: broken.filter(({ rule }) => rule === 'capacity').map(({ detail }) => inDispatchersWords(day, detail)),
    },
    ...(day.drivingPace && { hourFactors: [...day.drivingPace.hourFactors] }),
    ...(day.areaFactors && { areaFactors: day.areaFactors }),
  };
}

const KIND_OF: Partial<Record<Stop['kind'], PlannedStop['kind']>> = {
  break: 'break',
  shipment_pickup: 'pickup',
  reload: 'loading',
};

function viewStop(
  day: DaySnapshot,
  vehicle: SnapshotVehicle,
  stop: Stop,
  number: number,
  instant: (seconds: number) => string,
  lateOf: ReadonlyMap<string, number>,
  ids: StopIds,
): PlannedStop {
  const job = stop.jobId === undefined ? undefined : jobOf(day, stop.jobId);
  const kind = KIND_OF[stop.kind] ?? 'job';
  const locationId =
    kind === 'pickup' ? job?.pickupLocationId : kind === 'loading' ? vehicle.startLocationId : undefined;
  const location = day.locations.find(({ id }) => id === locationId);
  const start = Date.parse(instant(stop.serviceStartSeconds)) / 1000;
  const window =
    kind === 'job'
      ? (job?.windows.find(({ from, to }) => from <= start && start <= to) ?? job?.windows.at(-1))
      : undefined;
  return {
    id: ids.get(stopKey(vehicle.id, kind, job?.id ?? null, number)) ?? newId(),
    kind,
    jobId: job?.id ?? null,
    locationId: location && isOfTheFleet(location.id) ? location.id : null,
    label: kind === 'break' ? 'Break' : (location?.name ?? job?.name ?? ''),
    point: location?.point ?? (kind === 'job' ? (job?.point ?? null) : null),
    arrival: instant(stop.arrivalSeconds),
    serviceStart: instant(stop.serviceStartSeconds),
    departure: instant(stop.departureSeconds),
    driveSeconds: stop.drivingSeconds,
    driveMeters: stop.distanceMeters,
    waitSeconds: stop.waitingSeconds,
    load: { weightGrams: stop.load[0] ?? 0, volumeLitres: stop.load[1] ?? 0, pieces: stop.load[2] ?? 0 },
    window: window
      ? { from: new Date(window.from * 1000).toISOString(), to: new Date(window.to * 1000).toISOString() }
      : null,
    lateSeconds: (kind === 'job' && job && lateOf.get(job.id)) || 0,
  };
}

/** Goods are taken over where a vehicle stands: that is a place of the plan alone. */
const isOfTheFleet = (locationId: string) => !locationId.startsWith('with ');

export function sumFigures(day: DaySnapshot, routes: readonly PlannedRoute[], unplaced: number): PlanFigures {
  const sum = (pick: (figures: PlannedRoute['figures']) => number) =>
    routes.reduce((total, { figures }) => total + pick(figures), 0);
  const placed = sum(({ stops }) => stops);
  return {
    stops: placed,
    driveSeconds: sum(({ driveSeconds }) => driveSeconds),
    driveMeters: sum(({ driveMeters }) => driveMeters),
    serviceSeconds: sum(({ serviceSeconds }) => serviceSeconds),
    waitSeconds: sum(({ waitSeconds }) => waitSeconds),
    cost: { amountMinor: sum(({ cost }) => cost.amountMinor), currency: day.currency },
    lateStops: sum(({ lateStops }) => lateStops),
    lateSeconds: sum(({ lateSeconds }) => lateSeconds),
    overloads: routes.flatMap(({ figures }) => figures.overloads),
    jobs: placed + unplaced,
    placed,
    unplaced,
    vehicles: routes.filter(({ stops }) => stops.length > 0).length,
  };
}

/** Stops that are over or under way: nobody places them any more. */
export function begunIds(day: DaySnapshot, vehicleId: string): ReadonlySet<string> {
  const begun = day.vehicles.find(({ id }) => id === vehicleId)?.begun;
  return new Set(begun?.stops.map(({ id }) => id));
}

/** The order of what is still to do on a route, breaks left to the solver. */
export function orderOf(day: DaySnapshot, route: PlannedRoute): RouteOrder {
  const behind = begunIds(day, route.vehicleId);
  const stops = route.stops.flatMap((stop): StopReference[] => {
    if (stop.kind === 'loading' && !behind.has(stop.id)) return [{ kind: 'reload' }];
    if (stop.kind === 'break' || stop.jobId === null || behind.has(stop.id)) return [];
    if (stop.kind === 'pickup') return [{ kind: 'shipment_pickup' as const, jobId: stop.jobId }];
    const job = jobOf(day, stop.jobId);
    if (job?.pickupLocationId) return [{ kind: 'shipment_delivery' as const, jobId: stop.jobId }];
    return [
      {
        kind:
          job && job.delivered.pieces === 0 && job.collected.pieces > 0 ? ('pickup' as const) : ('delivery' as const),
        jobId: stop.jobId,
      },
    ];
  });
  return { vehicleId: route.vehicleId, stops };
}
