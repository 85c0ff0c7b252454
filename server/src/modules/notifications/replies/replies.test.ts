import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { jobs } from '../../jobs/schema.ts';
import { takeForSending } from '../sending/take-for-sending.ts';
import { type DeliveryDay, openDeliveryDay } from '../testing/delivery-day.ts';
import { LANGUAGES } from '../words/index.ts';
import { readConversation, writeToCustomer } from './conversation.ts';
import { receiveReply } from './receive-reply.ts';
import { understandReply } from './understand-reply.ts';

const asService = (channel: 'email' | 'sms') => ({ channel, plan: () => ['test'], takesIdempotencyKeys: () => false });
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

const PHONE = '+4237912345';
const reply = (text: string, fromAddress = PHONE) =>
  day.transact((work) =>
    receiveReply(work, { channel: 'sms', fromAddress, toAddress: '8080', text, provider: 'smpp' }),
  );
const answers = async () => (await day.messages()).filter(({ origin }) => origin === 'answer').map(({ text }) => text);
const confirmation = async (jobId: string) =>
  (await day.transact(({ db }) => db.select().from(jobs).where(eq(jobs.id, jobId))))[0]?.confirmation;

describe('a reply is understood', () => {
  test.each([
    ['STOP', 'stop'],
    [' Arrêt! ', 'stop'],
    ['désabonner', 'stop'],
    ['Abmelden.', 'stop'],
    ['BAJA', 'stop'],
    ['Start', 'start'],
    ['anmelden', 'start'],
    ['HELP?', 'help'],
    ['Hilfe', 'help'],
    ['aide', 'help'],
    ['Ayuda', 'help'],
    ['please stop at the gate', 'other'],
    ['1', 'other'],
  ] as const)('%s means %s', (text, meaning) => {
    expect(understandReply(text, false)).toBe(meaning);
  });

  test('1 and 2, where they were offered', () => {
    expect([understandReply('1.', true), understandReply(' 2', true), understandReply('12', true)]).toEqual([
      'confirm',
      'change',
      'other',
    ]);
  });
});

/** A job whose customer was asked yesterday whether today suits. */
async function asked(locale = 'en') {
  const job = await day.addJob({ contacts: [{ locale }] });
  await day.promise(job, '2026-11-24T13:00:00Z', '2026-11-24T15:00:00Z');
  await day.pass(7 * 3600);
  return job;
}

describe('where the message offered it', () => {
  test('1 confirms, and is answered in the language of the message', async () => {
    const job = await asked('de');
    const sms = (await day.messages(job)).find(({ channel }) => channel === 'sms');
    expect(sms).toMatchObject({ trigger: 'day_before', offersReply: true });
    expect(sms?.text).toContain('Antwort 1 = passt');
    await reply('1');
    expect(await confirmation(job)).toBe('confirmed');
    expect(await answers()).toEqual(['Rhein Möbel: Danke, 24.11. von 14:00 bis 16:00 Uhr ist bestätigt.']);
  });

  test('2 asks for another time and leaves the job as it is', async () => {
    const job = await asked();
    await reply('2');
    expect(await confirmation(job)).toBe('change_requested');
    expect(await day.eventTypes()).toContain('job.change_requested');
    expect((await answers())[0]).toMatch(/does not suit you and will get in touch\. Or choose here: https:/);
  });

  test('a 1 to a promise that has changed since confirms nothing', async () => {
    const job = await asked();
    await day.promise(job, '2026-11-24T16:00:00Z', '2026-11-24T18:00:00Z');
    await reply('1');
    expect(await confirmation(job)).toBe('not_asked');
    expect(await answers()).toEqual([]);
  });
});

describe('STOP, START and HELP', () => {
  test.each(LANGUAGES)('are answered in %s, the last word to somebody who wants no more', async (language) => {
    const job = await asked(language);
    for (const text of ['STOP', 'HELP', 'START']) await reply(text);
    const said = await answers();
    expect(said).toHaveLength(3);
    for (const text of said) expect(text).not.toMatch(/[{}]|undefined/);
    const queued = (await day.messages(job)).filter(({ origin }) => origin === 'answer').map(({ id }) => id);
    const taken = await day.transact((work) => takeForSending(work, asService('sms'), 'live', queued));
    expect(taken).toHaveLength(3);
  });

  test('two machines that answer each other come to an end', async () => {
    await asked();
    for (let i = 0; i < 20; i++) await reply('HELP');
    expect(await answers()).toHaveLength(5);
  });

  test('a stranger is kept, and not answered', async () => {
    await reply('HELP', '+4237999999');
    expect(await answers()).toEqual([]);
  });
});

test('what was told and what was written back stand in one conversation, and a dispatcher answers in it', async () => {
  const job = await asked();
  await reply('Bitte hinten klingeln');
  await day.transact((work) => writeToCustomer(work, job, null, 'sms', 'Das machen wir.'));
  const { rows } = await day.transact((work) => readConversation(work, job, null));
  expect(rows.map(({ told, heard }) => told?.trigger ?? heard?.text)).toEqual([
    'promise_made',
    'day_before',
    'Bitte hinten klingeln',
    'desk',
  ]);
  await reply('STOP');
  await expect(day.transact((work) => writeToCustomer(work, job, null, 'sms', 'Hallo?'))).rejects.toMatchObject({
    code: 'opted_out',
  });
});
