import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../checker/index.ts';
import { evaluateRoute } from '../evaluate/evaluate-plan.ts';
import type { Plan, Route } from '../plan.ts';
import type { Problem, Vehicle } from '../problem.ts';
import { createSearch } from '../search/create-search.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem, unlinked } from '../testing/small-problems.ts';

const rule = { afterSeconds: 450, durationSeconds: 200 };

function solve(problem: Problem): Plan {
  const search = createSearch(problem);
  search.run({ iterations: 200 });
  const plan = search.plan();
  expect(checkPlan(problem, plan)).toEqual([]);
  return plan;
}

const kindsOf = (route: Route | undefined) => route?.stops.map(({ kind }) => kind).join(' ');
const restsOf = (route: Route | undefined) => route?.stops.filter(({ breakId }) => breakId === 'driving') ?? [];

describe('rests that driving asks for', () => {
  it('come before the wheel has had its time, and nowhere when the day is short', () => {
    const near = onALine([{ at: 1 }, { at: 2 }], [{ drivingBreak: rule }]);
    expect(restsOf(solve(near).routes[0])).toEqual([]);
    const [route] = solve(onALine([{ at: 2 }, { at: 4 }], [{ drivingBreak: rule }])).routes;
    // 400 s out and 400 s back: one rest at the far end, or at the near one.
    expect(restsOf(route)).toHaveLength(1);
    expect(route).toMatchObject({ drivingSeconds: 800, breakSeconds: 200, endSeconds: 800 + 120 + 200 });
  });

  it('use up the waiting at a door that is not open yet', () => {
    const windows = [{ startSeconds: 1000, endSeconds: 2000 }];
    const [route] = solve(onALine([{ at: 1 }, { at: 4, windows }], [{ drivingBreak: rule }])).routes;
    // Far out first: the rest is over when the door opens, and the way home passes the other one.
    expect(kindsOf(route)).toBe('start break delivery delivery end');
    expect(route?.endSeconds).toBe(1000 + 60 + 300 + 60 + 100);
  });

  it('are not asked for beside a break of the shift that is long enough', () => {
    const lunch = { id: 'lunch', earliestStartSeconds: 300, latestStartSeconds: 900, durationSeconds: 200 };
    const shifts = [{ startSeconds: 0, endSeconds: 10_000, breaks: [lunch] }];
    const vehicle: Partial<Vehicle> = { drivingBreak: rule, shifts };
    const [route] = solve(onALine([{ at: 2 }, { at: 4 }], [vehicle])).routes;
    expect(route?.stops.flatMap(({ breakId }) => breakId ?? [])).toEqual(['lunch']);
    const tea = { ...lunch, durationSeconds: 100 };
    const short = { ...vehicle, shifts: [{ ...shifts[0]!, breaks: [tea] }] };
    expect(restsOf(solve(onALine([{ at: 2 }, { at: 4 }], [short])).routes[0])).toHaveLength(1);
  });

  it('leave a job out that no way leads to without a rest on the road', () => {
    const plan = solve(onALine([{ at: 5 }], [{ drivingBreak: rule }]));
    expect(plan.unassigned).toMatchObject([{ jobId: 'j0', reason: 'outside_shifts' }]);
  });

  it('are missed by a plan made by hand that has no room for them, and by how much', () => {
    const stops = [{ kind: 'delivery' as const, jobId: 'j0' }];
    const { broken } = evaluateRoute(onALine([{ at: 6 }], [{ drivingBreak: rule }]), { vehicleId: 'v0', stops });
    expect(broken).toMatchObject([{ rule: 'driving_break', by: 1200 - 450 }]);
  });

  it('are taken in a locked start as well, and forgiven it only where one way alone is too long, at the hour when it is gone', () => {
    const rushHour = {
      steps: [
        { fromSeconds: 0, factor: 1 },
        { fromSeconds: 1000, factor: 2 },
      ],
    };
    const job = { at: 4, kind: 'pickup' as const, readySeconds: 950 };
    const after = (afterSeconds: number) =>
      solve(
        onALine([job], [{ drivingBreak: { afterSeconds, durationSeconds: 200 }, travelProfile: 0 }], {
          travelProfiles: [rushHour],
          lockedStarts: [{ vehicleId: 'v0', stops: [{ kind: 'pickup', jobId: 'j0' }] }],
        }),
      ).routes[0];
    // Out before the rush hour, home in it: the way home needs 800 s, whatever the wheel is allowed.
    expect(after(1200)).toMatchObject({ drivingSeconds: 400 + 800, breakSeconds: 0 });
    expect(after(900)).toMatchObject({ drivingSeconds: 400 + 800, breakSeconds: 200 });
    expect(after(700)).toMatchObject({ drivingSeconds: 400 + 800, breakSeconds: 200 });
  });

  it('cost a vehicle that owes none nothing', () => {
    const vehicles = [{ drivingBreak: rule }, {}];
    const [route] = solve(onALine([{ at: 6 }], vehicles)).routes;
    expect(route).toMatchObject({ vehicleId: 'v1', breakSeconds: 0 });
  });

  it('are kept in whatever mixture of rules, and taken no more often than they must be', () => {
    let rested = 0;
    const keepsThem = fc.property(smallProblem, (mixed) => {
      const problem = {
        ...unlinked(mixed),
        vehicles: mixed.vehicles.map((vehicle) => ({
          ...vehicle,
          drivingBreak: { afterSeconds: 1300, durationSeconds: 250 },
        })),
      };
      const plan = solve(problem);
      for (const route of plan.routes) {
        const rests = restsOf(route).length;
        rested += rests;
        // Two stretches with a rest between them are together longer than one may be; at another hour they might not be.
        if (problem.vehicles.find(({ id }) => id === route.vehicleId)!.travelProfile !== undefined) continue;
        expect(rests).toBeLessThanOrEqual(2 * Math.floor(route.drivingSeconds / 1300));
      }
    });
    fc.assert(keepsThem, { numRuns: 40 });
    // Of these it is known that rests are owed.
    fc.assert(keepsThem, { numRuns: 60, seed: 7 });
    expect(rested).toBeGreaterThan(2);
  });
});
