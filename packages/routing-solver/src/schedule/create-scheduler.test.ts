import { describe, expect, it } from 'vitest';
import { evaluateRoute } from '../evaluate/evaluate-plan.ts';
import type { Job, Problem, Vehicle } from '../problem.ts';
import { onALine } from '../testing/line.ts';

/** Times of all jobs in the order given, as [kind, service start]. */
function timesOf(problem: Problem): [string, number][] {
  const stops = problem.jobs.map(({ id, kind }) => ({ kind: kind as 'delivery', jobId: id }));
  const { route, broken } = evaluateRoute(problem, { vehicleId: 'v0', stops });
  expect(broken).toEqual([]);
  return route.stops.map(({ kind, serviceStartSeconds }) => [kind, serviceStartSeconds]);
}

const lunch = { id: 'lunch', earliestStartSeconds: 500, latestStartSeconds: 700, durationSeconds: 300 };
const shiftWith = (...breaks: (typeof lunch)[]): Partial<Vehicle> => ({
  shifts: [{ startSeconds: 0, endSeconds: 10_000, breaks }],
});
const window = (startSeconds: number, endSeconds: number): Partial<Job> => ({
  windows: [{ startSeconds, endSeconds }],
});

describe('the schedule of a route', () => {
  it('leaves as late as the first window allows instead of waiting at the door', () => {
    expect(timesOf(onALine([{ at: 1, ...window(400, 600) }]))).toEqual([
      ['start', 300],
      ['delivery', 400],
      ['end', 560],
    ]);
  });

  it('delays the start no further than the promise of an earlier stop allows', () => {
    const problem = onALine([
      { at: 1, promisedSeconds: 200 },
      { at: 2, ...window(1000, 2000) },
    ]);
    expect(timesOf(problem)[1]).toEqual(['delivery', 200]);
  });

  it('takes a break while waiting, at no cost of time', () => {
    const problem = onALine(
      [
        { at: 1, ...window(100, 100) },
        { at: 2, ...window(1000, 1100) },
      ],
      [shiftWith(lunch)],
    );
    const times = timesOf(problem);
    expect(times.map(([kind]) => kind)).toEqual(['start', 'delivery', 'break', 'delivery', 'end']);
    expect(times[3]).toEqual(['delivery', 1000]);
  });

  it('takes a break before the drive when it would be too late after it', () => {
    const jobs = [{ at: 1, serviceSeconds: 500 }, { at: 9 }];
    expect(timesOf(onALine(jobs, [shiftWith(lunch)]))).toEqual([
      ['start', 0],
      ['delivery', 100],
      ['break', 600],
      ['delivery', 1700],
      ['end', 2660],
    ]);
  });

  it('owes no break when it is back by its latest start, nor when it leaves after it could have been', () => {
    expect(timesOf(onALine([{ at: 1 }], [shiftWith(lunch)])).map(([kind]) => kind)).not.toContain('break');
    const afternoon = onALine([{ at: 1, ...window(3000, 3000) }], [shiftWith(lunch)]);
    expect(timesOf(afternoon)).toEqual([
      ['start', 2900],
      ['delivery', 3000],
      ['end', 3160],
    ]);
  });

  it('serves in the second window what comes too late for the first', () => {
    const windows = [
      { startSeconds: 0, endSeconds: 50 },
      { startSeconds: 700, endSeconds: 800 },
    ];
    expect(timesOf(onALine([{ at: 1, windows }]))[1]).toEqual(['delivery', 700]);
  });

  it('waits at the start for goods that are ready late', () => {
    expect(timesOf(onALine([{ at: 1, readySeconds: 900 }, { at: 2 }]))[0]).toEqual(['start', 900]);
  });

  it('applies the factors of the vehicle to travel and service', () => {
    const problem = onALine(
      [{ at: 1, serviceFactorByVehicleType: { truck: 2 } }],
      [{ type: 'truck', travelTimeFactor: 1.5, serviceTimeFactor: 0.5 }],
    );
    expect(timesOf(problem).at(-1)).toEqual(['end', 150 + 60 + 150]);
  });

  it('ends an open route at its last stop', () => {
    expect(timesOf(onALine([{ at: 1 }], [{ endPlaceIndex: null }])).map(([kind]) => kind)).toEqual([
      'start',
      'delivery',
    ]);
  });
});
