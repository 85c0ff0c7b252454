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

function solve(problem: Problem): Plan {
  const search = createSearch(problem);
  search.run({ iterations: 100 });
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

describe('any locked start', () => {
  it('is planned on as the checker judges it, however many rules it breaks by itself', () => {
    fc.assert(
      fc.property(smallProblem, fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }), (mixed, picks) => {
        const problem = withLocked(withoutBreaks(mixed), picks);
        const search = createSearch(problem);
        search.run({ iterations: 30 });
        expect(checkPlan(problem, search.plan())).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

/** Routes that do not wait for one another, every way can be gone, and nobody owes a break. */
function withoutBreaks(mixed: Problem): Problem {
  const { matrix, ...problem } = unlinked(mixed);
  const reachable = (values: ArrayLike<number>) => Array.from(values, (each) => (each < 0 ? 500 : each));
  return {
    ...problem,
    matrix: { ...matrix, seconds: reachable(matrix.seconds), meters: reachable(matrix.meters) },
    vehicles: problem.vehicles.map(({ drivingBreak: _drivingBreak, shifts, ...vehicle }) => ({
      ...vehicle,
      shifts: shifts.map(({ breaks: _breaks, ...shift }) => shift),
    })),
  };
}

/** The stops of some jobs, each shipment picked up before it is delivered, whether the vehicle suits them or not. */
function withLocked(problem: Problem, picks: readonly number[]): Problem {
  const { jobs, vehicles } = problem;
  if (jobs.length === 0) return problem;
  const stops: StopReference[] = [];
  for (const pick of picks) {
    const { id, kind } = jobs[pick % jobs.length]!;
    const kinds = kind === 'shipment' ? (['shipment_pickup', 'shipment_delivery'] as const) : [kind];
    const next = kinds.find((each) => !stops.some((one) => one.kind === each && one.jobId === id));
    if (next) stops.push({ kind: next, jobId: id });
  }
  return { ...problem, lockedStarts: [{ vehicleId: vehicles[0]!.id, stops }] };
}
