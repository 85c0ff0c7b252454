import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addFigures,
  type DispatchableJob,
  dispatchGate,
  EMPTY_LOAD,
  figuresDifference,
  isInside,
  isOnTime,
  JOB_STATES,
  type PlannableJob,
  priceRoute,
  promiseAround,
  type Route,
  type RouteStop,
  readinessForPlanning,
  riskOf,
} from '../index.ts';

const now = new Date('2026-11-23T06:00:00Z');

describe('readiness for planning', () => {
  const job: PlannableJob = {
    state: 'new',
    serviceDate: '2026-11-23',
    serviceDateTo: null,
    hasPoint: true,
    hold: null,
    confirmation: 'not_asked',
    readyAt: null,
    before: [],
  };
  const scope = { now, fromDate: '2026-11-23', toDate: '2026-11-23', endsAt: new Date('2026-11-23T23:00:00Z') };
  const first = { kind: 'follows', code: 'J-AAAAAA', state: 'completed', whenFirstFails: 'hold' } as const;

  it('is given to a released job of the date', () => {
    expect(readinessForPlanning(job, scope)).toEqual({ ready: true });
    expect(readinessForPlanning({ ...job, before: [first] }, scope)).toEqual({ ready: true });
    expect(readinessForPlanning({ ...job, hold: { reason: 'x', until: now } }, scope)).toEqual({ ready: true });
    expect(readinessForPlanning({ ...job, serviceDate: '2026-11-20', serviceDateTo: '2026-11-24' }, scope)).toEqual({
      ready: true,
    });
  });

  it.each([
    [{ hold: { reason: 'unpaid', until: null } }, 'on_hold'],
    [{ hold: { reason: 'unpaid', until: new Date('2026-11-23T07:00:00Z') } }, 'on_hold'],
    [{ confirmation: 'declined' }, 'declined'],
    [{ confirmation: 'change_requested' }, 'change_requested'],
    [{ hasPoint: false }, 'no_point'],
    [{ serviceDate: null }, 'no_date'],
    [{ serviceDate: '2026-11-24' }, 'other_date'],
    [{ serviceDate: '2026-11-20', serviceDateTo: '2026-11-22' }, 'other_date'],
    [{ readyAt: new Date('2026-11-24T06:00:00Z') }, 'goods_not_ready'],
    [{ before: [{ ...first, state: 'incomplete' }] }, 'first_job_failed'],
  ] as [Partial<PlannableJob>, string][])('is refused to %j as %s, in words', (change, code) => {
    const answer = readinessForPlanning({ ...job, ...change }, scope);
    expect(answer).toMatchObject({ ready: false, code });
    expect(!answer.ready && answer.words).toMatch(/\.$/);
  });

  it('is given in one state only', () => {
    expect(JOB_STATES.filter((state) => readinessForPlanning({ ...job, state }, scope).ready)).toEqual(['new']);
  });
});

describe('the dispatch gate', () => {
  const job: DispatchableJob = { code: 'J-7K2M9Q', hold: null, confirmation: 'asked' };

  it('does with the unconfirmed what the house decided', () => {
    const verdict = (unconfirmedAtDispatch: 'allow' | 'warn' | 'block' | 'drop') =>
      dispatchGate(job, { unconfirmedAtDispatch }, now).verdict;
    const verdicts = (['allow', 'warn', 'block', 'drop'] as const).map(verdict);
    expect(verdicts).toEqual(['pass', 'warn', 'block', 'drop']);
  });

  it('lets the confirmed and the never asked pass, and nothing held or declined', () => {
    const policy = { unconfirmedAtDispatch: 'block' } as const;
    expect(dispatchGate({ ...job, confirmation: 'confirmed' }, policy, now).verdict).toBe('pass');
    expect(dispatchGate({ ...job, confirmation: 'not_asked' }, policy, now).verdict).toBe('pass');
    expect(dispatchGate({ ...job, confirmation: 'declined' }, { unconfirmedAtDispatch: 'allow' }, now).verdict).toBe(
      'block',
    );
    expect(dispatchGate({ ...job, confirmation: 'declined' }, { unconfirmedAtDispatch: 'drop' }, now).verdict).toBe(
      'drop',
    );
    const hold = { reason: 'unpaid', until: null };
    expect(dispatchGate({ ...job, confirmation: 'confirmed', hold }, policy, now)).toMatchObject({
      verdict: 'block',
      code: 'on_hold',
    });
  });
});

