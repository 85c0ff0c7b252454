import {
  createSearch,
  type LockedStart,
  openRunningDay,
  type Plan,
  type RouteOrder,
  type RunningDay,
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
export interface LaidOut {
  /** One a vehicle and shift: how a running day is opened. */
  readonly orders: readonly RouteOrder[];
  /** Visits for which no room was found. */
  readonly unplaced: readonly string[];
}

/** The same with the day as it is asked then. */
export interface SqueezedIn {
  readonly laidOut: LaidOut;
  readonly running: RunningDay;
}

/** The same with the problem that its answers are of. */
export interface PreparedDay extends SqueezedIn {
  readonly dayProblem: DayProblem;
}

/** Enough that whatever has an obvious place finds it; a day of 200 visits takes tens of milliseconds. */
const LEAST_ITERATIONS = 40;
/** Of those that may go anywhere. */
const ITERATIONS_A_JOB = 2;
/** Visits that are squeezed in between others, one after the other. */
export const MOST_SQUEEZED_IN = 25;
/** Where nothing else may move a search takes longer than these do. */
const MOST_BESIDES_CREWS = 80;
/** Places of a visit that are looked at for one that keeps the links of other jobs. */
export const MOST_TRIED = 20;

/**
 * Lays out what the date holds, beginning from the draft itineraries or from how it was laid out with fewer visits: a short search with a fixed seed.
 * A long one might find room for a visit more; nothing is offered that this one did not find.
 * What crews who are out have before them keeps its order: others come between, nothing is moved.
 */
export function layOutDay(
  { day, drafts, running, asItStands }: DayAsGiven,
  travel: DayTravel,
  before: readonly RouteOrder[] | null = null,
): LaidOut {
  if (asItStands) {
    const orders = drafts.map((route) => orderOf(day, route)).filter(({ stops }) => stops.length > 0);
    return { orders, unplaced: [] };
  }
  const { problem } = buildDayProblem(day, travel);
  const lockedStarts = running.map((route) => ordersAhead(day, problem, orderOf(day, route)));
  const search = createSearch(
    { ...problem, givenPlan: { routes: before ?? drafts.map((route) => orderOf(day, route)) }, lockedStarts },
    { seed: 1 },
  );
  const locked = new Set(lockedStarts.flatMap(({ stops }) => stops.flatMap(({ jobId }) => jobId ?? [])));
  search.run({ iterations: LEAST_ITERATIONS + ITERATIONS_A_JOB * (day.jobs.length - locked.size) });
  const plan = search.plan();
  const left = plan.unassigned.map(({ jobId }) => jobId);
  if (running.length === 0) return { orders: ordersOf(plan), unplaced: left };
  return squeezeIn(problem, ordersOf(plan), left).laidOut;
}

/**
 * A date whose crews are out and that has little besides: that is squeezed in, and nothing is searched for. Null: it is much, or a search may find among
 * drafts the room that is missing.
 */
export function layOutOnTheRoad({ day, drafts, running }: DayAsGiven, travel: DayTravel): PreparedDay | null {
  if (running.length === 0) return null;
  const dayProblem = buildDayProblem(day, travel);
  const { problem } = dayProblem;
  const orders = [
    ...running.map((route) => ordersAhead(day, problem, orderOf(day, route))),
    ...drafts.map((route) => orderOf(day, route)),
  ];
  const onRoutes = new Set(orders.flatMap(({ stops }) => stops.flatMap(({ jobId }) => jobId ?? [])));
  const free = day.jobs.flatMap(({ id }) => (onRoutes.has(id) ? [] : [id]));
  if (free.length > MOST_BESIDES_CREWS) return null;
  const squeezed = squeezeIn(problem, orders, free, MOST_BESIDES_CREWS);
  return drafts.length > 0 && squeezed.laidOut.unplaced.length > 0 ? null : { ...squeezed, dayProblem };
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

/**
 * Puts jobs that are on no route yet where each is cheapest, one after the other, the others in their order: between locked stops too, where a search
 * puts nothing.
 */
export function squeezeIn(
  problem: SolverProblem,
  routes: readonly RouteOrder[],
  jobIds: readonly string[],
  most = MOST_SQUEEZED_IN,
): SqueezedIn {
  let orders = routes;
  let running = openRunningDay(problem, { routes });
  const placed = new Set<string>();
  const wanted = new Set(jobIds);
  const linked = linkedJobs(problem);
  for (const job of problem.jobs.filter(({ id }) => wanted.has(id)).slice(0, most)) {
    const cheapest = running
      .places(job)
      .slice(0, MOST_TRIED)
      .find((place) => keepsLinks({ problem, orders, linked }, { job, place, travel: null }));
    if (!cheapest) continue;
    orders = withInserted(orders, job, cheapest);
    // Whoever comes later to a dock takes another turn.
    if (problem.docks?.length) running = openRunningDay(problem, { routes: orders });
    else running.insert(job.id, cheapest);
    placed.add(job.id);
  }
  return { laidOut: { orders, unplaced: jobIds.filter((id) => !placed.has(id)) }, running };
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
