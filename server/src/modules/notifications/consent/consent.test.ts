import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { jobContacts } from '../../jobs/schema.ts';
import { createTrackerLinks, openTrackerLink } from '../../tracking/index.ts';
import { type DeliveryDay, openDeliveryDay } from '../testing/delivery-day.ts';
import { listWishes, recordWish } from './list-wishes.ts';
import { changePreference, readPreferences, unsubscribeByOneClick } from './preferences.ts';

let database: TestDatabase;
let day: DeliveryDay;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  day = await openDeliveryDay(database);
});
afterEach(() => day.close());

async function customerOf(jobId: string) {
  const token = await day.transact(async (work) => {
    const [contact] = await work.db.select().from(jobContacts).where(eq(jobContacts.jobId, jobId));
    return (await createTrackerLinks(work, [{ jobId, contactId: contact!.id }]))[0]!.token;
  });
  return openTrackerLink(day.test.database, token);
}
const told = async (jobId: string) =>
  (await day.messages(jobId)).map(({ trigger, channel, state }) => `${trigger} ${channel} ${state}`);

test('an e-mail carries the address of its one-click unsubscribe, which ends e-mail from this sender and says so', async () => {
  const job = await day.addJob();
  await day.promise(job, '2026-11-25T13:00:00Z', '2026-11-25T15:00:00Z');
  const [email] = await day.messages(job);
  expect(email?.unsubscribeUrl).toMatch(/^https:\/\/track\.example\/tracker-api\/rmt_\S+\/unsubscribe$/);
  const token = /tracker-api\/(.+)\/unsubscribe/.exec(email!.unsubscribeUrl!)![1]!;
  const customer = await openTrackerLink(day.test.database, token);
  await day.transact((work) => unsubscribeByOneClick(work, customer));
  await day.transact((work) => unsubscribeByOneClick(work, customer));
  await day.move(job, 'cancelled');
  expect((await told(job)).at(-1)).toBe('cancelled email suppressed');
  const { rows } = await day.transact((work) => listWishes(work, { merchantId: null }));
  expect(rows).toMatchObject([
    { channel: 'email', address: 'zoe@kundin.example', purpose: null, how: 'one_click', liftedAt: null },
  ]);
});

test('the page of wishes shows what is heard where, ends one purpose and begins it again, with the proof of each', async () => {
  const job = await day.addJob({ state: 'arrived' });
  const customer = await customerOf(job);
  const read = () => day.transact((work) => readPreferences(work, customer, 'link'));
  expect((await read()).channels).toEqual([
    { channel: 'email', address: 'z•••@kundin.example', service: true, rating: true },
    { channel: 'sms', address: '+42 ••• 345', service: true, rating: true },
  ]);
  await day.transact((work) => changePreference(work, customer, 'email', 'rating', false));
  expect((await read()).channels[0]).toMatchObject({ service: true, rating: false });

  await day.settle(job, 'completed');
  await day.pass(180);
  const [email] = await day.messages(job);
  expect(email?.state).toBe('queued');
  expect(email?.text).not.toMatch(/rate it|how it went/);

  await day.transact((work) => changePreference(work, customer, 'email', 'rating', true));
  const { history } = await read();
  expect(history.map(({ wanted, purpose, how }) => [wanted, purpose, how])).toEqual([
    [true, 'rating', 'preferences'],
    [false, 'rating', 'preferences'],
  ]);
});

test('who ended everything and begins one thing again has begun only that', async () => {
  const job = await day.addJob();
  const customer = await customerOf(job);
  await day.transact((work) => unsubscribeByOneClick(work, customer));
  await day.transact((work) => changePreference(work, customer, 'email', 'service', true));
  const { channels } = await day.transact((work) => readPreferences(work, customer, 'link'));
  expect(channels[0]).toMatchObject({ service: true, rating: false });
});

test('what somebody told the office is kept with who noted it', async () => {
  const wish = { channel: 'sms', address: '+4237912345', merchantId: null, purpose: null, wanted: false } as const;
  await day.transact((work) => recordWish(work, { ...wish, note: 'Mrs Büchel, by phone' }));
  const job = await day.addJob();
  await day.move(job, 'on_route');
  expect(await told(job)).toEqual(['on_the_way email queued']);
  const { rows } = await day.transact((work) => listWishes(work, { merchantId: null, search: '79123' }));
  expect(rows).toMatchObject([{ how: 'desk', words: 'Mrs Büchel, by phone' }]);
});
