import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { changePolicies } from '../accounts/index.ts';
import { holdJob, readJobsToPlan } from '../jobs/index.ts';
import { jobs } from '../jobs/schema.ts';
import {
  dispatchItineraries,
  dispatchPrepared,
  getItinerary,
  prepareDispatch,
  prepareItinerary,
  writeArrangement,
} from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay } from './testing/small-day.ts';
import { straightRoads } from './testing/straight-roads.ts';

let test: TestDatabase;
let day: SmallDay;
let itineraryId: string;
beforeAll(async () => {
  test = await openTestDatabase();
  day = await makeSmallDay(test);
  itineraryId = (await draftOf(0, day.jobIds.slice(0, 2))).id;
});
afterAll(() => test?.close());

async function draftOf(vehicle: number, jobIds: readonly string[]) {
  const wish = { serviceDate: SERVICE_DATE, vehicleId: day.vehicleIds[vehicle]!, jobIds };
  const prepared = await prepareItinerary(test.database, straightRoads, day.organisationId, wish);
  const [made] = await day.transact((work) => writeArrangement(work, prepared));
  return made!;
}
const dispatch = async () => (await day.transact((work) => dispatchItineraries(work, [itineraryId], undefined)))[0];

const confirm = (at: number, confirmation: 'not_asked' | 'asked' | 'confirmed' | 'declined') =>
  day.transact((work) => work.db.update(jobs).set({ confirmation }).where(eq(jobs.id, day.jobIds[at]!)));
const statesOf = async (jobIds: readonly string[]) => {
  const found = await day.transact((work) => readJobsToPlan(work, jobIds));
  return jobIds.map((jobId) => found.find(({ id }) => id === jobId)!.state);
};

it('an itinerary goes whole or not at all: with a visit that may not go no other is on its way', async () => {
  const inState = async (state: 'cancelled' | 'scheduled') => {
    await day.transact((work) => work.db.update(jobs).set({ state }).where(eq(jobs.id, day.jobIds[1]!)));
  };
  await inState('cancelled');
  expect(await dispatch()).toMatchObject({ done: false, problem: { code: 'job_not_ready' } });
  expect(await statesOf(day.jobIds.slice(0, 2))).toEqual(['scheduled', 'cancelled']);
  await inState('scheduled');
});

it('itineraries go out without those who have not confirmed where the organisation decided so, timed anew, unless nothing would be left', async () => {
  await day.transact((work) => changePolicies(work, { unconfirmedAtDispatch: 'drop' }));
  const [kept, asked, declined] = day.jobIds.slice(2, 5) as [string, string, string];
  const several = await draftOf(1, [kept, asked, declined]);
  for (const at of [0, 3]) await confirm(at, 'asked');
  for (const at of [1, 4]) await confirm(at, 'declined');
  const ids = [several.id, itineraryId];
  // One that is held keeps its whole itinerary back, and then nobody is taken off it.
  const hold = (wish: { reason: string; until: null } | null) =>
    day.transact((work) => holdJob(work, kept, wish, null));
  await hold({ reason: 'Unpaid', until: null });
  expect((await prepareDispatch(test.database, straightRoads, day.organisationId, ids)).takenOff).toEqual([]);
  await hold(null);
  const prepared = await prepareDispatch(test.database, straightRoads, day.organisationId, ids);
  const { results, takenOff } = await day.transact((work) => dispatchPrepared(work, ids, undefined, prepared));
  expect(new Map(results.map(({ id, done, problem }) => [id, problem?.code ?? done]))).toEqual(
    new Map<string, unknown>([
      [several.id, true],
      [itineraryId, 'job_unconfirmed'],
    ]),
  );
  expect(takenOff.every(({ jobCode }) => jobCode.startsWith('J-'))).toBe(true);
  expect(takenOff.map(({ itineraryId, jobId }) => [itineraryId, jobId])).toEqual(
    several.stops.flatMap(({ jobId }) => (jobId === asked || jobId === declined ? [[several.id, jobId]] : [])),
  );
  expect(await statesOf(day.jobIds.slice(0, 5))).toEqual(['scheduled', 'scheduled', 'dispatched', 'new', 'new']);
  const now = await day.transact((work) => getItinerary(work, several.id));
  expect(now.stops.flatMap(({ kind, jobId }) => (kind === 'job' ? [jobId] : []))).toEqual([kept]);
  expect(Date.parse(now.end)).toBeLessThan(Date.parse(several.end));
  for (const at of [0, 1]) await confirm(at, 'not_asked');
});

it('an itinerary waits for who was asked and has not confirmed where the organisation decided so', async () => {
  await day.transact((work) => changePolicies(work, { unconfirmedAtDispatch: 'block' }));
  await confirm(0, 'asked');
  expect(await dispatch()).toMatchObject({ done: false, problem: { code: 'job_unconfirmed' } });
  // The other visit's customer was never asked: there is no answer to wait for.
  await confirm(0, 'confirmed');
  expect(await dispatch()).toMatchObject({ done: true });
});
