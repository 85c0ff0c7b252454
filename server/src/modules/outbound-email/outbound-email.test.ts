import { smtpAlone } from '@roundsman/message-delivery';
import { type SmtpPeer, startSmtpPeer } from '@roundsman/message-delivery/testing';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { TaskHandler } from '../../platform/task-queue/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { allPromises } from '../jobs/index.ts';
import { getMessage, listMessages } from '../notifications/index.ts';
import { type DeliveryDay, markLeaving, openDeliveryDay, takeForSending } from '../notifications/testing/index.ts';
import { type EmailProviders, openEmailProviders, outboundEmailTasks } from './outbound-email.ts';

let smtp: SmtpPeer;
let providers: EmailProviders;
let database: TestDatabase;
let day: DeliveryDay;
let tasks: TaskHandler[];

async function open(kind: 'live' | 'sandbox', real: boolean): Promise<void> {
  day = await openDeliveryDay(database, kind);
  const settings = smtpAlone(`smtp://127.0.0.1:${smtp.port}`);
  const surroundings = { now: () => day.clock.now(), random: () => 0.5, webhookUrl: () => null };
  providers = openEmailProviders(real && settings.ok ? settings.settings : [], surroundings);
  tasks = outboundEmailTasks(
    { database: day.test.database, random: () => 0.5 },
    { providers, fromAddress: 'hallo@rhein.example', logos: { read: async () => null }, senderOf: async () => null },
  );
}

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  smtp = await startSmtpPeer();
});
afterEach(async () => {
  await providers.close();
  await day.close();
  await smtp.stop();
});

const promised = async () => {
  const job = await day.addJob();
  await day.promise(job, '2026-11-25T13:00:00Z', '2026-11-25T15:00:00Z');
  return job;
};
const only = async () => {
  const [message, ...others] = await day.messages();
  expect(others).toEqual([]);
  return message!;
};

