import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import { evaluatePlan } from '../evaluate/evaluate-plan.ts';
import { openRunningDay } from '../insert/index.ts';
import type { Plan } from '../plan.ts';
import type { Dock, Problem } from '../problem.ts';
import { createSearch } from '../search/create-search.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem } from '../testing/small-problems.ts';

function solve(problem: Problem, iterations = 300): Plan {
  const search = createSearch(problem);
  search.run({ iterations });
  const plan = search.plan();
  expect(checkPlan(problem, plan)).toEqual([]);
  return plan;
}

const dock = (more: Partial<Dock> = {}): Dock => ({ placeIndex: 0, count: 1, loadSeconds: 600, ...more });
const leaving = ({ routes }: Plan) => routes.map(({ startSeconds }) => startSeconds).toSorted((a, b) => a - b);
/** Each of these needs a vehicle of its own: nobody could be at two of them in time. */
const atOnce = [5, 6, 7].map((at) => ({
  at,
  windows: [{ startSeconds: 700, endSeconds: 2500 }],
  serviceSeconds: 1900,
}));
const three = [{}, {}, {}];

describe('docks', () => {
  it('let vehicles leave one after the other where there is one dock, two at a time where there are two', () => {
    const one = solve(onALine(atOnce, three, { docks: [dock()] }));
    expect(one.unassigned).toEqual([]);
    const [first, second, third] = leaving(one);
    expect(second! - first!).toBeGreaterThanOrEqual(600);
    expect(third! - second!).toBeGreaterThanOrEqual(600);
    const two = solve(onALine(atOnce, three, { docks: [dock({ count: 2 })] }));
    expect(two.unassigned).toEqual([]);
  });

  it('are searched for as many iterations as are asked for, and say how far they are', () => {
    const search = createSearch(onALine(atOnce, three, { docks: [dock({ loadSeconds: 200 })] }));
    expect(search.progress()).toMatchObject({ iterations: 0, unplacedJobs: 3 });
    expect(search.run({ iterations: 100 }).iterations).toBe(100);
    expect(search.run({ iterations: 50 })).toMatchObject({ iterations: 150, unplacedJobs: 0 });
  });

  it('cost nothing where vehicles can leave at other moments and serve alike', () => {
    const problem = onALine(atOnce, three);
    const without = solve(problem);
    const within = solve({ ...problem, docks: [dock({ loadSeconds: 200 })] });
    expect(within.cost.total).toBe(without.cost.total);
  });

  it('are for locked starts before all others, which inherit what waiting for one another costs', () => {
    const stops = (jobId: string) => [{ kind: 'delivery' as const, jobId }];
    const jobs = [
      { at: 1, windows: [{ startSeconds: 0, endSeconds: 300 }] },
      { at: 2, windows: [{ startSeconds: 0, endSeconds: 300 }] },
      { at: 3, windows: [{ startSeconds: 0, endSeconds: 300 }] },
    ];
    const lockedStarts = [
      { vehicleId: 'v1', stops: stops('j1') },
      { vehicleId: 'v2', stops: stops('j2') },
    ];
    const plan = solve(onALine(jobs, three, { docks: [dock()], lockedStarts }));
    // The second loads while the first leaves; nobody else has a turn in time.
    expect(plan.routes.map(({ vehicleId, startSeconds }) => `${vehicleId} ${startSeconds}`).toSorted()).toEqual([
      'v1 0',
      'v2 600',
    ]);
    expect(plan.unassigned.map(({ jobId }) => jobId)).toEqual(['j0']);
    const byHand = evaluatePlan(onALine(jobs, three, { docks: [dock()], lockedStarts }), plan);
    expect(byHand.broken).toEqual([]);
  });

  it('leave out, with words, what could not be loaded in time', () => {
    const plan = solve(onALine(atOnce, three, { docks: [dock({ loadSeconds: 2000 })] }));
    expect(plan.routes).toHaveLength(1);
    expect(plan.unassigned).toHaveLength(2);
  });

  it('open and shut: nobody is loaded before', () => {
    const hours = [{ startSeconds: 1000, endSeconds: 1600 }];
    const plan = solve(onALine([{ at: 5 }], [{}], { docks: [dock({ windows: hours })] }));
    expect(leaving(plan)).toEqual([1600]);
    const shut = solve(onALine([{ at: 5 }], [{}], { docks: [dock({ loadSeconds: 700, windows: hours })] }));
    expect(shut.routes).toEqual([]);
  });

  it('with a price are taken over capacity where that costs less, and listed', () => {
    const wish = (price: number) => solve(onALine(atOnce, three, { docks: [dock({ loadSeconds: 2000, price })] }));
    const plan = wish(3);
    expect(plan.unassigned).toEqual([]);
    expect(plan.concessions.map(({ kind, price }) => `${kind} ${price}`)).toEqual(['dock 3', 'dock 3']);
    expect(plan.objective[1]).toBeCloseTo(plan.cost.total + 6, 6);
  });

  it('are waited for by who comes back to load', () => {
    const reload = { placeIndex: 0, serviceSeconds: 500, maxReloads: 1 };
    const jobs = [1, 2, 3, 4].map((at) => ({ at, amounts: [1] }));
    const plan = solve(
      onALine(
        jobs,
        [
          { capacities: [1], reload },
          { capacities: [1], reload },
        ],
        {
          capacityDimensions: ['pieces'],
          docks: [dock({ loadSeconds: 500 })],
        },
      ),
    );
    expect(plan.unassigned).toEqual([]);
    expect(plan.routes.flatMap(({ stops }) => stops).filter(({ kind }) => kind === 'reload')).toHaveLength(2);
  });

  it('are kept by every plan, whatever other rules are mixed in, for every seed', () => {
    fc.assert(
      fc.property(
        smallProblem.filter(({ docks, jobs }) => (docks?.length ?? 0) > 0 && jobs.length > 1),
        fc.nat(50),
        (problem, iterations) => {
          const start = problem.docks![0]!.placeIndex;
          const vehicles = problem.vehicles.map((vehicle) => ({ ...vehicle, startPlaceIndex: start }));
          solve({ ...problem, vehicles }, iterations);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('of a plan made by hand are waited for, whatever becomes late by that', () => {
    const problem = onALine(atOnce, three, { docks: [dock({ loadSeconds: 2000 })] });
    const orders = atOnce.map((_, at) => ({
      vehicleId: `v${at}`,
      stops: [{ kind: 'delivery' as const, jobId: `j${at}` }],
    }));
    const { broken, plan } = evaluatePlan(problem, { routes: orders });
    expect(broken.length).toBeGreaterThan(1);
    expect(broken.map(({ rule }) => rule)).toContain('time_window');
    expect(checkPlan(problem, plan).length).toBeGreaterThan(1);
  });

  it('keep the turns of a running day: one more job goes where everybody can still leave in turn', () => {
    const problem = onALine(atOnce, three, { docks: [dock()] });
    const plan = solve(problem);
    const job = { id: 'new', kind: 'delivery' as const, placeIndex: 1, serviceSeconds: 60 };
    const newStop = { kind: 'delivery' as const, jobId: 'new' } as Plan['routes'][number]['stops'][number];
    const day = openRunningDay(problem, plan);
    const places = day.places(job);
    expect(places.length).toBeGreaterThan(0);
    const withJob = { ...problem, jobs: [...problem.jobs, job] };
    for (const { vehicleId, position } of places) {
      const routes = plan.routes.map((route) => ({
        ...route,
        stops: route.stops
          .filter(({ jobId }) => jobId !== undefined)
          .toSpliced(
            route.vehicleId === vehicleId ? position : 99,
            0,
            ...(route.vehicleId === vehicleId ? [newStop] : []),
          ),
      }));
      expect(evaluatePlan(withJob, { routes }).broken).toEqual([]);
    }
  });
});
