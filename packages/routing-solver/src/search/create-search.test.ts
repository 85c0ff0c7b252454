import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { bestObjective } from '../testing/brute-force.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { onALine } from '../testing/line.ts';
import { makeRegion } from '../testing/region.ts';
import { smallProblem } from '../testing/small-problems.ts';
import { createSearch } from './create-search.ts';

function solve(problem: Problem, iterations = 60, seed = 1): Plan {
  const search = createSearch(problem, { seed });
  search.run({ iterations });
  return search.plan();
}

/** Iterations for each job: a row of annealings takes 4,800 for its starts, and its children soon find nothing better where jobs are few. */
const LONG_ENOUGH_TO_BEGIN_ANEW = 16_000;
/** The same where there are many jobs: with fewer a run begins as one annealing. */
const ENOUGH_TO_TRY_FEWER = 500;

const day = makeDeliveryDay({ jobs: 60, vehicles: 5, seed: 3 });

describe('createSearch', () => {
  it('makes plans that the independent checker finds nothing wrong with, whatever rules are mixed', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        expect(checkPlan(problem, solve(problem))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('plans a day with every rule in it', () => {
    const plan = solve(day, 800);
    expect(checkPlan(day, plan)).toEqual([]);
    expect(plan.unassigned.length).toBeLessThan(10);
    expect(plan.routes.flatMap(({ stops }) => stops).some(({ kind }) => kind === 'break')).toBe(true);
  });

  it('gives the same plan for the same seed and iterations, and another for another seed', () => {
    expect(solve(day, 300, 5)).toEqual(solve(day, 300, 5));
    expect(solve(day, 300, 6)).not.toEqual(solve(day, 300, 5));
  });

  it('keeps every rule and gives the same plan again in a run so long that it begins anew', () => {
    const region = makeRegion({ stops: 16, neighbours: 15, seed: 1 });
    const iterations = LONG_ENOUGH_TO_BEGIN_ANEW * region.jobs.length;
    const plan = solve(region, iterations);
    expect(checkPlan(region, plan)).toEqual([]);
    expect(solve(region, iterations)).toEqual(plan);
  });

  it('keeps every rule in a run over many jobs that tries fewer vehicles first', () => {
    const jobs = Array.from({ length: 501 }, (_, index) => ({ at: 1 + (index % 11), amounts: [1 + (index % 3)] }));
    const vehicles = jobs.slice(0, 120).map(() => ({ capacities: [12], cost: { perKilometer: 1 } }));
    const problem = onALine(jobs, vehicles, { capacityDimensions: ['pieces'] });
    const plan = solve(problem, ENOUGH_TO_TRY_FEWER * jobs.length);
    expect(checkPlan(problem, plan)).toEqual([]);
    expect(plan.unassigned).toEqual([]);
  });

  it('can be stopped after any number of iterations with a plan that holds', () => {
    fc.assert(
      fc.property(smallProblem, fc.nat(5), (problem, iterations) => {
        expect(checkPlan(problem, solve(problem, iterations))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps of a given plan no stop behind a way that only a shipment made possible which goes out itself', () => {
    // To the customer (2) over the pickup (1) alone.
    const none = -1;
    const ways = [0, 60, none, 60, 60, 0, 60, 60, 60, 60, 0, 60, 60, 60, none, 0];
    // Too late for whoever was at the first customer (3) before.
    const windows = [{ startSeconds: 0, endSeconds: 150 }];
    const delivery = { kind: 'delivery', serviceSeconds: 0, amounts: [] } as const;
    const pickup = { placeIndex: 1, serviceSeconds: 0 };
    const stop = (kind: 'delivery' | 'shipment_pickup' | 'shipment_delivery', jobId: string) => ({ kind, jobId });
    const problem: Problem = {
      places: ['depot', 'pickup', 'customer', 'first'].map((id, matrixIndex) => ({ id, matrixIndex })),
      matrix: { size: 4, seconds: ways, meters: ways },
      capacityDimensions: [],
      jobs: [
        { ...delivery, id: 'first', placeIndex: 3 },
        { ...delivery, id: 'late', kind: 'shipment', placeIndex: 2, windows, pickup },
        { ...delivery, id: 'behind', placeIndex: 2 },
      ],
      vehicles: [{ id: 'v', startPlaceIndex: 0, shifts: [{ startSeconds: 0, endSeconds: 9_000 }], cost: { fixed: 0 } }],
      givenPlan: {
        routes: [
          {
            vehicleId: 'v',
            stops: [
              stop('delivery', 'first'),
              stop('shipment_pickup', 'late'),
              stop('shipment_delivery', 'late'),
              stop('delivery', 'behind'),
            ],
          },
        ],
      },
    };
    expect(checkPlan(problem, solve(problem, 0))).toEqual([]);
  });

  it('stops as soon as the time is said to be up, and goes on from there when run again', () => {
    const search = createSearch(day);
    let asked = 0;
    const first = search.run({ elapsed: () => asked++ / 5 });
    // Whoever finds the time up says no more than that to those behind it.
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(10);
    const second = search.run({ iterations: 500 });
    expect(second.iterations).toBe(first.iterations + 500);
    expect(search.plan().objective[1]!).toBeLessThanOrEqual(first.cost + 1e-6);
    expect(checkPlan(day, search.plan())).toEqual([]);
  });

  it('stops while it makes its first plan, with what there is of it, and makes the rest when run again', () => {
    const search = createSearch(day);
    let asked = 0;
    // Chains of deliveries first, then job after job, sixteen at a time.
    search.run({ elapsed: () => asked++ });
    const begun = search.plan();
    expect(checkPlan(day, begun)).toEqual([]);
    expect(begun.routes.length).toBeGreaterThan(0);
    const before = begun.unassigned.length;
    expect(begun.unassigned.map(({ reason }) => reason)).toContain('search_ended');
    expect(search.run({ iterations: 100 }).iterations).toBe(100);
    expect(checkPlan(day, search.plan())).toEqual([]);
    expect(search.plan().unassigned.length).toBeLessThan(before);
  });

  it('stops while it is set up, with what was locked or given, and sets up the rest when run again', () => {
    const region = makeRegion({ stops: 2100, neighbours: 10, seed: 1 });
    const search = createSearch(region);
    const stopAt = (share: number) => {
      let asked = 0;
      return { elapsed: () => asked++ / share };
    };
    expect(search.run(stopAt(8))).toMatchObject({ iterations: 0, unplacedJobs: 2100, routes: 0 });
    const nothing = search.plan();
    expect(nothing.unassigned).toHaveLength(2100);
    expect(nothing.unassigned[0]!.reason).toBe('search_ended');
    expect(checkPlan(region, nothing)).toEqual([]);
    search.run({ iterations: 5 });
    const later = search.plan();
    expect(later).toEqual(solve(region, 5));

    const given = createSearch({ ...region, givenPlan: later });
    given.run(stopAt(1));
    expect(given.plan().routes).toEqual(later.routes);
  });

  it('counts the iterations of the run that is under way', () => {
    const search = createSearch(day);
    const counts: number[] = [];
    let asked = 0;
    search.run({
      elapsed: () => {
        counts.push(search.progress().iterations);
        return asked++ / 40;
      },
    });
    expect(counts.at(-1)).toBeGreaterThan(20);
  });

  it('reports the cost and the unplaced jobs of the plan it would give', () => {
    const search = createSearch(day);
    const progress = search.run({ iterations: 300 });
    const plan = search.plan();
    expect(progress.unplacedJobs).toBe(plan.unassigned.length);
    expect(progress.routes).toBe(plan.routes.length);
    expect(progress.cost).toBeCloseTo(plan.objective[1]!, 6);
  });

  it('finds the best of all plans where all plans can be listed', () => {
    fc.assert(
      fc.property(tinyProblem, (problem) => {
        const plan = solve(problem, 400);
        const best = bestObjective(problem);
        expect(plan.objective[0]).toBe(best[0]);
        expect(plan.objective[1]!).toBeCloseTo(best[1]!, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('never leaves more undone when a vehicle joins', () => {
    fc.assert(
      fc.property(tinyProblem, (problem) => {
        const more = { ...problem, vehicles: [...problem.vehicles, { ...problem.vehicles[0]!, id: 'another' }] };
        expect(solve(more, 400).objective[0]!).toBeLessThanOrEqual(bestObjective(problem)[0]!);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps locked starts in their order and only adds behind them', () => {
    fc.assert(
      fc.property(smallProblem.map(withoutDeadEnds), (problem) => {
        const start = solve(problem).routes.find(({ stops }) => stops.some(({ jobId }) => jobId !== undefined));
        if (!start) return;
        const stops = start.stops
          .filter(({ kind }) => kind !== 'start' && kind !== 'end' && kind !== 'break')
          .slice(0, 2)
          .map(({ kind, jobId }) => ({ kind: kind as 'delivery', ...(jobId !== undefined && { jobId }) }));
        const locked: Problem = {
          ...problem,
          lockedStarts: [{ vehicleId: start.vehicleId, shiftIndex: start.shiftIndex, stops }],
        };
        expect(checkPlan(locked, solve(locked))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is never worse than the plan it is given to improve', () => {
    const given = solve(day, 200);
    const improved = solve({ ...day, givenPlan: given }, 1);
    expect(improved.objective[0]!).toBeLessThanOrEqual(given.objective[0]!);
    expect(improved.objective[1]!).toBeLessThanOrEqual(given.objective[1]! + 1e-6);
  });

  it('takes what no longer holds out of a given plan and places it again', () => {
    const given = solve(day, 200);
    const windowed = {
      ...day,
      jobs: day.jobs.map((job, index) => (index % 7 === 0 ? { ...job, windows: [day.vehicles[0]!.shifts[0]!] } : job)),
      vehicles: day.vehicles.slice(1),
      givenPlan: given,
    };
    const search = createSearch(windowed);
    search.run({ iterations: 0 });
    expect(checkPlan(windowed, search.plan())).toEqual([]);
  });

  it('uses as few vehicles as it can when vehicles come before cost', () => {
    const problem: Problem = {
      ...clusterOnTwoSides(),
      objective: { levels: [[{ term: 'unplaced' }], [{ term: 'vehicles' }]] },
    };
    expect(solve(problem, 200).routes).toHaveLength(1);
    expect(solve(clusterOnTwoSides(), 200).routes).toHaveLength(2);
  });

  it('finds the fewest vehicles of all plans, and then the cheapest, where all plans can be listed', () => {
    fc.assert(
      fc.property(tinyProblem, (tiny) => {
        const withFixedCost = (fixed: number): Problem => ({
          ...tiny,
          vehicles: ['v0', 'v1', 'v2'].map((id) => ({ ...tiny.vehicles[0]!, id, cost: { perKilometer: 1000, fixed } })),
        });
        const problem: Problem = {
          ...withFixedCost(0),
          objective: { levels: [[{ term: 'unplaced' }], [{ term: 'vehicles' }], [{ term: 'cost' }]] },
        };
        // A vehicle that costs more than any way puts vehicles first as well.
        const [unplaced, cost] = bestObjective(withFixedCost(1e6));
        const plan = solve(problem, 400);
        expect(checkPlan(problem, plan)).toEqual([]);
        expect(plan.objective).toEqual([unplaced, Math.floor(cost / 1e6), cost % 1e6]);
      }),
      { numRuns: 40 },
    );
  });

  it('has nothing to do without jobs or vehicles, and says so', () => {
    expect(solve({ ...day, jobs: [] }).routes).toEqual([]);
    const plan = solve({ ...day, vehicles: [], jobs: day.jobs.slice(0, 2) });
    expect(plan.unassigned.map(({ reason }) => reason)).toEqual(['no_vehicles', 'no_vehicles']);
  });
});

/** Every place can be left, and no detour is shorter than the direct way: so the start of a route keeps what the route keeps. */
function withoutDeadEnds(problem: Problem): Problem {
  const { size, seconds, meters } = problem.matrix;
  return { ...problem, matrix: { size, seconds: shortest(seconds, size), meters: shortest(meters, size) } };
}

/** Floyd and Warshall; what has no way (−1) costs nothing. */
function shortest(values: ArrayLike<number>, size: number): number[] {
  const best = Array.from(values, (value) => Math.max(0, value));
  for (let via = 0; via < size; via++)
    for (let from = 0; from < size; from++)
      for (let to = 0; to < size; to++)
        best[from * size + to] = Math.min(best[from * size + to]!, best[from * size + via]! + best[via * size + to]!);
  return best;
}

/** Two depots a long way apart, a stop beside each: one vehicle can do both, two do it with less driving. */
function clusterOnTwoSides(): Problem {
  const meters = [0, 100, 9000, 9000, 100, 0, 9000, 9000, 9000, 9000, 0, 100, 9000, 9000, 100, 0];
  const shifts = [{ startSeconds: 0, endSeconds: 100_000 }];
  return {
    places: [0, 1, 2, 3].map((index) => ({ id: `p${index}`, matrixIndex: index })),
    matrix: { size: 4, meters, seconds: meters },
    jobs: [
      { id: 'left', kind: 'delivery', placeIndex: 1, serviceSeconds: 0 },
      { id: 'right', kind: 'delivery', placeIndex: 3, serviceSeconds: 0 },
    ],
    vehicles: [
      { id: 'a', startPlaceIndex: 0, shifts },
      { id: 'b', startPlaceIndex: 2, shifts },
    ],
  };
}

/** Few enough deliveries to list every plan; windows and capacity bind. */
const tinyProblem: fc.Arbitrary<Problem> = fc
  .record({
    points: fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { minLength: 6, maxLength: 6 }),
    jobs: fc.array(
      fc.record({
        serviceSeconds: fc.nat(20),
        amounts: fc.tuple(fc.integer({ min: 1, max: 4 })),
        open: fc.nat(120),
        length: fc.integer({ min: 10, max: 150 }),
        priority: fc.nat(3),
      }),
      { minLength: 3, maxLength: 5 },
    ),
    vehicles: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ points, jobs, vehicles }) => {
    const length = (a: number[], b: number[]) => Math.round(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!));
    const meters = points.flatMap((from) => points.map((to) => length(from, to)));
    return {
      places: points.map((_, index) => ({ id: `p${index}`, matrixIndex: index })),
      matrix: { size: points.length, meters, seconds: meters },
      capacityDimensions: ['pieces'],
      jobs: jobs.map(({ open, length: lasts, ...job }, index) => ({
        id: `j${index}`,
        kind: 'delivery' as const,
        placeIndex: index + 1,
        windows: [{ startSeconds: open, endSeconds: open + lasts }],
        ...job,
      })),
      vehicles: Array.from({ length: vehicles }, (_, index) => ({
        id: `v${index}`,
        startPlaceIndex: 0,
        shifts: [{ startSeconds: 0, endSeconds: 260 }],
        capacities: [8],
        cost: { perKilometer: 1000, fixed: 10 },
      })),
    };
  });

describe('several loadings a day', () => {
  const parcels = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ at: 1 + (index % 5), amounts: [4] }));
  const reload = { placeIndex: 0, serviceSeconds: 300, maxReloads: 3 };

  it('lets a vehicle come back to load when everything does not fit at once', () => {
    const dimension = { capacityDimensions: ['kilograms'] };
    const once = onALine(parcels(8), [{ capacities: [10] }], dimension);
    expect(solve(once, 200).unassigned).toHaveLength(6);
    const again = onALine(parcels(8), [{ capacities: [10], reload }], dimension);
    const plan = solve(again, 200);
    expect(checkPlan(again, plan)).toEqual([]);
    expect(plan.unassigned).toEqual([]);
    expect(plan.routes[0]!.trips).toHaveLength(4);
  });

  it('does not come back for nothing', () => {
    const roomy = onALine(parcels(8), [{ capacities: [100], reload }], { capacityDimensions: ['kilograms'] });
    expect(solve(roomy, 200).routes[0]!.trips).toHaveLength(1);
  });
});