describe('a promise', () => {
  const minute = 60_000;
  const arrival = fc.integer({ min: 0, max: 2880 }).map((count) => new Date(now.getTime() + count * minute));
  const width = fc.integer({ min: 1, max: 24 }).map((quarters) => quarters * 900);

  it('holds the planned arrival, on quarter hours, at the width of the policy', () => {
    fc.assert(
      fc.property(arrival, width, (planned, widthSeconds) => {
        const promise = promiseAround(planned, [], widthSeconds);
        expect(isInside(promise, planned)).toBe(true);
        expect(promise.startsAt.getTime() % (15 * minute)).toBe(0);
        expect((promise.endsAt.getTime() - promise.startsAt.getTime()) / 1000).toBe(widthSeconds);
      }),
    );
  });

  it('never leaves the requested window that the arrival lies in', () => {
    fc.assert(
      fc.property(arrival, width, fc.nat(300), fc.nat(300), (planned, widthSeconds, before, after) => {
        const requested = {
          startsAt: new Date(planned.getTime() - before * minute),
          endsAt: new Date(planned.getTime() + after * minute),
        };
        const promise = promiseAround(planned, [requested], widthSeconds);
        expect(isInside(promise, planned)).toBe(true);
        expect(promise.startsAt >= requested.startsAt && promise.endsAt <= requested.endsAt).toBe(true);
      }),
    );
  });

  it('is kept from its first to its last instant, and at risk before it is late', () => {
    const promise = { startsAt: new Date('2026-11-23T08:00:00Z'), endsAt: new Date('2026-11-23T10:00:00Z') };
    expect([promise.startsAt, promise.endsAt].every((at) => isOnTime(at, promise))).toBe(true);
    expect(isOnTime(new Date('2026-11-23T07:59:59Z'), promise)).toBe(false);
    const policy = { atRiskWithinSeconds: 600 };
    const risk = (at: string) => riskOf(new Date(at), promise, policy);
    expect(risk('2026-11-23T09:30:00Z')).toEqual({ risk: 'none', lateSeconds: -1800 });
    expect(risk('2026-11-23T09:55:00Z')).toEqual({ risk: 'at_risk', lateSeconds: -300 });
    expect(risk('2026-11-23T10:00:01Z')).toEqual({ risk: 'late', lateSeconds: 1 });
  });
});