describe('with SMTP_URL a live organisation', () => {
  beforeEach(() => open('live', true));

  test('really writes: words, sender and reply reach the mailbox, and the promise counts as told', async () => {
    const job = await promised();
    await day.runTasks(tasks);
    const [received, ...others] = smtp.received;
    expect(others).toEqual([]);
    const mail = await simpleParser(received!.raw);
    expect(mail.from?.value).toEqual([{ name: 'Rhein Möbel', address: 'hallo@rhein.example' }]);
    expect(mail.subject).toBe('Rhein Möbel: your delivery on Wednesday 25 November, 14:00–16:00');
    expect(mail.text).toContain('https://track.example/track/rmt_');
    expect(String(mail.html)).toContain('https://track.example/track/rmt_');

    const message = await only();
    expect(message).toMatchObject({ state: 'sent', provider: 'smtp', attemptCount: 1, sentAt: day.clock.now() });
    expect(await day.attempts(message.id)).toMatchObject([{ number: 1, provider: 'smtp', result: 'accepted' }]);
    const [promise] = await day.transact((work) => allPromises(work, job));
    expect(promise?.toldAt).toEqual(day.clock.now());
    expect(await day.eventTypes()).toEqual(['promise.made', 'message.sent']);
  });

  test('a refusal ends the message, with the provider’s words', async () => {
    await promised();
    smtp.failNext('unknown_recipient');
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'failed', failure: expect.stringContaining('550') });
    expect(await day.eventTypes()).toContain('message.failed');
    await day.pass(7200);
    expect(await day.runTasks(tasks)).toBe(0);
    expect(smtp.received).toEqual([]);
  });

  test('"not now" is tried again a little later', async () => {
    await promised();
    smtp.failNext('defer');
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'queued', failure: expect.stringContaining('451') });
    expect(await day.runTasks(tasks)).toBe(0);
    await day.pass(16);
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'sent', attemptCount: 2, failure: null });
    expect(smtp.received).toHaveLength(1);
  });

  test('what the server may have taken without a word is tried again, says so, and carries the same Message-ID', async () => {
    await promised();
    smtp.failNext('swallow');
    await day.runTasks(tasks);
    const message = await only();
    const [attempt] = await day.attempts(message.id);
    expect(attempt?.detail).toContain('may arrive twice');
    await day.pass(16);
    await day.runTasks(tasks);
    const mail = await simpleParser(smtp.received[0]!.raw);
    expect(mail.messageId).toBe(`<${message.id}@rhein.example>`);
  });

  test('a message that is no longer true when its turn comes is suppressed', async () => {
    const job = await promised();
    smtp.failNext('defer');
    await day.runTasks(tasks);
    await day.move(job, 'cancelled');
    await day.pass(16);
    await day.runTasks(tasks);
    expect((await day.messages()).map(({ trigger, state }) => [trigger, state])).toEqual([
      ['promise_made', 'suppressed'],
      ['cancelled', 'sent'],
    ]);
  });

  test('a provider that stays away is tried with growing pauses, and not for ever', async () => {
    await promised();
    await smtp.stop();
    const waits: number[] = [];
    while ((await only()).state === 'queued') {
      const { nextAttemptAt } = await only();
      const wait = Math.max(0, (nextAttemptAt!.getTime() - day.clock.now().getTime()) / 1000);
      await day.pass(wait);
      expect(await day.runTasks(tasks)).toBe(1);
      waits.push(wait);
    }
    expect(waits).toEqual([0, 15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800, 1800]);
    expect(await only()).toMatchObject({ state: 'failed', attemptCount: 12 });
    smtp = await startSmtpPeer();
  });

  test('two workers with the same task send once', async () => {
    await promised();
    const message = await only();
    const payload = { organisationId: day.organisationId, messageIds: [message.id] };
    const context = { attempt: 1, maxAttempts: 25, log: {} as never, signal: AbortSignal.timeout(60_000) };
    await Promise.all([tasks[0]!.run(payload, context), tasks[0]!.run(payload, context)]);
    await day.runTasks(tasks);
    expect(smtp.received).toHaveLength(1);
  });

  test('a crash between the hand-over and its record is seen, said, and made good', async () => {
    await promised();
    const message = await only();
    const service = { channel: 'email', plan: () => ['smtp'], takesIdempotencyKeys: () => false } as const;
    await day.transact((work) => takeForSending(work, service, 'live', [message.id]));
    await day.transact((work) => markLeaving(work, [{ messageId: message.id, number: 1, provider: 'smtp' }]));
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'sending' });
    const leftBehind = tasks[1]!;
    const context = { attempt: 1, maxAttempts: 25, log: {} as never, signal: AbortSignal.timeout(60_000) };
    await leftBehind.run({}, context);
    expect(await only()).toMatchObject({ state: 'sending' });
    await day.pass(121);
    await leftBehind.run({}, context);
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'sent', attemptCount: 2 });
    expect(await day.attempts(message.id)).toMatchObject([
      { number: 1, result: 'timed_out', code: 'in_doubt', detail: expect.stringContaining('may arrive a second time') },
      { number: 2, result: 'accepted' },
    ]);
  });

  test('a message whose task was lost is found again', async () => {
    await promised();
    await day.test.pool.query('DELETE FROM graphile_worker._private_jobs');
    await day.pass(121);
    const context = { attempt: 1, maxAttempts: 25, log: {} as never, signal: AbortSignal.timeout(60_000) };
    await tasks[1]!.run({}, context);
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'sent', attemptCount: 1 });
  });

  test('screens read the message, its words and its attempts', async () => {
    const job = await promised();
    smtp.failNext('defer');
    await day.runTasks(tasks);
    await day.pass(16);
    await day.runTasks(tasks);
    const read = <T>(run: Parameters<typeof day.test.database.read<T>>[1]) =>
      day.test.database.read(day.organisationId, run);
    const { rows, next } = await read((work) => listMessages(work, { jobId: job, state: ['sent'], search: 'ZOE@' }));
    expect(next).toBeNull();
    expect(rows).toMatchObject([{ jobCode: 'J-000001', channel: 'email', state: 'sent', trigger: 'promise_made' }]);
    const detail = await read((work) => getMessage(work, rows[0]!.id));
    expect(detail.html).toContain('<!doctype html>');
    expect(detail.rule).toEqual({ key: 'default.customer.promise_made', name: 'A time was promised' });
    expect(detail.attempts.map(({ outcome }) => outcome)).toEqual(['unreachable', 'accepted']);
    expect((await read((work) => listMessages(work, { search: '100%' }))).rows).toEqual([]);
    await expect(read((work) => getMessage(work, rows[0]!.id, job))).rejects.toMatchObject({ status: 404 });
  });

  test('pages of messages join without gap or overlap', async () => {
    for (let i = 0; i < 7; i++) await promised();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await day.test.database.read(day.organisationId, (work) => listMessages(work, { limit: 3, after }));
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    const all = (await day.messages()).map(({ id }) => id);
    expect(seen).toEqual(all.toReversed());
  });
});

describe('nobody is written to', () => {
  test('without SMTP_URL: messages are kept in the outbox', async () => {
    await open('live', false);
    await promised();
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'sent', provider: 'outbox', html: expect.stringContaining('Zoë') });
    expect(providers.live.routes[0]!.provider.capabilities.reachesPeople).toBe(false);
    expect(smtp.received).toEqual([]);
  });

  test('by a sandbox, with SMTP_URL set: its provider has no way to a person', async () => {
    await open('sandbox', true);
    await promised();
    await day.runTasks(tasks);
    expect(await only()).toMatchObject({ state: 'sent', provider: 'outbox' });
    expect(providers.live.routes[0]!.provider.capabilities.reachesPeople).toBe(true);
    expect(providers.sandbox.capabilities.reachesPeople).toBe(false);
    expect(providers.sandbox.kept.list()).toHaveLength(1);
    expect(smtp.received).toEqual([]);
  });
});
