import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { findOrCreateCustomers } from '../customers/index.ts';
import { jobContacts, jobs } from '../jobs/schema.ts';
import { messagesFollowCustomer } from './index.ts';
import { type DeliveryDay, openDeliveryDay } from './testing/delivery-day.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('what was written to the contact of a job goes with it to another customer, what went elsewhere does not', async () => {
  const day = await openDeliveryDay(database);
  const [zoe, mia] = (await day.transact((work) =>
    findOrCreateCustomers(
      work,
      ['Zoë Büchel', 'Mia Büchel'].map((name, at) => {
        const { merchantId } = day;
        return { merchantId, name, phone: `+42379100${at}0`, email: null, locale: null, referenceId: `K-${at}` };
      }),
    ),
  )) as [string, string];
  const told = async (change: (work: Parameters<Parameters<DeliveryDay['transact']>[0]>[0], id: string) => unknown) => {
    const id = await day.addJob();
    await day.transact((work) => work.db.update(jobs).set({ customerId: zoe }).where(eq(jobs.id, id)));
    await day.promise(id, '2026-11-24T12:00:00Z', '2026-11-24T14:00:00Z');
    expect((await day.messages(id)).map(({ customerId }) => customerId)).toContain(zoe);
    await day.transact(async (work) => {
      await work.db.update(jobs).set({ customerId: mia }).where(eq(jobs.id, id));
      await change(work, id);
      await messagesFollowCustomer(work, id);
    });
    return [...new Set((await day.messages(id)).flatMap(({ customerId }) => customerId ?? []))];
  };
  expect(await told(() => {})).toEqual([mia]);
  expect(
    await told(({ db }, id) =>
      db.update(jobContacts).set({ email: 'mia@kundin.example', phone: null }).where(eq(jobContacts.jobId, id)),
    ),
  ).toEqual([zoe]);
});
