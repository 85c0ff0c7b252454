import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { changePolicies } from '../accounts/index.ts';
import { readJobsToPlan } from '../jobs/index.ts';
import { jobs } from '../jobs/schema.ts';
import { dispatchItineraries, prepareItinerary, writeArrangement } from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay } from './testing/small-day.ts';
import { straightRoads } from './testing/straight-roads.ts';

let test: TestDatabase;
let day: SmallDay;
let itineraryId: string;
beforeAll(async () => {
  test = await openTestDatabase();
  day = await makeSmallDay(test);
  const jobIds = day.jobIds.slice(0, 2);
  const wish = { serviceDate: SERVICE_DATE, vehicleId: day.vehicleIds[0]!, jobIds };
  const prepared = await prepareItinerary(test.database, straightRoads, day.organisationId, wish);
  const [made] = await day.transact((work) => writeArrangement(work, prepared));
  itineraryId = made!.id;
});
afterAll(() => test?.close());

const dispatch = async () => (await day.transact((work) => dispatchItineraries(work, [itineraryId], undefined)))[0];

it('an itinerary goes whole or not at all: with a visit that may not go no other is on its way', async () => {
  const inState = async (state: 'cancelled' | 'scheduled') => {
    await day.transact((work) => work.db.update(jobs).set({ state }).where(eq(jobs.id, day.jobIds[1]!)));
  };
  await inState('cancelled');
  expect(await dispatch()).toMatchObject({ done: false, problem: { code: 'job_not_ready' } });
  const states = await day.transact((work) => readJobsToPlan(work, day.jobIds.slice(0, 2)));
  expect(states.map(({ state }) => state).toSorted()).toEqual(['cancelled', 'scheduled']);
  await inState('scheduled');
});

it('an itinerary waits for who was asked and has not confirmed where the organisation decided so', async () => {
  await day.transact((work) => changePolicies(work, { unconfirmedAtDispatch: 'block' }));
  await day.transact((work) => work.db.update(jobs).set({ confirmation: 'asked' }).where(eq(jobs.id, day.jobIds[0]!)));
  expect(await dispatch()).toMatchObject({ done: false, problem: { code: 'job_unconfirmed' } });
  // The other visit's customer was never asked: there is no answer to wait for.
  await day.transact((work) =>
    work.db.update(jobs).set({ confirmation: 'confirmed' }).where(eq(jobs.id, day.jobIds[0]!)),
  );
  expect(await dispatch()).toMatchObject({ done: true });
});
