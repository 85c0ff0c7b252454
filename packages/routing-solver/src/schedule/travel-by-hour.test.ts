import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drivingTime, isDrivingTime } from '../checker/hours.ts';
import { evaluateRoute } from '../evaluate/evaluate-plan.ts';
import { compileModel } from '../model/compile-model.ts';
import type { Problem } from '../problem.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem } from '../testing/small-problems.ts';
import { createTravelByHour } from './travel-by-hour.ts';

/** Slow between 1000 and 2000. */
const rushHour = {
  steps: [
    { fromSeconds: 0, factor: 1 },
    { fromSeconds: 1000, factor: 2 },
    { fromSeconds: 2000, factor: 0.5 },
  ],
};
const drive = fc.record({ arc: fc.nat(3000), leaving: fc.integer({ min: -2000, max: 12_000 }), later: fc.nat(300) });

describe('driving by the hour', () => {
  it('lasts as the checker walks it through the steps, and nobody overtakes by leaving later', () => {
    fc.assert(
      fc.property(smallProblem, drive, (problem, { arc, leaving, later }) => {
        const model = compileModel(problem);
        const travel = createTravelByHour(model);
        for (let route = 0; route < model.routeCount; route++) {
          const seconds = travel.lasting(route, arc, leaving);
          const vehicle = problem.vehicles[model.vehicle[route]!]!;
          const exact = drivingTime(problem, vehicle, arc, leaving + model.epochSeconds);
          expect(isDrivingTime(seconds, exact)).toBe(true);
          expect(leaving + later + travel.lasting(route, arc, leaving + later)).toBeGreaterThanOrEqual(
            leaving + seconds,
          );
          expect(Math.round(arc * model.travelFactor[route]!)).toBeLessThanOrEqual(seconds);
          expect(Math.round(arc * model.slowestFactor[route]!)).toBeGreaterThanOrEqual(seconds);
        }
      }),
    );
  });

  it('knows the last second to leave at for any arrival', () => {
    fc.assert(
      fc.property(smallProblem, drive, (problem, { arc, leaving: arriving }) => {
        const model = compileModel(problem);
        const travel = createTravelByHour(model);
        for (let route = 0; route < model.routeCount; route++) {
          const last = travel.leavingBy(route, arc, arriving);
          expect(last + travel.lasting(route, arc, last)).toBeLessThanOrEqual(arriving);
          expect(last + 1 + travel.lasting(route, arc, last + 1)).toBeGreaterThan(arriving);
        }
      }),
    );
  });

  it('is slow for the part of a drive that falls into the slow hour', () => {
    const problem = onALine([{ at: 9 }, { at: 11 }], [{ travelProfile: 0 }], { travelProfiles: [rushHour] });
    // 900 s before the rush, 60 s of service, then 40 of 200 s until it begins and 160 s within it. Home: 310 of
    // 1100 s until it is over, the rest in half the time.
    expect(timesOf(problem)).toEqual([0, 900, 1320, 2395]);
  });

  it('still takes waiting out of the start, at the hours that are left then', () => {
    const late = [{ startSeconds: 1600, endSeconds: 1600 }];
    const problem = onALine([{ at: 4, windows: late }], [{ travelProfile: 0 }], { travelProfiles: [rushHour] });
    // 300 s of the drive in the slow hour, 100 s before it; home 170 s in the slow hour and the rest in half the time.
    expect(timesOf(problem)).toEqual([900, 1600, 2115]);
  });

  it('counts what is really driven against the limit, and leaves at once where leaving late would pass it', () => {
    const window = [{ startSeconds: 1600, endSeconds: 1600 }];
    const limited = (maxDrivingSeconds: number) =>
      onALine([{ at: 4, windows: window }], [{ travelProfile: 0, maxDrivingSeconds }], { travelProfiles: [rushHour] });
    // Late: 700 s there and 455 s home. At once: 400 s there.
    expect(evaluate(limited(1155)).route.startSeconds).toBe(900);
    expect(evaluate(limited(1154)).route.startSeconds).toBe(0);
    expect(evaluate(limited(1154)).broken).toEqual([]);
    expect(evaluate(limited(854)).broken.map(({ rule }) => rule)).toEqual(['max_driving']);
  });
});

function evaluate(problem: Problem) {
  const stops = problem.jobs.map(({ id, kind }) => ({ kind: kind as 'delivery', jobId: id }));
  return evaluateRoute(problem, { vehicleId: 'v0', stops });
}

/** When service starts at each stop, from the start to the end. */
function timesOf(problem: Problem): number[] {
  return evaluate(problem).route.stops.map(({ serviceStartSeconds }) => serviceStartSeconds);
}
