import { readEmailProviders } from '@roundsman/message-delivery';
import { type EmailApiPeer, type SmtpPeer, startResendPeer, startSmtpPeer } from '@roundsman/message-delivery/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../platform/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import type { TaskHandler } from '../../platform/task-queue/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { members } from '../accounts/schema.ts';
import { readUsage, retryMessage, setMessageLimit } from '../notifications/index.ts';
import { type DeliveryDay, openDeliveryDay } from '../notifications/testing/index.ts';
import { type EmailProviders, openEmailProviders, outboundEmailTasks } from './outbound-email.ts';
import { emailReceiptsOf } from './read-receipts.ts';
import { liftSuppression, listSuppressions } from './suppressions.ts';
import { takeEmailReceipt } from './take-receipts.ts';

let smtp: SmtpPeer;
let resend: EmailApiPeer;
let providers: EmailProviders;
let database: TestDatabase;
let day: DeliveryDay;
let tasks: TaskHandler[];

async function open(list: readonly object[]): Promise<void> {
  day = await openDeliveryDay(database, 'live');
  const read = readEmailProviders(JSON.stringify(list));
  if (!read.ok) throw new Error(read.faults.join('\n'));
  providers = openEmailProviders(read.settings, {
    now: () => day.clock.now(),
    random: () => 0.5,
    webhookUrl: () => null,
  });
  tasks = outboundEmailTasks(
    { database: day.test.database, random: () => 0.5 },
    { providers, fromAddress: 'hallo@rhein.example', logos: { read: async () => null }, senderOf: async () => null },
  );
}
const bySmtp = (more: object = {}) => ({ kind: 'smtp', url: `smtp://127.0.0.1:${smtp.port}`, ...more });
const byResend = (more: object = {}) => ({ kind: 'resend', apiKey: 're_key', endpoint: resend.url, ...more });

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  [smtp, resend] = await Promise.all([startSmtpPeer(), startResendPeer('re_key')]);
});
afterEach(async () => {
  await providers.close();
  await day.close();
  await Promise.all([smtp.stop(), resend.stop()]);
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

describe('several providers', () => {
  test('a message whose first provider is away leaves by the next in the same hand-over, and says so', async () => {
    await open([
      byResend({ weight: 100, price: '0.0009', currency: 'CHF' }),
      bySmtp({ weight: 1, price: '0.0001', currency: 'CHF' }),
    ]);
    resend.failNext('defer', 100);
    await promised();
    await day.runTasks(tasks);
    const message = await only();
    expect(message).toMatchObject({
      state: 'sent',
      provider: 'smtp',
      attemptCount: 1,
      costMicros: 100,
      costCurrency: 'CHF',
    });
    expect(smtp.received).toHaveLength(1);
    expect(await day.attempts(message.id)).toMatchObject([
      {
        provider: 'smtp',
        result: 'accepted',
        tries: [
          { provider: 'resend', outcome: 'unreachable' },
          { provider: 'smtp', outcome: 'accepted' },
        ],
      },
    ]);
  });

  test('what a booked slot is about travels as something for the calendar', async () => {
    await open([bySmtp()]);
    await promised();
    await day.runTasks(tasks);
    const raw = smtp.received[0]!.raw.toString();
    expect(raw).toContain('text/calendar');
    expect(raw).toMatch(/multipart\/alternative/);
  });
});

describe('bounces and complaints', () => {
  test('an address without a mailbox gets nothing more, until a person says why it may', async () => {
    await open([byResend()]);
    await promised();
    await day.runTasks(tasks);
    const sent = await only();
    await takeEmailReceipt(day.test.database, silentLog, 'resend', {
      providerMessageId: sent.providerMessageId,
      recipient: 'ZOE@kundin.example',
      state: 'bounced',
      permanent: true,
      statusCode: '5.1.1',
      detail: '550 5.1.1 unknown',
    });
    expect(await only()).toMatchObject({ state: 'bounced', failure: '550 5.1.1 unknown' });
    expect(await day.transact((work) => emailReceiptsOf(work, sent.id))).toMatchObject([
      { provider: 'resend', state: 'bounced', detail: '550 5.1.1 unknown' },
    ]);
    const list = () => day.test.database.read(day.organisationId, (work) => listSuppressions(work, {}));
    const [suppression] = (await list()).rows;
    expect(suppression).toMatchObject({ address: 'zoe@kundin.example', reason: 'bounced', messageId: sent.id });

    const second = await promised();
    await day.runTasks(tasks);
    expect(await day.messages(second)).toMatchObject([{ state: 'suppressed', suppressionReason: 'bounced_before' }]);
    await day.transact((work) => liftSuppression(work, suppression!.id, 'The customer has a new mailbox.'));
    expect((await list()).rows).toEqual([]);
    const third = await promised();
    await day.runTasks(tasks);
    expect(await day.messages(third)).toMatchObject([{ state: 'sent' }]);
    await expect(day.transact((work) => liftSuppression(work, suppression!.id, 'again'))).rejects.toMatchObject({
      status: 404,
    });
  });

  test('a report that came as mail names the message by its Message-ID; a full mailbox stays an address', async () => {
    await open([bySmtp()]);
    await promised();
    await day.runTasks(tasks);
    const sent = await only();
    await takeEmailReceipt(day.test.database, silentLog, 'report', {
      providerMessageId: `<${sent.id}@rhein.example>`,
      recipient: 'zoe@kundin.example',
      state: 'bounced',
      permanent: false,
      statusCode: '5.2.2',
      detail: 'mailbox full',
    });
    expect(await only()).toMatchObject({ state: 'bounced' });
    expect((await day.test.database.read(day.organisationId, (work) => listSuppressions(work, {}))).rows).toEqual([]);
  });
});

test('a dead letter is tried again by hand; what was told is not', async () => {
  await open([bySmtp()]);
  await promised();
  smtp.failNext('spam');
  await day.runTasks(tasks);
  const dead = await only();
  expect(dead.state).toBe('failed');
  await day.transact((work) => retryMessage(work, dead.id));
  await day.runTasks(tasks);
  expect(await only()).toMatchObject({ state: 'sent', attemptCount: 2, failure: null });
  await expect(day.transact((work) => retryMessage(work, dead.id))).rejects.toMatchObject({ status: 409 });
});

test('a month’s limit warns once, stops at its number, and is counted with its cost', async () => {
  await open([bySmtp({ price: '0.0002', currency: 'CHF' })]);
  await day.transact((work) => setMessageLimit(work, 'email', { monthlyMost: 4, warnAtPercent: 50 }));
  for (let i = 0; i < 6; i++) {
    await promised();
    await day.runTasks(tasks);
  }
  const states = (await day.messages()).map(({ state, suppressionReason }) => suppressionReason ?? state);
  expect(states).toEqual(['sent', 'sent', 'sent', 'sent', 'monthly_limit', 'monthly_limit']);
  const types = await day.eventTypes();
  expect(types.filter((type) => type.startsWith('message_limit.'))).toEqual([
    'message_limit.near',
    'message_limit.reached',
  ]);
  const usage = await day.test.database.read(day.organisationId, (work) => readUsage(work));
  expect(usage).toMatchObject({
    month: '2026-11',
    rows: [
      {
        channel: 'email',
        messages: 4,
        costs: [{ costMicros: 800, currency: 'CHF' }],
        suppressed: 2,
        limit: { monthlyMost: 4 },
      },
      { channel: 'sms' },
    ],
  });
});

test('that a limit is near or reached is written to the administrators, also by the channel that it shuts', async () => {
  await open([bySmtp()]);
  const chief = { name: 'Dora', email: 'dora@rhein.example', role: 'administrator', state: 'active' } as const;
  await day.transact(({ db, organisationId, now: createdAt }) =>
    db.insert(members).values({ organisationId, id: newId(), ...chief, createdAt }),
  );
  await day.transact((work) => setMessageLimit(work, 'email', { monthlyMost: 4, warnAtPercent: 50 }));
  for (let i = 0; i < 5; i++) {
    await promised();
    await day.runTasks(tasks);
  }
  const told = (await day.messages()).filter(({ origin }) => origin === 'desk');
  expect(told.map(({ toAddress, state }) => [toAddress, state])).toEqual([
    ['dora@rhein.example', 'sent'],
    ['dora@rhein.example', 'sent'],
  ]);
  expect(told[0]?.subject).toMatch(/the month’s limit of e-mails is near$/);
  expect(told[1]?.subject).toMatch(/the month’s limit of e-mails is reached$/);
});

describe('killed at each moment', () => {
  const context = { attempt: 1, maxAttempts: 25, log: silentLog, signal: new AbortController().signal };

  /** The tasks of a process that ends, in mid-work, after so many statements that write down what came of a hand-over. */
  function dyingTasks(afterRecords: number): { tasks: TaskHandler[]; died: Promise<void> } {
    let left = afterRecords;
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    const dying: TestDatabase['database'] = {
      ...day.test.database,
      transact(scope, run) {
        left -= 1;
        // Neither commits nor answers: as far as the database knows, the process is gone.
        if (left >= 0) return day.test.database.transact(scope, run);
        die();
        return new Promise<never>(() => {});
      },
    };
    const sending = {
      providers,
      fromAddress: 'hallo@rhein.example',
      logos: { read: async () => null },
      senderOf: async () => null,
    };
    return { tasks: outboundEmailTasks({ database: dying, random: () => 0.5 }, sending), died };
  }

  test.each([
    [
      'without a key some are told twice, none is lost',
      bySmtp,
      () => smtp.received.map(({ recipients }) => recipients[0]!),
    ],
    ['with a key nobody is told twice', byResend, () => resend.received.map(({ recipients }) => recipients[0]!)],
  ])('%s', async (_, provider, told) => {
    await open([provider()]);
    const people = 12;
    for (let i = 0; i < people; i++) {
      const job = await day.addJob({ contacts: [{ email: `zoe-${i}@kundin.example` }] });
      await day.promise(job, '2026-11-25T13:00:00Z', '2026-11-25T15:00:00Z');
    }
    const ids = (await day.messages()).map(({ id }) => id);
    // After each number of records that a hand-over can have made, the early ones first: that is where something is lost.
    for (const moment of [0, 1, 2, 3, 4]) {
      const { tasks: dying, died } = dyingTasks(moment);
      await Promise.race([dying[0]!.run({ organisationId: day.organisationId, messageIds: ids }, context), died]);
      await day.pass(121);
      await tasks[1]!.run({}, context);
    }
    await day.runTasks(tasks);
    const states = (await day.messages()).map(({ state }) => state);
    expect(states).toEqual(Array.from({ length: people }, () => 'sent'));
    expect(new Set(told()).size).toBe(people);
    const twice = told().length - people;
    if (providers.live.routes[0]!.provider.capabilities.idempotencyKey) expect(twice).toBe(0);
    else expect(twice).toBeGreaterThan(0);
  });
});
