import {
  createSearch,
  type LockedStart,
  openRunningDay,
  type Plan,
  type RouteOrder,
  type Problem as SolverProblem,
  type StopReference,
} from '@roundsman/routing-solver';
import { buildDayProblem, type DayProblem, stopsOfJob } from '../day-problem.ts';
import type { DayTravel } from '../day-roads.ts';
import type { DaySnapshot } from '../day-snapshot.ts';
import { orderOf } from '../route-view.ts';
import type { DayAsGiven } from './day-as-given.ts';
import { keepsLinks, linkedJobs, withInserted } from './keep-links.ts';

/** A date with everything that is known of it laid on its vehicles. */
export interface LaidOutDay extends DayProblem {
  /** One a vehicle and shift: how a running day is opened. */
  readonly orders: readonly RouteOrder[];
  /** Visits for which no room was found. */
  readonly unplaced: number;
}

/** Enough that whatever has an obvious place finds it; a day of 200 visits takes tens of milliseconds. */
const LEAST_ITERATIONS = 40;
const ITERATIONS_A_JOB = 2;
/** Visits that are squeezed in between the stops of crews who are out, one after the other. */
const MOST_SQUEEZED_IN = 25;
/** Places of a visit that are looked at for one that keeps the links of other jobs. */
export const MOST_TRIED = 20;

/**
 * Lays out what the date holds, beginning from the draft itineraries: a short search with a fixed seed, so that the same
 * date gives the same answer. A long one might find room for a visit more; nothing is offered that this one did not find.
 * What crews who are out have before them keeps its order: others come between, nothing is moved.
 */
export function layOutDay({ day, drafts, running, asItStands }: DayAsGiven, travel: DayTravel): LaidOutDay {
  const { problem, epochSeconds } = buildDayProblem(day, travel);
  if (asItStands) {
    const orders = drafts.map((route) => orderOf(day, route)).filter(({ stops }) => stops.length > 0);
    return { problem, epochSeconds, orders, unplaced: 0 };
  }
  const search = createSearch(
    {
      ...problem,
      givenPlan: { routes: drafts.map((route) => orderOf(day, route)) },
      lockedStarts: running.map((route) => ordersAhead(day, problem, orderOf(day, route))),
    },
    { seed: 1 },
  );
  search.run({ iterations: LEAST_ITERATIONS + ITERATIONS_A_JOB * day.jobs.length });
  const plan = search.plan();
  const left = plan.unassigned.map(({ jobId }) => jobId);
  if (running.length === 0) return { problem, epochSeconds, orders: ordersOf(plan), unplaced: left.length };
  return { problem, epochSeconds, ...squeezeIn(problem, ordersOf(plan), left) };
}

/**
 * The stops that the problem knows in this very way: where goods lie may have changed since the route was drawn. Who is on
 * the way already fetches at a loading what it brings after it.
 */
function ordersAhead(day: DaySnapshot, problem: SolverProblem, { vehicleId, stops }: RouteOrder): LockedStart {
  const kinds = (jobId: string | undefined) => (jobId === undefined ? [] : stopsOfJob(day, jobId));
  let reloadsLeft = problem.vehicles.find(({ id }) => id === vehicleId)?.reload?.maxReloads ?? 0;
  const fetched = new Set<string>();
  const fetchGoods = (jobId: string): StopReference[] => {
    if (fetched.has(jobId)) return [];
    fetched.add(jobId);
    return [{ kind: 'shipment_pickup', jobId }];
  };
  const ahead = stops.flatMap(({ kind, jobId }, at): StopReference[] => {
    if (kind === 'reload') {
      if (reloadsLeft-- > 0) return [{ kind }];
      const next = stops.findIndex((stop, later) => later > at && stop.kind === 'reload');
      const brought = stops.slice(at + 1, next < 0 ? undefined : next);
      return brought.flatMap((stop) => (stop.kind === 'shipment_delivery' ? fetchGoods(stop.jobId!) : []));
    }
    if (kind === 'shipment_pickup') return kinds(jobId).length === 2 ? fetchGoods(jobId!) : [];
    if (kind === 'shipment_delivery' && !fetched.has(jobId!)) return [];
    return kinds(jobId).filter((stop) => stop.kind === kind);
  });
  return { vehicleId, stops: ahead };
}

/** A search puts nothing between locked stops: what found no place is tried there, in the order in which it was asked for. */
function squeezeIn(
  problem: SolverProblem,
  routes: readonly RouteOrder[],
  jobIds: readonly string[],
): { readonly orders: readonly RouteOrder[]; readonly unplaced: number } {
  let orders = routes;
  let placed = 0;
  const left = problem.jobs.filter(({ id }) => jobIds.includes(id));
  const linked = linkedJobs(problem);
  for (const job of left.slice(0, MOST_SQUEEZED_IN)) {
    const places = openRunningDay(problem, { routes: orders }).places(job);
    const cheapest = places
      .slice(0, MOST_TRIED)
      .find((place) => keepsLinks({ problem, orders, linked }, { job, place, travel: null }));
    if (!cheapest) continue;
    orders = withInserted(orders, job, cheapest);
    placed++;
  }
  return { orders, unplaced: left.length - placed };
}

/** The plan as orders of stops; breaks are left to the solver. */
const ordersOf = ({ routes }: Plan): RouteOrder[] =>
  routes.map(({ vehicleId, shiftIndex, stops }) => ({
    vehicleId,
    shiftIndex,
    stops: stops.flatMap(({ kind, jobId }): RouteOrder['stops'] => {
      if (jobId !== undefined) return [{ kind, jobId }];
      return kind === 'reload' ? [{ kind }] : [];
    }),
  }));
