import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import { evaluatePlan } from '../evaluate/evaluate-plan.ts';
import type { Plan } from '../plan.ts';
import type { Job, Problem, StopReference } from '../problem.ts';
import { createSearch } from '../search/create-search.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem, unlinked } from '../testing/small-problems.ts';

const stop = (jobId: string, kind: StopReference['kind'] = 'delivery') => ({ kind, jobId });

/** One vehicle that holds 8, with its first stops locked. */
function day(locked: readonly StopReference[], ...jobs: (Partial<Job> & { at: number })[]): Problem {
  return onALine(jobs, [{ capacities: [8] }], {
    capacityDimensions: ['pieces'],
    lockedStarts: [{ vehicleId: 'v0', stops: locked }],
  });
}

function solve(problem: Problem, iterations = 100): Plan {
  const search = createSearch(problem);
  search.run({ iterations });
  expect(checkPlan(problem, search.plan())).toEqual([]);
  return search.plan();
}

const unassigned = (plan: Plan) => plan.unassigned.map(({ jobId, reason }) => `${jobId} ${reason}`).toSorted();
const pickup = (at: number, pieces: number) => ({ at, kind: 'pickup' as const, amounts: [pieces] });

describe('a locked start that is overloaded by itself', () => {
  it('gives no more room to what comes later', () => {
    const two = day([stop('j0')], { at: 1, amounts: [12] }, pickup(2, 6), pickup(3, 6));
    expect(solve(two).unassigned.map(({ reason }) => reason)).toEqual(['no_capacity_left']);
    const one = day([stop('j0')], { at: 1, amounts: [12] }, pickup(2, 5), pickup(3, 3));
    expect(unassigned(solve(one))).toEqual([]);
  });

  it('takes nothing more on top of what it has, not even where all are deliveries', () => {
    const plan = solve(day([stop('j0')], { at: 1, amounts: [12] }, { at: 2, amounts: [1] }, { at: 3, amounts: [0] }));
    expect(unassigned(plan)).toEqual(['j1 no_capacity_left']);
  });

  it('has room again once its shipment is off', () => {
    const shipment = { at: 2, kind: 'shipment' as const, amounts: [12], pickup: { placeIndex: 1, serviceSeconds: 0 } };
    const plan = solve(day([stop('j0', 'shipment_pickup')], shipment, pickup(1, 8), pickup(3, 1)));
    expect(unassigned(plan)).toEqual(['j2 no_capacity_left']);
  });

  it('is judged by hand as by the checker: it may be as full as that, and no fuller', () => {
    const problem = day([stop('j0')], { at: 1, amounts: [12] }, { at: 2, amounts: [1] });
    const kept = evaluatePlan(problem, { routes: [{ vehicleId: 'v0', stops: [stop('j0')] }] });
    expect(kept.broken).toEqual([]);
    const fuller = evaluatePlan(problem, { routes: [{ vehicleId: 'v0', stops: [stop('j0'), stop('j1')] }] });
    expect(fuller.broken).toMatchObject([{ rule: 'capacity', by: 1 }]);
    expect(checkPlan(problem, fuller.plan).map(({ rule }) => rule)).toContain('capacity');
  });
});

