import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '../evaluate/evaluate-plan.ts';
import { placements } from '../evaluate/placements.ts';
import { findRoute, readOrder } from '../evaluate/read-order.ts';
import { createSequenceCheck } from '../evaluate/sequence-check.ts';
import { compileModel } from '../model/compile-model.ts';
import type { Insertion, Plan } from '../plan.ts';
import type { Job, Problem, RouteOrder } from '../problem.ts';
import { createSearch } from '../search/create-search.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem, unlinked } from '../testing/small-problems.ts';
import { InvalidProblem } from '../validate/index.ts';
import { openRunningDay, priceInsertion } from './index.ts';

const order = (...ids: string[]): RouteOrder => ({
  vehicleId: 'v0',
  stops: ids.map((jobId) => ({ kind: 'delivery' as const, jobId })),
});
const plan = (problem: Problem, iterations = 100) => {
  const search = createSearch(problem);
  search.run({ iterations });
  return search.plan();
};
const placeOf = ({ vehicleId, shiftIndex, pickupPosition, position }: Insertion) =>
  `${vehicleId}/${shiftIndex} ${pickupPosition ?? ''} ${position}`;

/** A small day with a plan for all jobs but the first, and that first job. */
const dayAndJob = smallProblem
  .map(unlinked)
  .filter(({ jobs }) => jobs.length > 0)
  .map((problem) => {
    const { together: _together, apart: _apart, objective, ...without } = problem;
    // A price is one number: levels that stand above cost have none.
    const alone: Problem = objective && objective.levels.length < 3 ? { ...without, objective } : without;
    const [job, ...jobs] = problem.jobs;
    const rest: Problem = { ...alone, jobs };
    return { problem: alone, rest, job: job!, before: plan(rest, 10) };
  });

/** The orders of a plan with the job where it was offered. */
function withStop(
  planned: Plan['routes'],
  job: Job,
  { vehicleId, shiftIndex, position, pickupPosition }: Insertion,
): RouteOrder[] {
  const routes: RouteOrder[] = planned.map((route) => ({
    ...route,
    stops: route.stops.filter(({ kind }) => kind !== 'start' && kind !== 'end' && kind !== 'break'),
  }));
  const same = (each: RouteOrder) => each.vehicleId === vehicleId && each.shiftIndex === shiftIndex;
  const target = routes.find(same) ?? { vehicleId, shiftIndex, stops: [] };
  const own = { kind: job.kind === 'shipment' ? ('shipment_delivery' as const) : job.kind, jobId: job.id };
  let stops = target.stops.toSpliced(position, 0, own);
  if (pickupPosition !== undefined)
    stops = stops.toSpliced(pickupPosition, 0, { kind: 'shipment_pickup', jobId: job.id });
  return [...routes.filter((each) => !same(each)), { ...target, stops }];
}

