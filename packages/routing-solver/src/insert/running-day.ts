import { holdTurns } from '../docks/hold-turns.ts';
import { findRoute, readOrder } from '../evaluate/read-order.ts';
import type { Insertion, SlotOffer } from '../plan.ts';
import type { Job, NewPlace, Problem, RouteOrder, TimeWindow } from '../problem.ts';
import { firstObstacle, ridePrice, vehicleToldPrice } from '../rules/index.ts';
import { createRoutes } from '../search/routes.ts';
import { assertValid, assertValidJob } from '../validate/index.ts';
import { createPlaceLister, type FoundPlace } from './find-all-places.ts';
import { createSpareJob } from './spare-job.ts';

/** A day with its plan, prepared once for many questions. The plan stays as it is but for what is inserted. */
export interface RunningDay {
  /**
   * Every feasible place for one more job, cheapest first; unused shifts count as empty routes, the other jobs stay in their order. A job
   * of the plan is asked about as if it were not in it. Throws `InvalidProblem` when the job is refused.
   * @param place travel to a place that is not in the matrix: the job's `placeIndex` is then `problem.places.length`.
   */
  places(job: Job, place?: NewPlace): Insertion[];
  /** The cheapest place in each window, the job's own windows left aside; null where none is feasible. */
  slots(job: Job, windows: readonly TimeWindow[], place?: NewPlace): SlotOffer[];
  /** Puts a job of the problem that is on no route at a place that was found for it. At docks the turns stay those of the plan that was given. */
  insert(jobId: string, at: InsertedAt): void;
}

export type InsertedAt = Pick<Insertion, 'vehicleId' | 'shiftIndex' | 'position' | 'pickupPosition'>;

/**
 * Throws `InvalidProblem` for a refused problem. A route that breaks a rule as it is takes nothing more, nor one that does not hold
 * together without the job asked about; what the plan has and the problem does not know is left out. At docks everybody keeps the turn
 * that the plan gives.
 */
export function openRunningDay(given: Problem, plan: { readonly routes: readonly RouteOrder[] }): RunningDay {
  assertValid(given);
  const problem = given.docks?.length ? holdTurns(given, plan) : given;
  const spare = createSpareJob(problem);
  const { model } = spare;
  const state = createRoutes(model);
  const lister = createPlaceLister(model, state, spare.node);
  const jobs = new Map(problem.jobs.map(({ id }, index) => [id, index]));
  const orders: number[][] = model.locked.map((locked) => [...locked]);
  for (const order of plan.routes) {
    const { route, nodes } = readOrder(spare.problem, model, order);
    if (route >= 0) orders[route] = nodes;
  }
  const removed: { readonly node: number; readonly before: number; readonly route: number }[] = [];
  const isLocked = new Set(model.locked.flatMap((nodes) => [...nodes]));
  /** Routes that break a rule as they are (one is running late): nothing more is put on them. */
  const broken = orders.map((order, route) => {
    state.begin();
    state.takeOver(orders.map((_, each) => (each === route ? order : [])));
    return state.log.broken;
  });

  function places(job: Job, place?: NewPlace): Insertion[] {
    const found: Insertion[] = [];
    ask(job, place, (each) => {
      found.push(describe(each));
      return Number.POSITIVE_INFINITY;
    });
    return found.sort((a, b) => a.price - b.price || a.position - b.position);
  }

  function slots(job: Job, windows: readonly TimeWindow[], place?: NewPlace): SlotOffer[] {
    return windows.map((window) => {
      let best: Insertion | null = null;
      ask({ ...job, windows: [window] }, place, (each) => {
        best = describe(each);
        return each.price;
      });
      return { window, best };
    });
  }

  function ask(job: Job, place: NewPlace | undefined, take: (place: FoundPlace) => number): void {
    assertValidJob(problem, job, place !== undefined);
    const known = jobs.get(job.id);
    const own = known === undefined ? [] : nodesOf(known);
    if (own.some((node) => isLocked.has(node))) return;
    spare.write(job);
    if (place) spare.writePlace(place);
    const dimensions = problem.capacityDimensions ?? [];
    const able = problem.vehicles.map((vehicle) => firstObstacle(job, vehicle, dimensions) === null);
    const prices = problem.vehicles.map(
      (vehicle) =>
        model.perSoft * ridePrice(job, vehicle) +
        model.perChange * vehicleToldPrice(job, vehicle, problem.changePrices),
    );
    const isWelcome = (route: number) => known === undefined || state.company.allows(route, known);
    const companyPrice = (route: number) => (known === undefined ? 0 : state.company.price(route, known));
    takeOut(own);
    const left = state.log.broken && state.stops[removed[0]!.route]! > 0 ? removed[0]!.route : -1;
    lister.list(
      (route) => able[model.vehicle[route]!]! && !broken[route] && route !== left && isWelcome(route),
      (route) => prices[model.vehicle[route]!]! + companyPrice(route),
      take,
    );
    putBack();
  }

  function nodesOf(job: number): number[] {
    const first = model.firstNode[job]!;
    const second = model.partner[first]!;
    return (second >= 0 ? [first, second] : [first]).filter((node) => state.routeOf[node]! >= 0);
  }

  /** Not left to `rollBack`, which listing places uses for itself. */
  function takeOut(nodes: readonly number[]): void {
    state.begin();
    for (const node of nodes) {
      const route = state.routeOf[node]!;
      removed.push({ node, before: state.prev[node]!, route });
      state.remove(node);
      if (removed.length === nodes.length) state.settleRoute(route);
    }
  }

  function putBack(): void {
    for (let last = removed.pop(); last; last = removed.pop()) {
      state.insertAfter(last.node, last.before);
      if (removed.length === 0) state.settleRoute(last.route);
    }
  }

  function insert(jobId: string, { vehicleId, shiftIndex, position, pickupPosition }: InsertedAt): void {
    const first = model.firstNode[jobs.get(jobId)!]!;
    const second = model.partner[first]!;
    const route = findRoute(problem, model, vehicleId, shiftIndex);
    const nodeAt = (steps: number) => {
      let node = model.firstStart + route;
      for (let step = 0; step < steps; step++) node = state.next[node]!;
      return node;
    };
    state.begin();
    // Both positions are of the order without the job.
    state.insertAfter(second >= 0 ? second : first, nodeAt(position));
    if (second >= 0) state.insertAfter(first, nodeAt(pickupPosition ?? position));
    state.settleRoute(route);
  }

  function describe({ route, after, secondAfter, interval, ...figures }: FoundPlace): Insertion {
    const position = lister.positionOf(after);
    const isShipment = secondAfter >= 0;
    return {
      vehicleId: problem.vehicles[model.vehicle[route]!]!.id,
      shiftIndex: model.shift[route]!,
      ...(isShipment && { pickupPosition: position }),
      position: isShipment && secondAfter !== spare.node ? lister.positionOf(secondAfter) : position,
      price: figures.price,
      addedMeters: figures.addedMeters,
      addedDrivingSeconds: figures.addedDrivingSeconds,
      serviceStartSeconds: interval.earliest + model.epochSeconds,
      latestServiceStartSeconds: interval.latest + model.epochSeconds,
    };
  }

  return { places, slots, insert };
}

/** The same for a single question. */
export function priceInsertion(
  problem: Problem,
  plan: { readonly routes: readonly RouteOrder[] },
  job: Job,
  place?: NewPlace,
): Insertion[] {
  return openRunningDay(problem, plan).places(job, place);
}
