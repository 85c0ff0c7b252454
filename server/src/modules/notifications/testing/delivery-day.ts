import type { JobOutcome, JobState, OrganisationKind } from '@roundsman/delivery-rules';
import { and, asc, eq } from 'drizzle-orm';

import { type EventRecord, type NewEvent, newId, type Work } from '../../../platform/index.ts';
import { silentLog } from '../../../platform/log/index.ts';
import { openMetrics } from '../../../platform/metrics/index.ts';
import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import { createTestOrganisation, type TestClock, type TestDatabase } from '../../../platform/testing/index.ts';
import { runTimers } from '../../../platform/timers/index.ts';
import { branches } from '../../accounts/schema.ts';
import { addresses, merchants } from '../../customers/schema.ts';
import { itineraries, stops } from '../../itineraries/schema.ts';
import { makePromises } from '../../jobs/index.ts';
import { jobActions, jobContacts, jobOutcomes, jobs } from '../../jobs/schema.ts';
import { etas } from '../../tracking/schema.ts';
import { notificationsReader } from '../decide/follow-log.ts';
import type { DecideOptions } from '../decide/options.ts';
import { decideOptions } from '../role.ts';
import { messageAttempts, messages } from '../schema.ts';
import { notificationTimers } from '../timers.ts';

export const VADUZ = 'Europe/Vaduz';

export interface TestContact {
  readonly name?: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: string | null;
}

/** A delivery company on a Monday, on a real database: jobs, the log's reader, the timers and the tasks, all by the test's clock. */
export interface DeliveryDay {
  readonly clock: TestClock;
  readonly organisationId: string;
  readonly test: TestDatabase;
  readonly merchantId: string;
  transact<T>(run: (work: Work) => Promise<T>): Promise<T>;
  addJob(job?: { state?: JobState; contacts?: readonly TestContact[] }): Promise<string>;
  promise(jobId: string, startsAt: string, endsAt: string): Promise<void>;
  /** Puts the job into a state and tells the log. */
  move(jobId: string, state: JobState, type?: string): Promise<void>;
  /** What tracking expects for the job right now. */
  expect(jobId: string, arrivalAt: string): Promise<void>;
  settle(jobId: string, outcome: JobOutcome, number?: number): Promise<void>;
  log(...events: NewEvent[]): Promise<void>;
  /** Lets the reader see what is new on the log. */
  read(): Promise<void>;
  /** Hands the reader all the log from the beginning once more. */
  replay(): Promise<void>;
  /** The log as the reader would be handed it. */
  events(): Promise<EventRecord[]>;
  /** Hands the reader these events, in this order. */
  hand(events: readonly EventRecord[]): Promise<void>;
  /** Moves the clock and fires what is due. */
  pass(seconds: number): Promise<void>;
  runTasks(handlers: readonly TaskHandler[]): Promise<number>;
  messages(jobId?: string): Promise<(typeof messages.$inferSelect)[]>;
  attempts(messageId: string): Promise<(typeof messageAttempts.$inferSelect)[]>;
  eventTypes(): Promise<string[]>;
  /** How many messages were counted as decided. */
  counted(): number;
  close(): Promise<void>;
}

