import type { Consequences, PlannedRoute, ProblemCode } from '@roundsman/api-contract';
import type { RouteOrder, StopReference } from '@roundsman/routing-solver';
import { Problem } from '../../platform/problem.ts';
import { type DayProblem, stopsOfJob } from './day-problem.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import { orderNow, orderWithout, priceOrders } from './price-orders.ts';
import { begunIds } from './route-view.ts';

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

/**
 * What one move by hand does to a day: the routes it touches as they would become, what it costs, which rules it breaks or
 * mends. Never refuses a bad idea: it says why it is one. Problem 422 for a job, vehicle or stop that is not in the day.
 */
export function priceMove(
  day: DaySnapshot,
  dayProblem: DayProblem,
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
  const orders = touched.map((vehicleId) => {
    const order = orderWithout(orderNow(day, routes, vehicleId), new Set([move.jobId]));
    return withoutIdleLoadings(
      vehicleId === move.vehicleId ? insert(order, references, positionAfter(day, target, move)) : order,
    );
  });
  return { ...priceOrders(day, dayProblem, routes, orders), takenOff: move.vehicleId === null };
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

/** Loadings with no stop before, behind or between them load and unload nothing. */
function withoutIdleLoadings({ vehicleId, stops }: RouteOrder): RouteOrder {
  const isLoading = (at: number) => stops[at]?.kind === 'reload';
  const last = stops.findLastIndex((_, at) => !isLoading(at));
  return { vehicleId, stops: stops.filter((_, at) => !isLoading(at) || (at > 0 && at < last && !isLoading(at - 1))) };
}

function unknown(field: string, code: ProblemCode, message: string): Problem {
  return new Problem({
    status: 422,
    code,
    title: message,
    fields: [{ field, code, message, remedy: 'Read the day again; it may have changed.' }],
  });
}
