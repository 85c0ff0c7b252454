import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import type { Problem, RouteOrder } from '../problem.ts';
import { createSearch } from '../search/create-search.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem, unlinked } from '../testing/small-problems.ts';
import { evaluatePlan, evaluateRoute } from './evaluate-plan.ts';

const order = (...ids: string[]): RouteOrder => ({
  vehicleId: 'v0',
  stops: ids.map((jobId) => ({ kind: 'delivery' as const, jobId })),
});
const brokenIn = (problem: Problem, ...ids: string[]) =>
  evaluateRoute(problem, order(...ids)).broken.map(({ rule, by, jobId }) => ({ rule, by, ...(jobId && { jobId }) }));
const plan = (problem: Problem, iterations = 100) => {
  const search = createSearch(problem);
  search.run({ iterations });
  return search.plan();
};

describe('evaluateRoute', () => {
  it('says by how much a window is missed, and goes on with the times that result', () => {
    const problem = onALine([{ at: 3, windows: [{ startSeconds: 0, endSeconds: 100 }] }, { at: 4 }]);
    const { route, broken } = evaluateRoute(problem, order('j0', 'j1'));
    expect(broken).toMatchObject([
      { rule: 'time_window', jobId: 'j0', by: 200, detail: 'Service starts 4 minutes after the window has closed.' },
    ]);
    expect(route.stops.at(-1)!.arrivalSeconds).toBe(300 + 60 + 100 + 60 + 400);
  });

  it('reports overload, missing skills, small crews and limits in one go', () => {
    const problem = onALine(
      [
        { at: 1, amounts: [7], skills: ['gas'] },
        { at: 2, amounts: [6], operators: 2 },
      ],
      [{ capacities: [10], maxJobs: 1, maxDistanceMeters: 3000, maxDrivingSeconds: 390 }],
      { capacityDimensions: ['kilograms'] },
    );
    expect(brokenIn(problem, 'j0', 'j1')).toEqual([
      { rule: 'skill', by: 1, jobId: 'j0' },
      { rule: 'crew_size', by: 1, jobId: 'j1' },
      { rule: 'capacity', by: 3 },
      { rule: 'max_jobs', by: 1 },
      { rule: 'max_driving', by: 10 },
      { rule: 'max_distance', by: 1000 },
    ]);
  });

  it('reports a late break and a late end of the shift', () => {
    const breaks = [{ id: 'lunch', earliestStartSeconds: 300, latestStartSeconds: 700, durationSeconds: 100 }];
    const problem = onALine(
      [{ at: 1, serviceSeconds: 900, windows: [{ startSeconds: 100, endSeconds: 100 }] }],
      [{ shifts: [{ startSeconds: 0, endSeconds: 1000, breaks }] }],
    );
    expect(brokenIn(problem, 'j0').map(({ rule }) => rule)).toContain('shift');
    expect(brokenIn(problem, 'j0').map(({ rule }) => rule)).toContain('break');
  });

  it('takes jobs and kinds it does not know as findings, and a vehicle it does not know as a mistake of the caller', () => {
    const problem = onALine([{ at: 1 }]);
    expect(brokenIn(problem, 'j0', 'j0', 'nobody').map(({ rule }) => rule)).toEqual(['duplicate', 'unknown_job']);
    expect(() => evaluateRoute(problem, { vehicleId: 'x', stops: [] })).toThrow(RangeError);
  });

  it('reports a delivery before its pickup', () => {
    const problem = onALine([{ at: 1, kind: 'shipment', pickup: { placeIndex: 2, serviceSeconds: 0 } }]);
    const stops = [
      { kind: 'shipment_delivery' as const, jobId: 'j0' },
      { kind: 'shipment_pickup' as const, jobId: 'j0' },
    ];
    expect(evaluateRoute(problem, { vehicleId: 'v0', stops }).broken[0]?.rule).toBe('precedence');
  });
});

