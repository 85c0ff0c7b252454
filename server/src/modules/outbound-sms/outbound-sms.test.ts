import { readSmsProviders, smppAlone } from '@roundsman/message-delivery';
import { type SmscPeer, startSmscPeer } from '@roundsman/message-delivery/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { silentLog } from '../../platform/log/index.ts';
import type { TaskHandler } from '../../platform/task-queue/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { writeToCustomer } from '../notifications/index.ts';
import { inboundMessages, optOuts } from '../notifications/schema.ts';
import { type DeliveryDay, openDeliveryDay } from '../notifications/testing/index.ts';
import { listenToNetwork } from './listen-to-network.ts';
import { openSmsProviders, outboundSmsTasks, type SmsProviders } from './outbound-sms.ts';
import { smsReceiptsOf } from './read-receipts.ts';

let smsc: SmscPeer;
let providers: SmsProviders;
let database: TestDatabase;
let day: DeliveryDay;
let tasks: TaskHandler[];

async function open(kind: 'live' | 'sandbox', own?: object): Promise<void> {
  day = await openDeliveryDay(database, kind);
  const url = `smpp://rhein:secret@127.0.0.1:${smsc.port}`;
  const settings =
    own === undefined ? smppAlone(url) : readSmsProviders(JSON.stringify([{ kind: 'smpp', url, ...own }]));
  const random = () => 0.5;
  const surroundings = { now: () => day.clock.now(), random, webhookUrl: () => null };
  providers = openSmsProviders(settings.ok ? settings.settings : [], surroundings);
  for (const { provider } of providers.live.routes) listenToNetwork(day.test.database, provider, silentLog);
  tasks = outboundSmsTasks({ database: day.test.database, random }, { providers, from: 'RheinMoebel' });
}

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  smsc = await startSmscPeer();
});
afterEach(async () => {
  await providers.close();
  await day.close();
  await smsc.stop();
});