/** Monday 23 November 2026, 10:00 in Vaduz, in a new organisation; tasks that earlier days left are dropped. */
export async function openDeliveryDay(test: TestDatabase, kind: OrganisationKind = 'live'): Promise<DeliveryDay> {
  const { clock } = test;
  clock.set(new Date('2026-11-23T09:00:00Z'));
  await test.pool.query('DELETE FROM graphile_worker._private_jobs');
  await test.pool.query('DELETE FROM business_timers');
  const organisationId = await createTestOrganisation(test, { kind });
  const transact: DeliveryDay['transact'] = (run) =>
    test.database.transact({ organisationId, actor: { kind: 'system', id: 'test' } }, run);
  const owned = () => ({ organisationId, id: newId() });
  const branch = {
    ...owned(),
    code: 'VZ',
    name: 'Vaduz',
    timeZone: VADUZ,
    phone: '+423 234 56 78',
    createdAt: clock.now(),
  };
  const merchant = { ...owned(), code: 'M1', name: 'Rhein Möbel', createdAt: clock.now() };
  await transact(async ({ db }) => {
    await db.insert(branches).values(branch);
    await db.insert(merchants).values(merchant);
  });
  let counted = 0;
  const options: DecideOptions = {
    ...decideOptions('https://track.example', '8080'),
    onWritten(of, count) {
      if (of === organisationId) counted += count;
    },
  };
  const reader = notificationsReader(options);
  const timers = runTimers({
    database: test.database,
    handlers: notificationTimers(options),
    clock,
    log: silentLog,
    metrics: openMetrics(),
    sweepMilliseconds: 3_600_000,
  });
  let readTo = 0;
  let jobsMade = 0;

  async function eventsAfter(seq: number): Promise<EventRecord[]> {
    const { rows } = await test.pool.query(
      'SELECT * FROM events WHERE organisation_id = $1 AND seq > $2 ORDER BY seq',
      [organisationId, seq],
    );
    return rows.map((row) => ({
      organisationId,
      seq: Number(row.seq),
      id: row.id,
      type: row.type,
      subject: { kind: row.subject_kind, id: row.subject_id },
      occurredAt: row.occurred_at,
      recordedAt: row.recorded_at,
      actor: { kind: row.actor_kind, id: row.actor_id },
      data: row.data,
    }));
  }

  async function hand(events: readonly EventRecord[]): Promise<void> {
    const wanted = events.filter(({ type }) => reader.types?.includes(type));
    if (wanted.length > 0) await transact((work) => reader.handle(work, wanted));
  }

  async function readFrom(seq: number): Promise<void> {
    const events = await eventsAfter(seq);
    await hand(events);
    readTo = events.at(-1)?.seq ?? readTo;
  }

  const day: DeliveryDay = {
    clock,
    organisationId,
    test,
    merchantId: merchant.id,
    transact,
    async addJob({ state = 'scheduled', contacts = [{}] } = {}) {
      jobsMade += 1;
      const address = {
        ...owned(),
        given: {},
        street: 'Äulestrasse',
        houseNumber: '12',
        postcode: '9490',
        city: 'Vaduz',
        createdAt: clock.now(),
      };
      const job = {
        ...owned(),
        code: `J-${String(jobsMade).padStart(6, '0')}`,
        branchId: branch.id,
        merchantId: merchant.id,
        addressId: address.id,
        origin: 'manual' as const,
        state,
        stateChangedAt: clock.now(),
        serviceSeconds: 300,
        createdByKind: 'system' as const,
        createdAt: clock.now(),
        updatedAt: clock.now(),
      };
      await transact(async ({ db }) => {
        await db.insert(addresses).values(address);
        await db.insert(jobs).values(job);
        await db
          .insert(jobActions)
          .values({ ...owned(), jobId: job.id, kind: 'delivery', description: 'Sofa', quantity: 1 });
        for (const [position, contact] of contacts.entries()) {
          await db.insert(jobContacts).values({
            ...owned(),
            jobId: job.id,
            role: 'recipient',
            name: 'Zoë Büchel',
            email: 'zoe@kundin.example',
            phone: '+4237912345',
            position,
            ...contact,
          });
        }
      });
      return job.id;
    },
    async promise(jobId, startsAt, endsAt) {
      const wish = { jobId, startsAt: new Date(startsAt), endsAt: new Date(endsAt), timeZone: VADUZ, why: null };
      await transact((work) => makePromises(work, [wish]));
      await day.read();
    },
    async move(jobId, state, type = `job.${state}`) {
      await transact(async (work) => {
        await work.db.update(jobs).set({ state }).where(eq(jobs.id, jobId));
        work.emit({ type, subject: { kind: 'job', id: jobId } });
      });
      await day.read();
    },
    async expect(jobId, arrivalAt) {
      const at = new Date(arrivalAt);
      const planned = { plannedArrivalAt: at, plannedServiceAt: at, plannedDepartureAt: at };
      const itinerary = { plannedDepartureAt: at, plannedFinishAt: at, createdAt: clock.now(), updatedAt: clock.now() };
      await transact(async ({ db, now }) => {
        const [stop] = await db.select().from(stops).where(eq(stops.jobId, jobId));
        const eta = { arrivalAt: at, p10At: at, p90At: new Date(at.getTime() + 600_000), computedAt: now };
        if (stop !== undefined) return void (await db.update(etas).set(eta).where(eq(etas.stopId, stop.id)));
        const ids = { itineraryId: newId(), stopId: newId() };
        await db.insert(itineraries).values({
          organisationId,
          id: ids.itineraryId,
          code: `I-${ids.itineraryId.slice(-6)}`,
          branchId: branch.id,
          serviceDate: '2026-11-23',
          state: 'dispatched',
          ...itinerary,
        });
        await db.insert(stops).values({
          organisationId,
          id: ids.stopId,
          itineraryId: ids.itineraryId,
          position: 1,
          kind: 'job',
          jobId,
          ...planned,
        });
        await db.insert(etas).values({ organisationId, ...ids, jobId, ...eta });
      });
    },
    async settle(jobId, outcome, number = 1) {
      await transact(async ({ db, now }) => {
        await db.insert(jobOutcomes).values({
          organisationId,
          jobId,
          number,
          outcome,
          byKind: 'system',
          happenedAt: now,
          recordedAt: now,
        });
      });
      await day.move(jobId, outcome, number === 1 ? `job.${outcome}` : 'job.outcome_corrected');
    },
    async log(...events) {
      await transact(async (work) => work.emit(...events));
      await day.read();
    },
    read: () => readFrom(readTo),
    replay: () => readFrom(0),
    events: () => eventsAfter(0),
    hand,
    async pass(seconds) {
      clock.advance(seconds);
      await timers.sweep();
    },
    async runTasks(handlers) {
      let ran = 0;
      for (;;) {
        const { rows } = await test.pool.query(
          `SELECT job.id, job.payload, task.identifier FROM graphile_worker._private_jobs AS job
           JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
           -- What is wanted at once has the database's own time, which may be past the test's clock.
           WHERE job.run_at <= $1 OR job.run_at = job.created_at ORDER BY job.priority, job.run_at, job.id LIMIT 1`,
          [clock.now()],
        );
        const [job] = rows;
        if (job === undefined) return ran;
        await test.pool.query('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [job.id]);
        const handler = handlers.find(({ name }) => name === job.identifier);
        const context = { attempt: 1, maxAttempts: 25, log: silentLog, signal: new AbortController().signal };
        await handler?.run(job.payload, context);
        ran += 1;
      }
    },
    messages: (jobId) =>
      transact(({ db }) =>
        db
          .select()
          .from(messages)
          .where(jobId === undefined ? undefined : eq(messages.jobId, jobId))
          .orderBy(asc(messages.id)),
      ),
    attempts: (messageId) =>
      transact(({ db }) =>
        db
          .select()
          .from(messageAttempts)
          .where(and(eq(messageAttempts.messageId, messageId)))
          .orderBy(asc(messageAttempts.number)),
      ),
    async eventTypes() {
      const { rows } = await test.pool.query('SELECT type FROM events WHERE organisation_id = $1 ORDER BY seq', [
        organisationId,
      ]);
      return rows.map(({ type }) => type);
    },
    counted: () => counted,
    close: () => timers.stop(),
  };
  return day;
}