describe('pricing a route', () => {
  const vehicle = {
    capacity: { weightGrams: 1_000_000, volumeLitres: 10_000, pieces: null },
    fixedCostMinor: 5000,
    costPerKilometerMinor: 60,
    costPerHourMinor: 4800,
    shiftEndSeconds: 40_000,
    mostDrivingSeconds: 7200,
  };
  const load = { weightGrams: 10_000, volumeLitres: 100, pieces: 1 };
  const stop = (id: string, change: Partial<RouteStop> = {}): RouteStop => ({
    id,
    leg: { seconds: 600, meters: 5000 },
    serviceSeconds: 300,
    windows: [],
    takesOn: EMPTY_LOAD,
    takesOff: load,
    ...change,
  });
  const route = (stops: RouteStop[]): Route => ({
    departureSeconds: 28_800,
    vehicle,
    startLoad: { weightGrams: 30_000, volumeLitres: 300, pieces: 3 },
    stops,
    wayBack: { seconds: 900, meters: 8000 },
  });

  it('drives, waits, serves and pays as worked out by hand', () => {
    const priced = priceRoute(
      route([
        stop('a'),
        stop('b', { windows: [{ startSeconds: 31_000, endSeconds: 32_000 }] }),
        stop('c', { windows: [{ startSeconds: 30_000, endSeconds: 31_300 }] }),
      ]),
    );
    expect(priced.stops).toMatchObject([
      {
        id: 'a',
        arrivalSeconds: 29_400,
        departureSeconds: 29_700,
        waitSeconds: 0,
        lateSeconds: 0,
        load: { pieces: 2 },
      },
      { id: 'b', arrivalSeconds: 30_300, serviceStartSeconds: 31_000, departureSeconds: 31_300, waitSeconds: 700 },
      { id: 'c', arrivalSeconds: 31_900, departureSeconds: 32_200, lateSeconds: 600, load: { pieces: 0 } },
    ]);
    expect(priced.endSeconds).toBe(33_100);
    // 5000 fixed + 23 km × 60 + 4300 s × 4800 / 3600
    expect(priced.figures).toMatchObject({
      driveMeters: 23_000,
      driveSeconds: 2700,
      waitSeconds: 700,
      workSeconds: 4300,
      costMinor: 5000 + 1380 + 5733,
      lateStops: 1,
      lateSeconds: 600,
      overtimeSeconds: 0,
    });
  });

  it('names a vehicle that is too full on the way, and one that was already at the start', () => {
    const heavy = { weightGrams: 990_000, volumeLitres: 1, pieces: 1 };
    const onTheWay = priceRoute(
      route([stop('a', { takesOn: heavy, takesOff: EMPTY_LOAD }), stop('b', { takesOff: heavy })]),
    );
    expect(onTheWay.stops.map((one) => one.overloads)).toEqual([['weight'], []]);
    expect(onTheWay.figures.overloadedStops).toBe(1);
    const atStart = priceRoute({
      ...route([stop('a', { takesOff: heavy })]),
      startLoad: { ...heavy, weightGrams: 1_000_001 },
    });
    expect(atStart.figures.overloadedStops).toBe(1);
  });

  it('costs nothing when nobody is visited', () => {
    expect(priceRoute(route([])).figures).toMatchObject({ costMinor: 0, driveMeters: 0, workSeconds: 0, stops: 0 });
  });

  const someStop = fc.record({
    leg: fc.record({ seconds: fc.nat(5000), meters: fc.nat(50_000) }),
    serviceSeconds: fc.nat(1800),
    windows: fc.array(
      fc.tuple(fc.integer({ min: 25_000, max: 60_000 }), fc.nat(7200)).map(([start, length]) => ({
        startSeconds: start,
        endSeconds: start + length,
      })),
      { maxLength: 3 },
    ),
  });
  const someRoute = fc
    .array(someStop, { maxLength: 12 })
    .map((stops) => route(stops.map((one, n) => stop(String(n), one))));

  it('never serves before it arrives, nor outside a window without saying so', () => {
    fc.assert(
      fc.property(someRoute, (given) => {
        const priced = priceRoute(given);
        priced.stops.forEach((one, n) => {
          const { windows, serviceSeconds } = given.stops[n]!;
          expect(one.serviceStartSeconds).toBe(one.arrivalSeconds + one.waitSeconds);
          expect(one.departureSeconds).toBe(one.serviceStartSeconds + serviceSeconds);
          expect(one.waitSeconds).toBeGreaterThanOrEqual(0);
          const inside = windows.some(
            (w) => w.startSeconds <= one.serviceStartSeconds && one.serviceStartSeconds <= w.endSeconds,
          );
          expect(one.lateSeconds > 0).toBe(windows.length > 0 && !inside);
        });
      }),
    );
  });

  it('spends every second driving, waiting or serving', () => {
    fc.assert(
      fc.property(someRoute, (given) => {
        const { figures } = priceRoute(given);
        return figures.workSeconds === figures.driveSeconds + figures.waitSeconds + figures.serviceSeconds;
      }),
    );
  });

  it('differs by exactly what is added', () => {
    fc.assert(
      fc.property(someRoute, someRoute, (one, other) => {
        const [a, b] = [priceRoute(one).figures, priceRoute(other).figures];
        expect(addFigures(a, figuresDifference(b, a))).toEqual(b);
      }),
    );
  });
});