const only = async () => {
  const [message, ...others] = await day.messages();
  expect(others).toEqual([]);
  return message!;
};
const receipt = (id: string, stat: string) =>
  smsc.deliver({
    esm_class: 4,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2611231000 done date:2611231001 stat:${stat} err:000 text:`,
  });

test('an SMS reaches the network in its parts, with its useful life, and is delivered when all parts are', async () => {
  await open('live');
  const job = await day.addJob({ contacts: [{ locale: 'de' }] });
  await day.promise(job, '2026-11-23T13:00:00Z', '2026-11-23T15:00:00Z');
  await day.move(job, 'on_route');
  await day.runTasks(tasks);
  const [sms] = smsc.received();
  expect(sms).toMatchObject({ from: 'RheinMoebel', to: '4237912345', parts: 1 });
  expect(sms?.text).toMatch(/^Rhein Möbel: Wir sind unterwegs zu Ihnen\. Live verfolgen: https:\/\//);
  expect(sms?.validityPeriod).not.toBe('');
  const message = (await day.messages()).find(({ channel }) => channel === 'sms')!;
  expect(message).toMatchObject({ state: 'sent', provider: 'smpp', providerMessageId: sms?.id, segments: 1 });

  expect(await receipt(sms!.id, 'ENROUTE')).toBe(0);
  expect(await receipt(sms!.id, 'DELIVRD')).toBe(0);
  expect((await day.messages()).find(({ channel }) => channel === 'sms')).toMatchObject({ state: 'delivered' });
  expect(await day.eventTypes()).toContain('message.delivered');
});

test('each country has its sender, its price and, where the provider is set so, letters alike', async () => {
  await open('live', {
    senders: { LI: 'Rhein', '*': '+41791234567' },
    prices: { LI: '0.06', '*': '0.1' },
    currency: 'CHF',
    countries: ['LI', 'AT'],
    transliterate: true,
  });
  for (const phone of ['+4237912345', '+436641234567', '+33612345678']) {
    const job = await day.addJob({ contacts: [{ phone, email: null, locale: 'fr' }] });
    await day.move(job, 'on_route');
    await day.transact((work) => writeToCustomer(work, job, null, 'sms', 'Ça va, à tout de suite – être là suffit'));
  }
  await day.runTasks(tasks);
  const heard = smsc.received().filter(({ text }) => text.includes('suffit'));
  expect(heard.map(({ from, to, text }) => [to, from, text])).toEqual([
    ['4237912345', 'Rhein', 'Ça va, à tout de suite - etre là suffit'],
    ['436641234567', '41791234567', 'Ça va, à tout de suite - etre là suffit'],
  ]);
  const written = (await day.messages()).filter(({ origin }) => origin === 'desk');
  expect(
    written.map(({ toAddress, state, costMicros, costCurrency }) => [toAddress, state, costMicros, costCurrency]),
  ).toEqual([
    ['+4237912345', 'sent', 60_000, 'CHF'],
    ['+436641234567', 'sent', 100_000, 'CHF'],
    ['+33612345678', 'failed', null, null],
  ]);
});

test('a part that the network could not deliver bounces the message, and later receipts change nothing', async () => {
  await open('live');
  const job = await day.addJob({ contacts: [{ name: 'Zoë' }] });
  await day.move(job, 'on_route');
  await day.runTasks(tasks);
  const { id, providerMessageId } = await only();
  expect(await receipt(providerMessageId!, 'UNDELIV')).toBe(0);
  expect(await only()).toMatchObject({ state: 'bounced', failure: 'UNDELIV, error 000' });
  expect(await receipt(providerMessageId!, 'DELIVRD')).toBe(0);
  expect(await only()).toMatchObject({ state: 'bounced' });
  expect(await day.transact((work) => smsReceiptsOf(work, id))).toMatchObject([
    { provider: 'smpp', state: 'undelivered', detail: 'UNDELIV, error 000' },
    { provider: 'smpp', state: 'delivered', detail: 'DELIVRD, error 000' },
  ]);
});

test('a receipt that nobody here can place is asked for again, and let go in the end', async () => {
  await open('live');
  await vi.waitFor(() => expect(smsc.binds()).toBe(1));
  const again = 0x64;
  expect(await receipt('not-ours', 'DELIVRD')).toBe(again);
  expect(await receipt('not-ours', 'DELIVRD')).toBe(again);
  expect(await receipt('not-ours', 'DELIVRD')).toBe(0);
});

test('STOP from a phone ends SMS to it; other words are kept for the dispatcher', async () => {
  await open('live');
  const job = await day.addJob();
  await day.move(job, 'on_route');
  await day.runTasks(tasks);
  const answer = (text: string) =>
    smsc.deliver({ source_addr: '4237912345', destination_addr: '8080', short_message: text });
  expect(await answer('Bitte hinten klingeln')).toBe(0);
  expect(await answer('STOP')).toBe(0);
  const kept = await day.transact(({ db }) => db.select().from(inboundMessages));
  expect(kept).toMatchObject([
    { jobId: job, text: 'Bitte hinten klingeln', understoodAs: 'other' },
    { jobId: job, text: 'STOP', understoodAs: 'stop' },
  ]);
  expect(await day.transact(({ db }) => db.select().from(optOuts))).toMatchObject([{ address: '+4237912345' }]);
});

test('an id that the network gives a second time means the newer message', async () => {
  await open('live');
  const older = await day.addJob({ contacts: [{ phone: '+4237910001' }] });
  await day.move(older, 'on_route');
  await day.runTasks(tasks);
  smsc.beginIdsAgain();
  await day.pass(86_400);
  const newer = await day.addJob({ contacts: [{ phone: '+4237910002' }] });
  await day.move(newer, 'on_route');
  await day.runTasks(tasks);
  const [message] = await day.messages(newer);
  expect(message?.providerMessageId).toBe((await day.messages(older))[0]?.providerMessageId);
  await receipt(message!.providerMessageId!, 'DELIVRD');
  expect((await day.messages(newer))[0]).toMatchObject({ state: 'delivered' });
  expect((await day.messages(older))[0]).toMatchObject({ state: 'sent' });
});

test('a number the network does not know ends the message', async () => {
  await open('live');
  const job = await day.addJob();
  await day.move(job, 'on_route');
  smsc.failNext('unknown_recipient');
  await day.runTasks(tasks);
  expect(await only()).toMatchObject({ state: 'failed', failure: 'ESME_RINVDSTADR (0x0000000b)' });
});

test('a sandbox with SMPP_URL set reaches no network', async () => {
  await open('sandbox');
  const job = await day.addJob();
  await day.move(job, 'on_route');
  await day.runTasks(tasks);
  expect(await only()).toMatchObject({ state: 'sent', provider: 'outbox' });
  expect(providers.sandbox.kept.list()).toHaveLength(1);
  expect(providers.sandbox.capabilities.reachesPeople).toBe(false);
  expect(smsc.received()).toEqual([]);
});
