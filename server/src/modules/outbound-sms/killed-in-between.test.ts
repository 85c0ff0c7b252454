import { readSmsProviders } from '@roundsman/message-delivery';
import { type SmsApiPeer, type SmscPeer, startSmscPeer, startTwilioPeer } from '@roundsman/message-delivery/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { silentLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { type DeliveryDay, openDeliveryDay } from '../notifications/testing/index.ts';
import { listenToNetwork } from './listen-to-network.ts';
import { openSmsProviders, outboundSmsTasks, type SmsProviders } from './outbound-sms.ts';

const context = { attempt: 1, maxAttempts: 25, log: silentLog, signal: new AbortController().signal };
const PEOPLE = 6;
const PATIENCE = { timeout: 10_000 };
let smsc: SmscPeer;
let twilio: SmsApiPeer;
let providers: SmsProviders;
let database: TestDatabase;
let day: DeliveryDay;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  [smsc, twilio] = await Promise.all([startSmscPeer(), startTwilioPeer('AC1', 'token')]);
});
afterEach(async () => {
  await providers.close();
  await day.close();
  await Promise.all([smsc.stop(), twilio.stop()]);
});

const bySmpp = () => ({ kind: 'smpp', url: `smpp://rhein:secret@127.0.0.1:${smsc.port}` });
const byTwilio = () => ({ kind: 'twilio', accountSid: 'AC1', authToken: 'token', endpoint: twilio.url });

async function open(provider: object): Promise<void> {
  day = await openDeliveryDay(database, 'live');
  const read = readSmsProviders(JSON.stringify([provider]));
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const random = () => 0.5;
  providers = openSmsProviders(read.settings, { now: () => day.clock.now(), random, webhookUrl: () => null });
  for (let i = 0; i < PEOPLE; i++) {
    const job = await day.addJob({ contacts: [{ phone: `+423791000${i}`, email: null }] });
    await day.move(job, 'on_route');
  }
}

const tasksOf = (on: TestDatabase['database']) =>
  outboundSmsTasks({ database: on, random: () => 0.5 }, { providers, from: 'RheinMoebel' });

/** Takes the messages and dies after so many transactions: none of the later ones is ever written or answered. */
async function sendAndDie(transactions: number): Promise<void> {
  let left = transactions;
  const dying: TestDatabase['database'] = {
    ...day.test.database,
    transact(scope, run) {
      left -= 1;
      return left < 0 ? new Promise<never>(() => {}) : day.test.database.transact(scope, run);
    },
  };
  await day.test.pool.query('DELETE FROM graphile_worker._private_jobs');
  const messageIds = (await day.messages()).map(({ id }) => id);
  void tasksOf(dying)[0]!.run({ organisationId: day.organisationId, messageIds }, context);
}

/** A new process: looks for what was left behind, and sends. */
async function startAnew(): Promise<void> {
  await day.pass(121);
  const tasks = tasksOf(day.test.database);
  await tasks[1]!.run({}, context);
  await day.runTasks(tasks);
}

const codes = async () => {
  const attempts = await Promise.all((await day.messages()).map(({ id }) => day.attempts(id)));
  return new Set(attempts.map(([first]) => first?.code));
};
const states = async () => new Set((await day.messages()).map(({ state }) => state));
const listen = () => {
  for (const { provider } of providers.live.routes) listenToNetwork(day.test.database, provider, silentLog);
};

test('what was taken and no provider was asked for is sent as if nothing had happened', async () => {
  await open(bySmpp());
  await sendAndDie(1);
  await vi.waitFor(async () => expect(await states()).toEqual(new Set(['sending'])), PATIENCE);
  expect(smsc.received()).toEqual([]);
  await startAnew();
  expect(smsc.received()).toHaveLength(PEOPLE);
  expect(await states()).toEqual(new Set(['sent']));
  expect(await codes()).toEqual(new Set(['not_held']));
});

test('receipts that name our messages tell which were handed over: nobody is told twice', async () => {
  await open(bySmpp());
  smsc.confirm({ afterMilliseconds: 20 });
  await sendAndDie(2);
  await vi.waitFor(() => expect(smsc.received()).toHaveLength(PEOPLE), PATIENCE);
  expect(await states()).toEqual(new Set(['sending']));
  listen();
  const kept = 'SELECT count(*)::int AS kept FROM sms_receipts WHERE organisation_id = $1 AND early';
  await vi.waitFor(
    async () => expect((await day.test.pool.query(kept, [day.organisationId])).rows).toMatchObject([{ kept: PEOPLE }]),
    PATIENCE,
  );
  await startAnew();
  expect(smsc.received()).toHaveLength(PEOPLE);
  expect(await states()).toEqual(new Set(['delivered']));
  expect(await codes()).toEqual(new Set([null]));
});

test('where nothing tells, everybody is told, some twice, and the record says so', async () => {
  await open(bySmpp());
  smsc.confirm({ afterMilliseconds: 20, references: false });
  await sendAndDie(2);
  await vi.waitFor(() => expect(smsc.received()).toHaveLength(PEOPLE), PATIENCE);
  listen();
  await startAnew();
  expect(smsc.received()).toHaveLength(2 * PEOPLE);
  expect(await codes()).toEqual(new Set(['in_doubt']));
});

test('a provider that can be asked is asked: what it has is not sent again, what it has not is', async () => {
  await open(byTwilio());
  twilio.failNext('hang_up', 2);
  await sendAndDie(2);
  await vi.waitFor(() => expect(twilio.received).toHaveLength(PEOPLE - 2), PATIENCE);
  await startAnew();
  const told = twilio.received.map(({ to }) => to);
  expect(told).toHaveLength(PEOPLE);
  expect(new Set(told).size).toBe(PEOPLE);
  expect(await states()).toEqual(new Set(['sent']));
  expect(await codes()).toEqual(new Set([null, 'not_held']));
});

test('a provider that gives no answer is asked again later, and not for ever', async () => {
  await open(byTwilio());
  await sendAndDie(2);
  await vi.waitFor(() => expect(twilio.received).toHaveLength(PEOPLE), PATIENCE);
  twilio.failNext('hang_up', PEOPLE);
  await startAnew();
  expect(await states()).toEqual(new Set(['sending']));
  twilio.failNext('hang_up', PEOPLE);
  await day.pass(600);
  await startAnew();
  expect(twilio.received).toHaveLength(2 * PEOPLE);
  expect(await codes()).toEqual(new Set(['in_doubt']));
});

test('a worker so slow that its messages were found left behind sends none of them', async () => {
  await open(bySmpp());
  await day.test.pool.query('DELETE FROM graphile_worker._private_jobs');
  const messageIds = (await day.messages()).map(({ id }) => id);
  let go: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => {
    go = resolve;
  });
  let transactions = 0;
  const slow: TestDatabase['database'] = {
    ...day.test.database,
    async transact(scope, run) {
      transactions += 1;
      if (transactions === 2) await asleep;
      return day.test.database.transact(scope, run);
    },
  };
  const slept = tasksOf(slow)[0]!.run({ organisationId: day.organisationId, messageIds }, context);
  await vi.waitFor(() => expect(transactions).toBeGreaterThan(1), PATIENCE);
  await startAnew();
  expect(smsc.received()).toHaveLength(PEOPLE);
  go();
  await slept;
  expect(smsc.received()).toHaveLength(PEOPLE);
  expect(await states()).toEqual(new Set(['sent']));
});
