import { setImmediate } from 'node:timers/promises';
import type { Roads } from '@roundsman/road-network';
import {
  createSearch,
  type Insertion,
  type LockedStart,
  openRunningDay,
  type Plan,
  type RouteOrder,
  type Job as SolverJob,
  type Problem as SolverProblem,
  type StopReference,
} from '@roundsman/routing-solver';
import {
  buildDayProblem,
  type DaySnapshot,
  type DayTravel,
  measureTravel,
  orderOfRoute,
  stopsOfJob,
} from '../plans/index.ts';
import type { SlotDay } from './read-slot-day.ts';

/** A date with everything that is known of it laid on its vehicles, the visit asked about left out. */
export interface LaidOutDay {
  /** With the visit asked about as its last job, if there is one. */
  readonly problem: SolverProblem;
  readonly epochSeconds: number;
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

/**
 * Lays out what the date holds, beginning from the draft itineraries: a short search with a fixed seed, so that the same
 * date gives the same answer. A long one might find room for a visit more; nothing is offered that this one did not find.
 * What crews who are out have before them keeps its order: others come between, nothing is moved.
 * @param asked whether the last job of the snapshot is only asked about.
 */
export async function layOutDay(
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  { day, drafts, running }: SlotDay & { readonly day: DaySnapshot },
  asked: boolean,
): Promise<LaidOutDay> {
  const travel: DayTravel = await measureTravel(roads, day);
  const known = { ...day, jobs: asked ? day.jobs.slice(0, -1) : day.jobs };
  const { problem, epochSeconds } = buildDayProblem(day, travel);
  // Laying out a day keeps the processor: who waits for something short goes first.
  await setImmediate();
  const before = { ...problem, jobs: problem.jobs.slice(0, known.jobs.length) };
  const search = createSearch(
    {
      ...before,
      givenPlan: { routes: drafts.map((route) => orderOfRoute(known, route)) },
      lockedStarts: running.map((route) => ordersAhead(known, before, orderOfRoute(known, route))),
    },
    { seed: 1 },
  );
  search.run({ iterations: LEAST_ITERATIONS + ITERATIONS_A_JOB * known.jobs.length });
  const plan = search.plan();
  const left = plan.unassigned.map(({ jobId }) => jobId);
  if (running.length === 0) return { problem, epochSeconds, orders: ordersOf(plan), unplaced: left.length };
  const squeezed = squeezeIn(before, ordersOf(plan), left);
  return { problem, epochSeconds, ...squeezed };
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
  for (const job of left.slice(0, MOST_SQUEEZED_IN)) {
    const [cheapest] = openRunningDay(problem, { routes: orders }).places(job);
    if (!cheapest) continue;
    orders = withInserted(orders, job, cheapest);
    placed++;
  }
  return { orders, unplaced: left.length - placed };
}

function withInserted(orders: readonly RouteOrder[], job: SolverJob, place: Insertion): RouteOrder[] {
  const { vehicleId, shiftIndex, position, pickupPosition } = place;
  const isThere = (order: RouteOrder) => order.vehicleId === vehicleId && (order.shiftIndex ?? 0) === shiftIndex;
  const stops = [...(orders.find(isThere)?.stops ?? [])];
  const own = { kind: job.kind === 'shipment' ? ('shipment_delivery' as const) : job.kind, jobId: job.id };
  stops.splice(position, 0, own);
  if (pickupPosition !== undefined) stops.splice(pickupPosition, 0, { kind: 'shipment_pickup', jobId: job.id });
  return [...orders.filter((order) => !isThere(order)), { vehicleId, shiftIndex, stops }];
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
