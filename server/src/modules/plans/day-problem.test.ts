import { createSearch, validateProblem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { describe, expect, it } from 'vitest';
import { buildDayProblem, stopsOfJob } from './day-problem.ts';
import type { DayTravel } from './day-roads.ts';
import type { DaySnapshot, SnapshotJob, SnapshotVehicle } from './day-snapshot.ts';

const EIGHT = Date.parse('2026-09-14T06:00:00Z') / 1000;
const NOTHING = { weightGrams: 0, volumeLitres: 0, pieces: 0 };
const point = { lon: 9.52, lat: 47.14 };

const job = (id: string, more: Partial<SnapshotJob>): SnapshotJob => ({
  id,
  code: id,
  name: id,
  point,
  windows: [],
  serviceSeconds: 600,
  pickupLocationId: null,
  vehicleIds: null,
  delivered: NOTHING,
  collected: NOTHING,
  skills: [],
  operators: 1,
  priority: 0,
  readyAt: null,
  ...more,
});

const dayOf = (jobs: readonly SnapshotJob[]): DaySnapshot => ({
  serviceDate: '2026-09-14',
  branchId: 'branch',
  zone: 'Europe/Vaduz',
  currency: 'CHF',
  jobs,
  vehicles: [
    {
      id: 'van',
      code: 'V1',
      name: 'Van',
      kind: 'van',
      startLocationId: 'depot',
      endLocationId: 'depot',
      shifts: [{ from: EIGHT, to: EIGHT + 36_000 }],
      breaks: [],
      capacity: { weightGrams: 100_000, volumeLitres: 1000, pieces: 10 },
      skills: [],
      crewSize: 2,
      mostJobs: null,
      mostDrivingSeconds: null,
      costs: { fixedMinor: 0, perKilometreMinor: 100, perHourMinor: 0 },
      heavy: false,
    },
  ],
  locations: [{ id: 'depot', name: 'Depot', point, loadSeconds: 0 }],
  lockedStarts: [],
  notReady: [],
});

/** Places on a road, ten minutes apart. */
function travelOf(count: number): DayTravel {
  const size = count + 1;
  const seconds = Array.from(
    { length: size * size },
    (_, cell) => 600 * Math.abs(Math.floor(cell / size) - (cell % size)),
  );
  return { matrix: { size, seconds, meters: seconds.map((each) => 10 * each) }, profiles: new Map() };
}

function solveDay(jobs: readonly SnapshotJob[]) {
  const day = dayOf(jobs);
  const { problem } = buildDayProblem(day, travelOf(jobs.length));
  expect(validateProblem(problem)).toEqual([]);
  const search = createSearch(problem);
  search.run({ iterations: 200 });
  const plan = search.plan();
  expect(checkPlan(problem, plan)).toEqual([]);
  return { day, problem, plan };
}

describe('buildDayProblem', () => {
  it('gives the optimiser both amounts of an exchange: what goes off makes room for what comes on', () => {
    const pieces = (count: number) => ({ weightGrams: 1000 * count, volumeLitres: 10 * count, pieces: count });
    const { problem, plan } = solveDay([
      job('exchange', { delivered: pieces(2), collected: pieces(9) }),
      job('delivery', { delivered: pieces(8) }),
    ]);
    expect(problem.jobs[0]).toMatchObject({
      kind: 'delivery',
      amounts: [2000, 20, 2],
      collectedAmounts: [9000, 90, 9],
    });
    // Reserving the larger of the two for the whole way (9 + 8) would fit no van of ten.
    expect(plan.unassigned).toEqual([]);
    expect(plan.routes[0]!.stops.flatMap(({ jobId }) => jobId ?? [])).toEqual(['delivery', 'exchange']);
  });

  it('takes a job that only collects for a pickup, and one that brings nothing for a visit', () => {
    const { day, problem } = solveDay([job('return', { collected: { ...NOTHING, pieces: 1 } }), job('visit', {})]);
    expect(problem.jobs.map(({ kind }) => kind)).toEqual(['pickup', 'delivery']);
    expect(stopsOfJob(day, 'return')).toEqual([{ kind: 'pickup', jobId: 'return' }]);
  });
});

describe('most jobs of a vehicle', () => {
  const three = ['a', 'b', 'c'].map((id) => job(id, { delivered: { ...NOTHING, pieces: 1 } }));
  const solved = (more: Partial<SnapshotVehicle>) => {
    const day = dayOf(three);
    const limited = { ...day, vehicles: day.vehicles.map((van) => ({ ...van, mostJobs: 2, ...more })) };
    const { problem } = buildDayProblem(limited, travelOf(three.length));
    const search = createSearch(problem);
    search.run({ iterations: 50 });
    const plan = search.plan();
    expect(checkPlan(problem, plan)).toEqual([]);
    return plan;
  };

  it('are a must, or a wish at a price for each that is more', () => {
    expect(solved({}).unassigned).toHaveLength(1);
    const { unassigned, concessions } = solved({ mostJobsPriceMinor: 750 });
    expect(unassigned).toEqual([]);
    expect(concessions).toMatchObject([{ kind: 'max_jobs', vehicleId: 'van', price: 750 }]);
  });
});

describe('goods that lie elsewhere', () => {
  const fetched = (id: string) =>
    job(id, { pickupLocationId: 'store', delivered: { weightGrams: 100, volumeLitres: 1, pieces: 1 } });
  const withStore = (
    jobs: readonly SnapshotJob[],
    store: Partial<DaySnapshot['locations'][number]> = {},
  ): DaySnapshot => {
    const day = dayOf(jobs);
    return { ...day, locations: [...day.locations, { id: 'store', name: 'Store', point, loadSeconds: 0, ...store }] };
  };
  const solved = (day: DaySnapshot) => {
    const { problem, epochSeconds } = buildDayProblem(day, travelOf(day.jobs.length + 1));
    expect(validateProblem(problem)).toEqual([]);
    const search = createSearch(problem);
    search.run({ iterations: 100 });
    const plan = search.plan();
    expect(checkPlan(problem, plan)).toEqual([]);
    const fetching = plan.routes.flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'shipment_pickup'));
    return { plan, fetching, epochSeconds };
  };

  it('are fetched in a few minutes each when many are fetched there, and no quicker than it takes to come when it is one', () => {
    const seconds = (day: DaySnapshot) =>
      solved(day).fetching.reduce((sum, stop) => sum + stop.departureSeconds - stop.serviceStartSeconds, 0);
    expect(seconds(withStore([fetched('one')]))).toBe(240);
    const many = Array.from({ length: 10 }, (_, at) => fetched(`${at}`));
    expect(seconds(withStore(many))).toBe(10 * (30 + 53));
    expect(seconds(withStore([fetched('one')], { loadSeconds: 600 }))).toBe(630);
  });

  it('are fetched while the place is open, and not at all when it is shut all day', () => {
    const dock = (from: number, to: number) => ({ count: 1, hours: [{ from, to }], priceMinor: 500 });
    const noon = EIGHT + 4 * 3600;
    const { fetching, epochSeconds } = solved(withStore([fetched('one')], { dock: dock(noon, noon + 1800) }));
    expect(fetching[0]!.serviceStartSeconds + epochSeconds).toBeGreaterThanOrEqual(noon);
    expect(fetching[0]!.departureSeconds + epochSeconds).toBeLessThanOrEqual(noon + 1800);
    const shut = solved(withStore([fetched('one')], { dock: dock(EIGHT - 7200, EIGHT - 3600) }));
    expect(shut.plan.unassigned.map(({ jobId }) => jobId)).toEqual(['one']);
  });
});