describe('evaluatePlan', () => {
  it('gives the same plan again for a plan of the search, with nothing broken', () => {
    fc.assert(
      fc.property(smallProblem.map(unlinked), (problem) => {
        const found = plan(problem, 20);
        const evaluation = evaluatePlan(problem, found);
        expect(evaluation.broken).toEqual([]);
        expect(evaluation.plan).toEqual(found);
      }),
      { numRuns: 100 },
    );
  });

  it('waits for the jobs that others follow, so that the routes of a plan can be had again', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const { broken } = evaluatePlan(problem, plan(problem, 20));
        expect(broken.filter(({ rule, detail }) => rule === 'follows' && !detail.includes('too long'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves no later for a follower’s sake where driving by the hour lets a vehicle leave late only', () => {
    const steps = [
      { fromSeconds: 500, factor: 0.6 },
      { fromSeconds: 1468, factor: 1.37 },
    ];
    const ways = [0, 60, 60, 60, 60, 0, 60, 60, 60, 300, 0, 60, 60, 60, 400, 0];
    const idle = { kind: 'delivery' as const, serviceSeconds: 0, amounts: [] };
    const problem: Problem = {
      places: [0, 1, 2, 3].map((at) => ({ id: `p${at}`, matrixIndex: at })),
      matrix: { size: 4, seconds: Int32Array.from(ways), meters: Int32Array.from(ways) },
      travelProfiles: [{ steps }],
      jobs: [
        { ...idle, id: 'j0', placeIndex: 2 },
        { ...idle, id: 'j1', placeIndex: 1, follows: { jobId: 'j0', minGapSeconds: 300 } },
      ],
      vehicles: [
        {
          id: 'v0',
          startPlaceIndex: 3,
          shifts: [{ startSeconds: 1000, endSeconds: 9000 }],
          drivingBreak: { afterSeconds: 900, durationSeconds: 450 },
          travelTimeFactor: 1.25,
          travelProfile: 0,
        },
      ],
    };
    const { broken, plan: timed } = evaluatePlan(problem, { routes: [order('j0', 'j1')] });
    expect(broken).toEqual([]);
    expect(timed.routes[0]!.stops.map(({ arrivalSeconds }) => arrivalSeconds).slice(1, 3)).toEqual([1300, 1598]);
  });

  it('leaves at once where the window of a follower bears no later leader', () => {
    const follower = { at: 1, windows: [{ startSeconds: 460, endSeconds: 460 }] };
    const problem = onALine([{ at: 1 }, { ...follower, follows: { jobId: 'j0', minGapSeconds: 300 } }]);
    expect(evaluatePlan(problem, { routes: [order('j0', 'j1')] }).broken).toEqual([]);
  });

  it('finds something broken in any shuffled plan that the checker finds fault with', () => {
    fc.assert(
      fc.property(smallProblem.map(unlinked), fc.infiniteStream(fc.nat()), (problem, draws) => {
        const found = plan(problem, 5);
        const routes = found.routes.map((route) => ({
          ...route,
          stops: route.stops
            .map((stop) => ({ stop, key: draws.next().value! }))
            .sort((a, b) => a.key - b.key)
            .map(({ stop }) => stop),
        }));
        const evaluation = evaluatePlan(problem, { routes });
        const faults = checkPlan(problem, evaluation.plan);
        expect(evaluation.broken.length > 0).toBe(faults.length > 0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('unassigned jobs', () => {
  const reasonOf = (problem: Problem) => plan(problem).unassigned.map(({ reason }) => reason);

  it('say which limit bound them', () => {
    const dimensions = { capacityDimensions: ['kilograms'] };
    const small = [{ capacities: [10] }];
    expect(reasonOf(onALine([{ at: 1, skills: ['gas'] }]))).toEqual(['skill_missing']);
    expect(reasonOf(onALine([{ at: 1, operators: 2 }]))).toEqual(['crew_too_small']);
    expect(reasonOf(onALine([{ at: 1, amounts: [11] }], small, dimensions))).toEqual(['too_big']);
    expect(reasonOf(onALine([{ at: 1, allowedVehicleIds: [] }]))).toEqual(['vehicle_not_allowed']);
    expect(reasonOf(onALine([{ at: 5, windows: [{ startSeconds: 0, endSeconds: 400 }] }]))).toEqual(['outside_shifts']);
    expect(reasonOf(onALine([{ at: 5 }], [{ maxDistanceMeters: 5000 }]))).toEqual(['limit_exceeded']);
    expect(
      reasonOf(
        onALine(
          [
            { at: 1, amounts: [6] },
            { at: 1, amounts: [6] },
          ],
          small,
          dimensions,
        ),
      ),
    ).toEqual(['no_capacity_left']);
    const sameMoment = { windows: [{ startSeconds: 500, endSeconds: 500 }] };
    expect(
      reasonOf(
        onALine([
          { at: 1, ...sameMoment },
          { at: 2, ...sameMoment },
        ]),
      ),
    ).toEqual(['no_time_left']);
    expect(reasonOf(onALine([{ at: 1 }, { at: 2 }], [{ maxJobs: 1 }]))).toEqual(['limit_exceeded']);
  });

  it('say so when there is no way', () => {
    const problem = onALine([{ at: 1 }]);
    const seconds = [...problem.matrix.seconds].map((each, at) => (at === 1 ? -1 : each));
    expect(reasonOf({ ...problem, matrix: { ...problem.matrix, seconds } })).toEqual(['unreachable']);
  });

  it('say what was not looked at, where a great many are left out of long routes', () => {
    const many = Array.from({ length: 1400 }, (_, index) => ({ at: 1 + (index % 5), amounts: [1], serviceSeconds: 1 }));
    const vans = Array.from({ length: 6 }, () => ({ capacities: [90] }));
    const { unassigned } = plan(onALine(many, vans, { capacityDimensions: ['pieces'] }), 0);
    expect(unassigned.length).toBe(1400 - 6 * 90);
    for (const { reason, detail } of unassigned)
      expect(`${reason}: ${detail}`).toMatch(
        /^(no_room_left: .* looked at (on \d of them only|further)\.|no_capacity_left: .*)$/,
      );
    expect(unassigned[0]!.reason).toBe('no_room_left');
  });
});
