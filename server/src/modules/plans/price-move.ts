import type { Consequences, PlannedRoute } from '@roundsman/api-contract';
import { type BrokenRule, evaluateRoute, type RouteOrder, type StopReference } from '@roundsman/routing-solver';
import { Problem } from '../../platform/index.ts';
import { type DayProblem, stopsOfJob } from './day-problem.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import { begunIds, idsOf, orderOf, viewRoute } from './route-view.ts';

export interface Move {
  readonly jobId: string;
  /** Null takes the job off. */
  readonly vehicleId: string | null;
  /** Null: first. */
  readonly afterStopId: string | null;
}

export interface PricedMove extends Consequences {
  /** The job is on no route afterwards. */
  readonly takenOff: boolean;
}

const KINDS: Record<BrokenRule['rule'], Consequences['broken'][number]['kind']> = {
  time_window: 'window',
  shift: 'shift',
  break: 'break',
  capacity: 'capacity',
  skill: 'skill',
  crew_size: 'crew',
  vehicle_not_allowed: 'vehicle',
  unreachable: 'limit',
  max_jobs: 'limit',
  max_driving: 'limit',
  driving_break: 'break',
  max_distance: 'limit',
  reload: 'order',
  ready_time: 'window',
  precedence: 'order',
  area: 'vehicle',
  together: 'vehicle',
  apart: 'vehicle',
  follows: 'order',
  locked_start: 'order',
  duplicate: 'order',
  unknown_job: 'order',
  unknown_vehicle: 'vehicle',
};

/**
 * What one move by hand does to a day: the routes it touches as they would become, what it costs, which rules it breaks or
 * mends. Never refuses a bad idea: it says why it is one. Problem 422 for a job, vehicle or stop that is not in the day.
 */
export function priceMove(
  day: DaySnapshot,
  { problem, epochSeconds }: DayProblem,
  routes: readonly PlannedRoute[],
  move: Move,
): PricedMove {
  const references = stopsOfJob(day, move.jobId);
  if (references.length === 0) throw unknown('jobId', 'job_unknown', 'This job is not part of the day');
  if (move.vehicleId !== null && !day.vehicles.some(({ id }) => id === move.vehicleId))
    throw unknown('vehicleId', 'vehicle_unknown', 'This vehicle is not part of the day');
  const from = routes.find(({ stops }) => stops.some(({ jobId }) => jobId === move.jobId));
  const target = routes.find(({ vehicleId }) => vehicleId === move.vehicleId);
  const touched = [...new Set([from?.vehicleId, move.vehicleId].filter((id) => id != null))];
  const ids = idsOf(routes);
  const before = touched.map((vehicleId) => evaluate(orderWithout(day, routes, vehicleId, null)));
  const after = touched.map((vehicleId) => {
    const order = orderWithout(day, routes, vehicleId, move.jobId);
    return evaluate(vehicleId === move.vehicleId ? insert(order, references, positionAfter(day, target, move)) : order);
  });
  function evaluate(order: RouteOrder) {
    const evaluation = evaluateRoute(problem, order);
    return { broken: evaluation.broken, route: viewRoute(day, epochSeconds, evaluation.route, evaluation.broken, ids) };
  }
  const keyOf = ({ rule, vehicleId, jobId, dimension }: BrokenRule) => [rule, vehicleId, jobId, dimension].join(' ');
  const wasBroken = new Map(before.flatMap(({ broken }) => broken.map((rule) => [keyOf(rule), rule] as const)));
  const isBroken = after.flatMap(({ broken }) => broken);
  const stillBroken = new Set(isBroken.map(keyOf));
  const worse = isBroken.filter((rule) => rule.by > (wasBroken.get(keyOf(rule))?.by ?? -1));
  const sum = (parts: readonly { route: PlannedRoute }[], pick: (figures: PlannedRoute['figures']) => number) =>
    parts.reduce((total, { route }) => total + pick(route.figures), 0);
  const change = (pick: (figures: PlannedRoute['figures']) => number) => sum(after, pick) - sum(before, pick);
  return {
    feasible: worse.length === 0,
    driveSeconds: change(({ driveSeconds }) => driveSeconds),
    driveMeters: change(({ driveMeters }) => driveMeters),
    cost: { amountMinor: change(({ cost }) => cost.amountMinor), currency: day.currency },
    broken: worse.map(({ rule, jobId, detail, by }) => ({
      kind: KINDS[rule],
      jobId: jobId ?? null,
      words: detail,
      bySeconds: rule === 'time_window' || rule === 'shift' ? by : null,
    })),
    repaired: [...wasBroken].filter(([key]) => !stillBroken.has(key)).map(([, { detail }]) => detail),
    routes: after.map(({ route }) => route),
    takenOff: move.vehicleId === null,
  };
}

function orderWithout(
  day: DaySnapshot,
  routes: readonly PlannedRoute[],
  vehicleId: string,
  jobId: string | null,
): RouteOrder {
  const route = routes.find((candidate) => candidate.vehicleId === vehicleId);
  if (!route) return { vehicleId, stops: [] };
  const order = orderOf(day, route);
  return {
    vehicleId,
    stops: order.stops.filter((stop) => jobId === null || !('jobId' in stop) || stop.jobId !== jobId),
  };
}

/** How many of the target's stops, breaks and the moved job itself not counted, stand before the new place. */
function positionAfter(day: DaySnapshot, target: PlannedRoute | undefined, move: Move): number {
  if (!target || move.afterStopId === null) return 0;
  const index = target.stops.findIndex(({ id }) => id === move.afterStopId);
  if (index < 0) throw unknown('afterStopId', 'stop_unknown', 'This stop is not on that vehicle’s route');
  const behind = begunIds(day, target.vehicleId);
  return target.stops
    .slice(0, index + 1)
    .filter(({ id, kind, jobId }) => kind !== 'break' && jobId !== move.jobId && !behind.has(id)).length;
}

/** A fetched job's pickup goes right before its delivery: a person moves the visit, not the errand. */
function insert(order: RouteOrder, references: readonly StopReference[], position: number): RouteOrder {
  return {
    vehicleId: order.vehicleId,
    stops: [...order.stops.slice(0, position), ...references, ...order.stops.slice(position)],
  };
}

function unknown(field: string, code: string, message: string): Problem {
  return new Problem({
    status: 422,
    code,
    title: message,
    fields: [{ field, code, message, remedy: 'Read the day again; it may have changed.' }],
  });
}
