import type { Itinerary } from '@roundsman/api-contract';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { updateVehicle } from '../fleet/index.ts';
import { createSearchThreads, getPlan, readDay, runPlan } from '../plans/index.ts';
import {
  applyPlan,
  dispatchItineraries,
  listItineraries,
  moveOnDay,
  planDay,
  prepareDayMove,
  readCrewItineraries,
} from './index.ts';
import { asRunning } from './running-day.ts';
import { stops as stopRows, trips } from './schema.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from './testing/index.ts';

const silent: LiveFeed = { publish: () => {}, subscribe: () => () => {}, snapshot: () => [], close: async () => {} };

describe('a vehicle that loads several times a day', () => {
  let test: TestDatabase;
  let day: SmallDay;

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
    await day.transact(async (work) => {
      const [van, other] = day.vehicleIds;
      // Six visits of two pieces each.
      const capacity = { weightGrams: 900_000, volumeLitres: 8000, pieces: 4 };
      await updateVehicle(work, van!, { mostLoadings: 3, capacity });
      await updateVehicle(work, other!, { active: false });
    });
  });
  afterAll(() => test?.close());

  const itinerary = async (): Promise<Itinerary> => {
    const [only] = await test.database.read(day.organisationId, (work) => listItineraries(work, SERVICE_DATE));
    return only!;
  };
  const kindsOf = ({ stops }: { stops: readonly { kind: string }[] }) => stops.map(({ kind }) => kind);

  it('comes back to its depot between two trips, as the plan and its itinerary say', async () => {
    const { id: planId } = await day.transact((work) =>
      planDay(work, { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines' }),
    );
    const runner = { liveFeed: silent, clock: systemClock, threads: createSearchThreads(1), log: openLog('silent') };
    await runPlan({ database: test.database, roads: straightRoads, ...runner }, day.organisationId, planId);
    const plan = await test.database.read(day.organisationId, (work) => getPlan(work, planId));
    expect(plan.unplaced).toEqual([]);
    const trip = ['job', 'job'];
    expect(kindsOf(plan.routes[0]!)).toEqual([...trip, 'loading', ...trip, 'loading', ...trip]);
    await day.transact((work) => applyPlan(work, planId));
    const own = await itinerary();
    expect(kindsOf(own)).toEqual(kindsOf(plan.routes[0]!));
    const loading = own.stops[2]!;
    expect(loading).toMatchObject({ label: 'Depot', jobId: null, point: own.start, load: { pieces: 4 } });
    expect(own.stops.map(({ load }) => load.pieces)).toEqual([2, 0, 4, 2, 0, 4, 2, 0]);
    // Loading at the depot takes as long as the first time, which is told as well.
    const loadMs = Date.parse(loading.departure) - Date.parse(loading.serviceStart);
    expect(loadMs).toBeGreaterThan(0);
    expect(Date.parse(own.departure) - Date.parse(own.loadingFrom!)).toBe(loadMs);
    const kept = await test.database.read(day.organisationId, (work) => work.db.select().from(trips));
    expect(kept.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
  });

  it('keeps its loadings when a job is moved by hand, and says when one of them no longer holds all', async () => {
    const own = await itinerary();
    const loading = own.stops.find(({ kind }) => kind === 'loading')!;
    const [first] = own.stops;
    const behind = {
      jobId: first!.jobId!,
      vehicleId: own.vehicleId,
      afterStopId: loading.id,
      serviceDate: SERVICE_DATE,
    };
    const prepared = await prepareDayMove(test.database, straightRoads, day.organisationId, behind);
    expect(prepared.priced.broken.map(({ kind }) => kind)).toContain('capacity');
    const after = prepared.priced.routes[0]!;
    expect(kindsOf(after)).toEqual(['job', 'loading', 'job', 'job', 'job', 'loading', 'job', 'job']);
    expect(after.stops[1]!.id).toBe(loading.id);
    // All of a trip gone: its loading goes with it.
    for (const { jobId } of own.stops.slice(0, 2)) {
      const off = { jobId: jobId!, vehicleId: null, afterStopId: null, serviceDate: SERVICE_DATE };
      const taken = await prepareDayMove(test.database, straightRoads, day.organisationId, off);
      await day.transact((work) => moveOnDay(work, taken));
    }
    expect(kindsOf(await itinerary())).toEqual(['job', 'job', 'loading', 'job', 'job']);
  });

  it('shows its crew the loading, and plans the rest of the day with what is on board only', async () => {
    const { id, crew, stops } = await itinerary();
    await day.transact((work) => dispatchItineraries(work, [id], undefined));
    const [crewDay] = await test.database.read(day.organisationId, (work) =>
      readCrewItineraries(work, crew[0]!.operatorId, SERVICE_DATE),
    );
    expect(crewDay!.stops[2]).toMatchObject({ kind: 'loading', label: 'Depot', state: 'planned' });
    const running = await day.transact(async (work) => {
      await work.db.update(stopRows).set({ state: 'on_route' }).where(eq(stopRows.id, stops[0]!.id));
      const list = await listItineraries(work, SERVICE_DATE);
      const jobIds = list.flatMap((each) => each.stops.flatMap(({ jobId }) => jobId ?? []));
      const open = jobIds.filter((jobId) => jobId !== stops[0]!.jobId);
      const lockedStarts = [{ vehicleId: list[0]!.vehicleId!, jobIds: open }];
      const read = await readDay(work, { serviceDate: SERVICE_DATE, jobIds: [], lockedStarts });
      return asRunning(work, read, list);
    });
    const fetched = new Map(running.jobs.map((job) => [job.id, job.pickupLocationId !== null]));
    expect(stops.slice(1).flatMap(({ jobId }) => (jobId ? [fetched.get(jobId)] : []))).toEqual([false, true, true]);
  });
});