describe('docks of a day', () => {
  const stop = (id: string) => job(id, { delivered: { ...NOTHING, pieces: 1 } });
  /** Two vans load a quarter of an hour each before they may leave at eight. */
  const withDocks = (dock: NonNullable<DaySnapshot['locations'][number]['dock']>): DaySnapshot => {
    const day = dayOf([stop('A'), stop('B')]);
    return {
      ...day,
      vehicles: [day.vehicles[0]!, { ...day.vehicles[0]!, id: 'other' }].map((vehicle) => ({
        ...vehicle,
        mostJobs: 1,
      })),
      locations: [{ ...day.locations[0]!, loadSeconds: 900, dock }],
    };
  };
  const departures = (day: DaySnapshot) => {
    const { problem } = buildDayProblem(day, travelOf(day.jobs.length));
    expect(validateProblem(problem)).toEqual([]);
    const search = createSearch(problem);
    search.run({ iterations: 100 });
    expect(checkPlan(problem, search.plan())).toEqual([]);
    return { problem, left: search.plan().routes.map(({ startSeconds }) => startSeconds) };
  };
  const always = { hours: [], priceMinor: null };

  it('make one van wait for the other', () => {
    const { left } = departures(withDocks({ count: 1, ...always }));
    expect(left).toHaveLength(2);
    expect(Math.abs(left[0]! - left[1]!)).toBeGreaterThanOrEqual(900);
  });

  it('are no rule where there are enough of them, and the place is open for every shift', () => {
    expect(departures(withDocks({ count: 2, ...always })).problem.docks).toBeUndefined();
    const open = [{ from: EIGHT - 900, to: EIGHT + 36_000 }];
    expect(departures(withDocks({ count: 2, hours: open, priceMinor: null })).problem.docks).toBeUndefined();
    const late = [{ from: EIGHT + 900, to: EIGHT + 36_000 }];
    const { left } = departures(withDocks({ count: 2, hours: late, priceMinor: null }));
    for (const each of left) expect(each).toBeGreaterThanOrEqual(86_400 + 6 * 3600 + 1800);
  });
});
