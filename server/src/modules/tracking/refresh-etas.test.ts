import { LiveEta } from '@roundsman/api-contract';
import { areaOf } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import { newId } from '../../platform/index.ts';
import type { LiveFeed, LiveValue } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { countStatements, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { applyPlan, dispatchItineraries, getItinerary, listItineraries, planDay } from '../itineraries/index.ts';
import { itineraries, stops } from '../itineraries/schema.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from '../itineraries/testing/index.ts';
import { createSearchThreads, readDay, runPlan } from '../plans/index.ts';
import { followItineraries } from './follow-itineraries.ts';
import { followJob, followJobs } from './follow-jobs.ts';
import { measureDriven } from './measure-driven.ts';
import { readPace } from './read-pace.ts';
import { type EtaTools, refreshEtas } from './refresh-etas.ts';
import { etas, positions } from './schema.ts';

describe('the ETAs of a dispatched day', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let tools: EtaTools;
  let itineraryId: string;
  const published: LiveValue[] = [];
  const liveFeed: LiveFeed = {
    publish: (_organisation, value) => published.push(value),
    subscribe: () => () => {},
    snapshot: () => [],
    close: async () => {},
  };

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
    tools = { database: test.database, roads: straightRoads, liveFeed, paces: new Map() };
    const { id: planId } = await day.transact((work) =>
      planDay(work, { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines' }),
    );
    const runner = {
      database: test.database,
      roads: straightRoads,
      liveFeed,
      clock: systemClock,
      threads: createSearchThreads(1),
      log: openLog('silent'),
    };
    await runPlan(runner, day.organisationId, planId);
    const { itineraryIds } = await day.transact((work) => applyPlan(work, planId));
    await day.transact((work) => dispatchItineraries(work, itineraryIds, undefined));
    const list = await test.database.read(day.organisationId, (work) => listItineraries(work, SERVICE_DATE));
    itineraryId = list.find((itinerary) => itinerary.stops.some(({ kind }) => kind === 'job'))!.id;
  });
  afterAll(() => test?.close());

  it('are kept for each stop to come, and told in parts that fit a notice between processes', async () => {
    published.length = 0;
    await refreshEtas(tools, day.organisationId, itineraryId);
    const rows = await test.database.read(day.organisationId, (work) =>
      work.db.select().from(etas).where(eq(etas.itineraryId, itineraryId)),
    );
    expect(rows.length).toBeGreaterThan(0);
    const { branchId } = await test.database.read(day.organisationId, (work) => getItinerary(work, itineraryId));
    expect(new Set(published.map((value) => value.branchId))).toEqual(new Set([branchId]));
    const parts = published.map(({ value }) => LiveEta.parse(value));
    expect(parts.flatMap((part) => part.stops.map(({ stopId }) => stopId)).toSorted()).toEqual(
      rows.map(({ stopId }) => stopId).toSorted(),
    );
    expect(parts.map(({ part, parts: of }) => [part, of])).toEqual(parts.map((_, at) => [at, parts.length]));
  });

  it('read the same on a job as on its itinerary, and a job takes no more statements than its parts are few', async () => {
    const read = <T>(run: Parameters<typeof test.database.read<T>>[1]) => test.database.read(day.organisationId, run);
    const list = await read((work) => followItineraries(work, SERVICE_DATE));
    const expected = list.flatMap(({ id, code, vehicleId, stops: all }) =>
      all
        .filter(({ kind }) => kind === 'job')
        .map((stop) => ({
          jobId: stop.jobId!,
          progress: {
            itineraryId: id,
            itineraryCode: code,
            vehicleId,
            stopId: stop.id,
            position: stop.position,
            plannedArrival: stop.arrival,
            plannedDeparture: stop.departure,
            eta: stop.eta,
            risk: stop.risk,
            lateSeconds: lateness(stop.eta?.at ?? stop.arrival, stop.promise?.to ?? stop.window?.to),
          },
        })),
    );
    expect(expected.some(({ progress }) => progress.eta !== null && progress.lateSeconds !== 0)).toBe(true);
    const { rows } = await read((work) => followJobs(work, { serviceDate: SERVICE_DATE }));
    const told = new Map(rows.map(({ id, progress }) => [id, progress]));
    for (const { jobId, progress } of expected) expect(told.get(jobId)).toEqual(progress);
    expect(told.size).toBe(day.jobIds.length);
    // Begin, the job and where it stands at once, commit; a list finds its jobs first and then asks for one after the other.
    const alone = () => read((work) => followJob(work, day.jobIds[0]!, null));
    expect(await countStatements(test.pool, alone)).toBe(3);
    const together = () => read((work) => followJobs(work, { limit: 50 }));
    expect(await countStatements(test.pool, together)).toBe(5);
  });

  it('follow the pace that the organisation’s crews really have', async () => {
    const before = await test.database.read(day.organisationId, (work) =>
      work.db.select().from(etas).where(eq(etas.itineraryId, itineraryId)).orderBy(etas.arrivalAt),
    );
    await pretendHistory(400);
    const pace = await test.database.read(day.organisationId, (work) => readPace(work, 'Europe/Vaduz'));
    expect(pace.service.byKey.get('delivery')!.factor).toBeGreaterThan(1.8);
    expect(pace.drive.overall.factor).toBeGreaterThan(1.3);
    expect(pace.service.error!.learned).toBeLessThan(pace.service.error!.plain / 2);
    tools.paces.clear();
    await refreshEtas(tools, day.organisationId, itineraryId);
    const after = await test.database.read(day.organisationId, (work) =>
      work.db.select().from(etas).where(eq(etas.itineraryId, itineraryId)).orderBy(etas.arrivalAt),
    );
    expect(after.at(-1)!.arrivalAt.getTime()).toBeGreaterThan(before.at(-1)!.arrivalAt.getTime());
  });

  it('teach the plans to come, and plans that were taught do not unteach', async () => {
    const choice = { serviceDate: SERVICE_DATE, evenEmpty: true };
    const { drivingPace } = await test.database.read(day.organisationId, (work) => readDay(work, choice));
    expect(drivingPace).toEqual({ hourFactors: Array.from({ length: 24 }, () => 1.5), zone: 'Europe/Vaduz' });
    await day.transact(async (work) => {
      const past = eq(itineraries.code, 'I-PAST');
      const [row] = await work.db
        .update(itineraries)
        .set({ hourFactors: drivingPace!.hourFactors.slice() })
        .where(past)
        .returning();
      await work.db.update(stops).set({ legSeconds: 900 }).where(eq(stops.itineraryId, row!.id));
    });
    const pace = await test.database.read(day.organisationId, (work) => readPace(work, 'Europe/Vaduz'));
    expect(pace.drive.overall.factor).toBeGreaterThan(1.4);
  });

  it('teach where drives are slow, and that is not untaught either', async () => {
    const [home] = await day.transact((work) => work.db.select().from(stops).where(eq(stops.jobId, day.jobIds[0]!)));
    const slow = areaOf({ lon: home!.lon!, lat: home!.lat! });
    await pretendHistory(400, { code: 'I-FAR', lon: home!.lon! + 0.3, drivingSeconds: 300 });
    tools.paces.clear();
    await refreshEtas(tools, day.organisationId, itineraryId);
    const choice = { serviceDate: SERVICE_DATE, evenEmpty: true };
    const { areaFactors } = await test.database.read(day.organisationId, (work) => readDay(work, choice));
    expect(Object.keys(areaFactors!)).toEqual([slow]);
    expect(areaFactors![slow]).toBeGreaterThan(1.3);
    await day.transact(async (work) => {
      const past = eq(itineraries.code, 'I-PAST');
      const [row] = await work.db.update(itineraries).set({ areaFactors }).where(past).returning();
      await work.db
        .update(stops)
        .set({ legSeconds: Math.round(900 * areaFactors![slow]!) })
        .where(eq(stops.itineraryId, row!.id));
    });
    const pace = await test.database.read(day.organisationId, (work) => readPace(work, 'Europe/Vaduz'));
    expect(pace.drive.byArea.get(slow)!.factor).toBeGreaterThan(1.3);
  });

  it('leave kilometres behind that are those of the roads', async () => {
    const fixes = Array.from({ length: 5 }, (_, at) => ({ lon: 9.51 + at / 1000, lat: 47.16 }));
    await day.transact((work) =>
      work.db.insert(positions).values(
        fixes.map((fix, at) => ({
          organisationId: day.organisationId,
          deviceId: newId(),
          deviceAt: new Date(work.now.getTime() + at * 10_000),
          recordedAt: work.recordedAt,
          operatorId: day.operatorIds[0]!,
          itineraryId,
          ...fix,
        })),
      ),
    );
    let asked: readonly { lon: number }[] = [];
    const matchTrack = async (track: readonly { lon: number }[]) => {
      asked = track;
      return { meters: 12_345, offRoadMeters: 0 };
    };
    const neighbours = async () => ({
      count: 0,
      place: new Int32Array(),
      seconds: new Int32Array(),
      meters: new Int32Array(),
    });
    const roads = { search: { matchTrack, neighbours, reach: async () => [] } };
    expect(await measureDriven({ database: test.database, roads }, day.organisationId, itineraryId)).toBe(12_345);
    expect(asked.map(({ lon }) => lon)).toEqual(fixes.map(({ lon }) => lon));
    const [row] = await test.database.read(day.organisationId, (work) =>
      work.db.select().from(itineraries).where(eq(itineraries.id, itineraryId)),
    );
    expect(row!.drivenDistanceMeters).toBe(12_345);
  });

  /** The visits of a tour that finished yesterday: twice the service and half as much again of driving. */
  async function pretendHistory(
    visits: number,
    { code = 'I-PAST', lon, drivingSeconds = 900 }: { code?: string; lon?: number; drivingSeconds?: number } = {},
  ): Promise<void> {
    await day.transact(async (work) => {
      const [like] = await work.db.select().from(stops).where(eq(stops.jobId, day.jobIds[0]!));
      const [tour] = await work.db.select().from(itineraries).where(eq(itineraries.id, itineraryId));
      const past = { ...tour!, id: newId(), code, state: 'finished' as const };
      await work.db.insert(itineraries).values(past);
      const arrivedAt = new Date(work.now.getTime() - 86_400_000);
      await work.db.insert(stops).values(
        Array.from({ length: visits }, (_, at) => ({
          ...like!,
          id: newId(),
          itineraryId: past.id,
          tripId: null,
          position: 100_000 + at,
          state: 'done' as const,
          legSeconds: 600,
          serviceSeconds: 300,
          plannedArrivalAt: arrivedAt,
          plannedServiceAt: arrivedAt,
          plannedDepartureAt: arrivedAt,
          lon: lon ?? like!.lon,
          leftAt: new Date(arrivedAt.getTime() - drivingSeconds * 1000),
          arrivedAt,
          finishedAt: new Date(arrivedAt.getTime() + 600_000),
        })),
      );
    });
  }
});

const lateness = (expected: string, limit: string | undefined) =>
  limit ? Math.round((Date.parse(expected) - Date.parse(limit)) / 1000) : 0;