describe('openRunningDay', () => {
  it('lists every feasible place, cheapest first, with its price and the times it leaves', () => {
    const problem = onALine([{ at: 2 }, { at: 6 }], [{ cost: { perKilometer: 1 } }]);
    const insertions = priceInsertion(
      problem,
      { routes: [order('j0', 'j1')] },
      { id: 'new', kind: 'delivery', placeIndex: 8, serviceSeconds: 60 },
    );
    expect(insertions.map(({ position, price }) => [position, price])).toEqual(
      [
        [2, 4],
        [1, 4],
        [0, 12],
      ].sort((a, b) => a[1]! - b[1]! || a[0]! - b[0]!),
    );
    const last = insertions.find(({ position }) => position === 2)!;
    expect(last).toMatchObject({ addedMeters: 4000, addedDrivingSeconds: 400, serviceStartSeconds: 920 });
    expect(last.latestServiceStartSeconds).toBe(10_000 - 800 - 60);
  });

  it('offers only what keeps the plan whole: what it says can be done can be done, at its price', () => {
    fc.assert(
      fc.property(dayAndJob, ({ problem, rest, job, before }) => {
        const [cheapest] = priceInsertion(rest, before, job);
        if (!cheapest) return;
        const after = evaluatePlan(problem, { routes: withStop(before.routes, job, cheapest) });
        expect(after.broken).toEqual([]);
        expect(after.plan.objective[1]! - before.objective[1]!).toBeCloseTo(cheapest.price, 5);
      }),
      { numRuns: 100 },
    );
  });

  it('offers nothing where nothing fits', () => {
    const problem = onALine([{ at: 1 }]);
    const job = { id: 'new', kind: 'delivery' as const, placeIndex: 1, serviceSeconds: 60, skills: ['gas'] };
    expect(priceInsertion(problem, plan(problem), job)).toEqual([]);
  });

  it('finds just the places that trying every place finds, and when service can start at each', () => {
    fc.assert(
      fc.property(dayAndJob, ({ problem, rest, job, before }) => {
        const found = priceInsertion(rest, before, job);
        expect(new Set(found.map(placeOf))).toEqual(new Set(everyPlace(problem, before.routes)));
        for (const each of found) expectInterval(problem, before.routes, job, each);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps no trace of a question: asked again, or about a job of the plan, it answers the same', () => {
    fc.assert(
      fc.property(dayAndJob, ({ rest, job, before }) => {
        const day = openRunningDay(rest, before);
        const first = day.places(job);
        for (const other of rest.jobs) {
          const others = before.routes.map((route) => ({
            ...route,
            stops: route.stops.filter(({ jobId }) => jobId !== other.id),
          }));
          expect(day.places(other)).toEqual(openRunningDay(rest, { routes: others }).places(other));
        }
        expect(day.places(job)).toEqual(first);
      }),
      { numRuns: 50 },
    );
  });

  it('goes on with a job that is inserted as if the plan had had it from the start', () => {
    fc.assert(
      fc.property(dayAndJob, fc.nat(5), ({ problem, job, before }, which) => {
        const day = openRunningDay(problem, before);
        const found = day.places(job);
        if (found.length === 0) return;
        const place = found[which % found.length]!;
        day.insert(job.id, place);
        const after = openRunningDay(problem, { routes: withStop(before.routes, job, place) });
        for (const each of problem.jobs) expect(day.places(each)).toEqual(after.places(each));
      }),
      { numRuns: 100 },
    );
  });

  it('asks about a place that is not in the matrix as if it were', () => {
    fc.assert(
      fc.property(dayAndJob, ({ rest, job, before }) => {
        if (job.kind === 'shipment') return;
        const { size, seconds, meters } = rest.matrix;
        const row = rest.places[job.placeIndex]!.matrixIndex;
        const column = (values: ArrayLike<number>) => Array.from({ length: size }, (_, at) => values[at * size + row]!);
        const line = (values: ArrayLike<number>) => Array.from({ length: size }, (_, at) => values[row * size + at]!);
        const place = {
          secondsTo: column(seconds),
          metersTo: column(meters),
          secondsFrom: line(seconds),
          metersFrom: line(meters),
        };
        const elsewhere = { ...job, placeIndex: rest.places.length };
        expect(priceInsertion(rest, before, elsewhere, place)).toEqual(priceInsertion(rest, before, job));
      }),
      { numRuns: 50 },
    );
  });

  it('offers in each window what the cheapest place with just that window would be', () => {
    const windows = [0, 1, 2, 3].map((hour) => ({ startSeconds: 1000 + 2000 * hour, endSeconds: 2999 + 2000 * hour }));
    fc.assert(
      fc.property(dayAndJob, ({ rest, job, before }) => {
        const day = openRunningDay(rest, before);
        for (const { window, best } of day.slots(job, windows)) {
          const [cheapest] = day.places({ ...job, windows: [window] });
          expect(best?.price ?? null).toEqual(cheapest?.price ?? null);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('offers no other place for what is done or on the way', () => {
    const problem = onALine([{ at: 1 }, { at: 2 }], [{}], {
      lockedStarts: [{ vehicleId: 'v0', stops: [{ kind: 'delivery', jobId: 'j0' }] }],
    });
    const day = openRunningDay(problem, { routes: [order('j0', 'j1')] });
    expect(day.places(problem.jobs[0]!)).toEqual([]);
    expect(day.places(problem.jobs[1]!).map(({ position }) => position)).toEqual([1]);
  });

  it('names the field of a job that is refused', () => {
    const problem = onALine([{ at: 1 }]);
    const day = openRunningDay(problem, { routes: [] });
    const job: Job = { id: 'new', kind: 'delivery', placeIndex: 12, serviceSeconds: -1 };
    const faultsOf = (place?: Parameters<typeof day.places>[1]) => {
      try {
        return day.places(job, place).length;
      } catch (error) {
        return error instanceof InvalidProblem ? error.faults.map(({ field }) => field) : error;
      }
    };
    expect(faultsOf()).toEqual(['job.placeIndex', 'job.serviceSeconds']);
    const far = new Array<number>(12).fill(100);
    expect(faultsOf({ secondsTo: far, metersTo: far, secondsFrom: far, metersFrom: far })).toEqual([
      'job.serviceSeconds',
    ]);
  });
});

/** By trying them all, each order checked whole. */
function everyPlace(problem: Problem, routes: readonly RouteOrder[]): string[] {
  const model = compileModel(problem);
  const check = createSequenceCheck(model);
  return ordersOf(problem, routes).flatMap((order, route) => {
    if (model.eligible[model.ability[route]!] === 0) return [];
    return [...placements(model, route, order, 0)]
      .filter(({ nodes }) => check.keepsAll(route, nodes))
      .map(
        ({ pickupPosition, position }) =>
          `${problem.vehicles[model.vehicle[route]!]!.id}/${model.shift[route]} ${pickupPosition < 0 ? '' : pickupPosition} ${position}`,
      );
  });
}

function ordersOf(problem: Problem, routes: readonly RouteOrder[]): number[][] {
  const model = compileModel(problem);
  const orders: number[][] = Array.from({ length: model.routeCount }, () => []);
  for (const each of routes) {
    const { route, nodes } = readOrder(problem, model, each);
    orders[route] = nodes;
  }
  return orders;
}

/** Service can start at both ends of the interval, and a second outside of it at neither. */
function expectInterval(problem: Problem, routes: readonly RouteOrder[], job: Job, place: Insertion): void {
  const holdsAt = (seconds: number) => {
    const window = { startSeconds: seconds, endSeconds: seconds };
    const open = (job.windows ?? []).length === 0 || job.windows!.some((each) => contains(each, seconds));
    const pinned: Problem = { ...problem, jobs: [{ ...job, windows: [window] }, ...problem.jobs.slice(1)] };
    const model = compileModel(pinned);
    const route = findRoute(pinned, model, place.vehicleId, place.shiftIndex);
    const found = [...placements(model, route, ordersOf(problem, routes)[route]!, 0)].find(
      (each) => each.position === place.position && each.pickupPosition === (place.pickupPosition ?? -1),
    )!;
    return open && createSequenceCheck(model).keepsTime(route, found.nodes);
  };
  const { serviceStartSeconds, latestServiceStartSeconds } = place;
  // Where a rest may be owed, or driving is limited and quicker at another hour, only starts that hold are told: others may hold too.
  const { drivingBreak, travelProfile, maxDrivingSeconds } = problem.vehicles.find(({ id }) => id === place.vehicleId)!;
  if (drivingBreak || (travelProfile !== undefined && maxDrivingSeconds !== undefined)) {
    expect([serviceStartSeconds, latestServiceStartSeconds].map(holdsAt)).toEqual([true, true]);
    return;
  }
  expect(
    [serviceStartSeconds - 1, serviceStartSeconds, latestServiceStartSeconds, latestServiceStartSeconds + 1].map(
      holdsAt,
    ),
  ).toEqual([false, true, true, false]);
}

const contains = (window: { startSeconds: number; endSeconds: number }, at: number) =>
  at >= window.startSeconds && at <= window.endSeconds;
