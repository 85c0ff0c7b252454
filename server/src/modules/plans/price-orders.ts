import type { Consequences, PlannedRoute } from '@roundsman/api-contract';
import { type BrokenRule, evaluateRoute, type RouteOrder } from '@roundsman/routing-solver';
import type { DayProblem } from './day-problem.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import { idsOf, orderOf, viewRoute } from './route-view.ts';

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
  dock: 'shift',
  locked_start: 'order',
  duplicate: 'order',
  unknown_job: 'order',
  unknown_vehicle: 'vehicle',
};

/**
 * What orders made by hand do to a day: their routes as they would become, what changes in cost, which rules they break or
 * mend. Never refuses a bad idea: it says why it is one. One order a vehicle; vehicles that are not named stay as they are.
 */
export function priceOrders(
  day: DaySnapshot,
  { problem, epochSeconds }: DayProblem,
  routes: readonly PlannedRoute[],
  orders: readonly RouteOrder[],
): Consequences {
  const ids = idsOf(routes);
  const before = orders.map(({ vehicleId }) => evaluate(orderNow(day, routes, vehicleId)));
  const after = orders.map(evaluate);
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
  };
}

/** The order that a vehicle's route has; an empty one when it has no route. */
export function orderNow(day: DaySnapshot, routes: readonly PlannedRoute[], vehicleId: string): RouteOrder {
  const route = routes.find((candidate) => candidate.vehicleId === vehicleId);
  return route ? orderOf(day, route) : { vehicleId, stops: [] };
}

/** The order without these jobs. */
export function orderWithout({ vehicleId, stops }: RouteOrder, jobIds: ReadonlySet<string>): RouteOrder {
  return { vehicleId, stops: stops.filter(({ jobId }) => jobId === undefined || !jobIds.has(jobId)) };
}
