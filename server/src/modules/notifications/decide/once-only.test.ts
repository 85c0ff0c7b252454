import { isJobOutcome, type JobState } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { EventRecord } from '../../../platform/index.ts';
import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { makePromises } from '../../jobs/index.ts';
import { jobOutcomes, jobs } from '../../jobs/schema.ts';
import { type DeliveryDay, openDeliveryDay, VADUZ } from '../testing/delivery-day.ts';
import { TRIGGERS } from './triggers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const WAYS: readonly (readonly JobState[])[] = [
  ['dispatched', 'on_route', 'arrived', 'completed'],
  ['dispatched', 'on_route', 'dispatched', 'on_route', 'arrived', 'incomplete'],
  ['dispatched', 'cancelled'],
  ['on_route', 'arrived', 'partially_completed'],
];

/** What happened to one job, written to the log without anybody reading it. */
async function live(day: DeliveryDay, way: readonly JobState[], promised: number): Promise<string> {
  const jobId = await day.addJob();
  for (let i = 0; i < promised; i++) {
    const startsAt = new Date(Date.UTC(2026, 10, 23, 12 + i));
    const endsAt = new Date(startsAt.getTime() + 7_200_000);
    await day.transact((work) => makePromises(work, [{ jobId, startsAt, endsAt, timeZone: VADUZ, why: null }]));
  }
  for (const state of way) {
    await day.transact(async (work) => {
      const { db, now: happenedAt, organisationId } = work;
      await db.update(jobs).set({ state }).where(eq(jobs.id, jobId));
      if (isJobOutcome(state)) {
        const outcome = { number: 1, outcome: state, byKind: 'system' as const };
        await db.insert(jobOutcomes).values({ organisationId, jobId, ...outcome, happenedAt, recordedAt: happenedAt });
      }
      work.emit({ type: `job.${state}`, subject: { kind: 'job', id: jobId } });
    });
  }
  return jobId;
}

/** Any order, some of it twice, in pieces of any size. */
const handedOver = (events: readonly EventRecord[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...events], { minLength: events.length }),
      fc.shuffledSubarray([...events]),
      fc.integer({ min: 1, max: 5 }),
    )
    .map(([once, again, size]) => {
      const all = [...once, ...again];
      return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
    });

test('however the log is shuffled, repeated and cut, each person is told each fact once, and nothing that is no longer true', async () => {
  const lives = fc.array(fc.tuple(fc.constantFrom(...WAYS), fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(lives, fc.nat(), async (ways, seed) => {
      const day = await openDeliveryDay(database);
      try {
        for (const [way, promised] of ways) await live(day, way, promised);
        const [pieces] = fc.sample(handedOver(await day.events()), { numRuns: 1, seed });
        for (const piece of pieces!) await day.hand(piece);
        await day.pass(600);
        for (const piece of pieces!.reverse()) await day.hand(piece);
        await day.pass(600);

        const messages = await day.messages();
        const facts = messages.map(({ jobId, trigger, toAddress, notificationId }) =>
          [jobId, trigger, toAddress, TRIGGERS[trigger!].oncePer === 'promise' ? notificationId : ''].join(' '),
        );
        expect(new Set(facts).size).toBe(facts.length);
        const states = await day.transact(({ db }) => db.select({ id: jobs.id, state: jobs.state }).from(jobs));
        const stateOf = new Map(states.map(({ id, state }) => [id, state]));
        for (const { jobId, trigger, state } of messages) {
          const isTrue = TRIGGERS[trigger!].trueWhile.includes(stateOf.get(jobId!)!);
          expect(state === 'suppressed' || isTrue).toBe(true);
        }
      } finally {
        await day.close();
      }
    }),
    { numRuns: 15 },
  );
}, 300_000);
