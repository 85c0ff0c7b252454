import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPlan, listItineraries, planDay } from '../modules/itineraries/index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from '../modules/itineraries/testing/index.ts';
import { createSearchThreads, runPlan } from '../modules/plans/index.ts';
import { systemClock } from '../platform/clock/index.ts';
import { type EventRecord, readEvents } from '../platform/event-log/index.ts';
import type { ReadWork } from '../platform/index.ts';
import { openLog } from '../platform/log/index.ts';
import { countStatements, openTestDatabase, type TestDatabase } from '../platform/testing/index.ts';
import { openAddressees } from './addressees.ts';

describe('whom news is about', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let events: EventRecord[];
  let itinerary: { id: string; operatorId: string; jobId: string };
  const read = <T>(run: (work: ReadWork) => Promise<T>) => test.database.read(day.organisationId, run);
  const about = (kind: string, id: string) =>
    events.filter(({ subject }) => subject.kind === kind && subject.id === id);

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
    const { id: planId } = await day.transact((work) =>
      planDay(work, { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines' }),
    );
    const liveFeed = { publish: () => {}, subscribe: () => () => {}, snapshot: () => [], close: async () => {} };
    const tools = {
      database: test.database,
      roads: straightRoads,
      liveFeed,
      clock: systemClock,
      threads: createSearchThreads(1),
      log: openLog('silent'),
    };
    await runPlan(tools, day.organisationId, planId);
    await day.transact((work) => applyPlan(work, planId));
    events = await read((work) => readEvents(work, 0, 500));
    const made = await read((work) => listItineraries(work, SERVICE_DATE));
    const { id, crew, stops } = made.find((one) => one.stops.some(({ jobId }) => jobId !== null))!;
    const jobId = stops.find((stop) => stop.jobId !== null)!.jobId!;
    itinerary = { id, operatorId: crew[0]!.operatorId, jobId };
  });
  afterAll(() => test?.close());

  it('is the crew of an itinerary, for news of it and of its jobs, and nobody for all else', async () => {
    const addressees = openAddressees();
    expect(about('itinerary', itinerary.id).length).toBeGreaterThan(0);
    expect([...(await addressees(read, about('itinerary', itinerary.id)))]).toEqual([itinerary.operatorId]);
    expect([...(await addressees(read, about('job', itinerary.jobId)))]).toEqual([itinerary.operatorId]);
    const others = events.filter(({ subject }) => subject.kind !== 'itinerary' && subject.kind !== 'job');
    expect(others.length).toBeGreaterThan(0);
    expect(await countStatements(test.pool, () => addressees(read, others))).toBe(0);
    expect((await addressees(read, others)).size).toBe(0);
  });

  it('is looked up once for all devices that wait for the same news', async () => {
    const addressees = openAddressees();
    const news = about('itinerary', itinerary.id);
    const first = await countStatements(test.pool, () => addressees(read, news.slice(0, 1)));
    const all = openAddressees();
    const waiting = () => Promise.all(Array.from({ length: 200 }, () => all(read, news.slice(0, 1))));
    expect(await countStatements(test.pool, waiting)).toBe(first);
    expect((await waiting()).every((one) => one.has(itinerary.operatorId))).toBe(true);
  });

  it('is asked again when it could not be looked up', async () => {
    const addressees = openAddressees();
    const news = about('itinerary', itinerary.id);
    await expect(addressees(() => Promise.reject(new Error('away')), news)).rejects.toThrow('away');
    expect((await addressees(read, news)).has(itinerary.operatorId)).toBe(true);
  });
});