describe('a locked start that is late by itself', () => {
  const lunch = (earliestStartSeconds: number, latestStartSeconds: number) => ({
    shifts: [
      {
        startSeconds: 0,
        endSeconds: 10_000,
        breaks: [{ id: 'lunch', earliestStartSeconds, latestStartSeconds, durationSeconds: 600 }],
      },
    ],
  });
  const by = (endSeconds: number) => ({ windows: [{ startSeconds: 0, endSeconds }] });
  const locked = (...stops: StopReference[]) => ({ lockedStarts: [{ vehicleId: 'v0', stops }] });

  it('is no later for the sake of a break that can wait', () => {
    const jobs = [
      { at: 1, ...by(200) },
      { at: 2, readySeconds: 300 },
    ];
    const plan = solve(onALine(jobs, [lunch(0, 2000)], locked(stop('j0'))));
    expect(unassigned(plan)).toEqual(['j1 outside_shifts']);
  });

  it('may be as late as a break that cannot wait makes it, and no later', () => {
    // Lunch begins by 50 and lasts 600, so the first stop is reached at 700, whatever is planned.
    const jobs = (readySeconds: number) => [
      { at: 1, ...by(200) },
      { at: 2, readySeconds },
    ];
    const at = (readySeconds: number) => solve(onALine(jobs(readySeconds), [lunch(0, 50)], locked(stop('j0'))));
    expect(unassigned(at(600))).toEqual([]);
    expect(unassigned(at(601))).toEqual(['j1 outside_shifts']);
  });

  it('is served in its order: no stop is later than it must be for the sake of one behind it', () => {
    const jobs = [
      { at: 1, ...by(150) },
      { at: 2, ...by(270) },
    ];
    const problem = onALine(jobs, [lunch(0, 200)], locked(stop('j0'), stop('j1')));
    // The break is taken after the first stop, since the second is late in any case.
    const [route] = solve(problem).routes;
    expect(route!.stops.map(({ kind, serviceStartSeconds }) => `${kind} ${serviceStartSeconds}`).slice(1, 4)).toEqual([
      'delivery 100',
      'break 160',
      'delivery 860',
    ]);
  });

  it('has a break after it was due where it begins later than that', () => {
    const shifts = [{ ...lunch(0, 500).shifts[0]!, startSeconds: 1000 }];
    const jobs = [{ at: 1 }, { at: 2 }];
    const plan = solve(onALine(jobs, [{ shifts }], locked(stop('j0'))));
    expect(plan.unassigned).toEqual([]);
    expect(plan.routes[0]).toMatchObject({ startSeconds: 1600, breakSeconds: 0 });
  });
});

describe('any locked start', () => {
  it('is planned on as the checker judges it, however many rules it breaks by itself', () => {
    fc.assert(
      fc.property(lockedProblem, (problem) => {
        solve(problem, 30);
      }),
      { numRuns: 300 },
    );
  });
});

const picksArbitrary = (minLength: number) => fc.array(fc.nat(7), { minLength, maxLength: 4 });

/** Every way can be gone. The second vehicle has a locked start now and then, of other jobs. */
const lockedProblem = fc
  .tuple(smallProblem.map(unlinked), picksArbitrary(1), picksArbitrary(0))
  .map(([{ matrix, ...problem }, ...picks]): Problem => {
    const reachable = (values: ArrayLike<number>) => Array.from(values, (each) => (each < 0 ? 500 : each));
    const travel = { ...matrix, seconds: reachable(matrix.seconds), meters: reachable(matrix.meters) };
    const taken = new Set<string>();
    const lockedStarts = picks.flatMap((each, index) => {
      const stops = lockedStops(problem.jobs, each, taken);
      return stops.length > 0 ? [{ vehicleId: `v${index}`, stops }] : [];
    });
    return { ...problem, matrix: travel, lockedStarts };
  });

/** The stops of some jobs, each shipment picked up before it is delivered, whether the vehicle suits them or not. `taken`: jobs of other vehicles. */
function lockedStops(jobs: readonly Job[], picks: readonly number[], taken: Set<string>): StopReference[] {
  const stops: StopReference[] = [];
  for (const pick of jobs.length > 0 ? picks : []) {
    const { id, kind } = jobs[pick % jobs.length]!;
    const kinds = kind === 'shipment' ? (['shipment_pickup', 'shipment_delivery'] as const) : [kind];
    const next = kinds.find((each) => !stops.some((one) => one.kind === each && one.jobId === id));
    if (next && !taken.has(id)) stops.push({ kind: next, jobId: id });
  }
  for (const { jobId } of stops) taken.add(jobId!);
  return stops;
}
