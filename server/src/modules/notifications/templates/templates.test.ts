import { type Audience, NOTIFICATION_TRIGGERS, READERS } from '@roundsman/delivery-rules';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { readWords, shippedWords, withOwn } from '../decide/choose-words.ts';
import { takeForSending } from '../sending/take-for-sending.ts';
import { type DeliveryDay, openDeliveryDay } from '../testing/delivery-day.ts';
import { checkWords, LANGUAGES } from '../words/index.ts';
import { asWritten, listTemplates, readTemplate } from './read-templates.ts';
import { goBack, saveTemplate } from './save-template.ts';
import { previewWords, sendTest } from './try-words.ts';

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

const place = { merchantId: null, reader: 'customer', trigger: 'on_the_way', channel: 'sms', language: 'en' } as const;
const save = (body: string, at: { merchantId: string | null } = place) =>
  day.transact((work) => saveTemplate(work, { ...place, ...at, subject: null, body }));
const read = (merchantId: string | null = null) => day.transact((work) => readTemplate(work, { ...place, merchantId }));
const options = {
  trackerUrl: 'https://track.example/track/',
  deskJobUrl: 'https://desk.example/jobs?job=',
  repliesReachUs: true,
};

describe('words of one’s own', () => {
  test('the merchant’s stand before the organisation’s, those before ours', async () => {
    expect(await read(day.merchantId)).toMatchObject({ origin: 'shipped', versions: [] });
    await save('Everybody: {link}');
    expect(await read(day.merchantId)).toMatchObject({ origin: 'organisation', body: 'Everybody: {link}' });
    await save('Only here: {link}', { merchantId: day.merchantId });
    expect(await read(day.merchantId)).toMatchObject({ origin: 'merchant', body: 'Only here: {link}' });
    expect(await read()).toMatchObject({ origin: 'organisation', body: 'Everybody: {link}' });
  });

  test('keep every version, go back to any, and to those that came with the product', async () => {
    const first = await save('One {link}');
    await save('Two {link}');
    await day.transact((work) => goBack(work, place, first));
    const back = await read();
    expect(back.body).toBe('One {link}');
    expect(back.versions.map(({ version, body, inForce }) => [version, body, inForce])).toEqual([
      [3, 'One {link}', true],
      [2, 'Two {link}', false],
      [1, 'One {link}', false],
    ]);
    await day.transact((work) => goBack(work, place, null));
    expect(await read()).toMatchObject({ origin: 'shipped', versions: { length: 3 } });
    expect((await day.transact((work) => listTemplates(work))).rows).toEqual([]);
    await save('Four {link}');
    expect((await day.transact((work) => listTemplates(work))).rows).toMatchObject([{ version: 4 }]);
  });

  test('stand for whoever reads them: the office’s leave the customers’ alone', async () => {
    const ofDesk = { ...place, reader: 'dispatcher', trigger: 'damaged', channel: 'push' } as const;
    await day.transact((work) => saveTemplate(work, { ...ofDesk, subject: null, body: 'Look at {code} now' }));
    const shown = (at: Parameters<typeof readTemplate>[1]) => day.transact((work) => readTemplate(work, at));
    expect(await shown(ofDesk)).toMatchObject({ origin: 'organisation', body: 'Look at {code} now' });
    for (const reader of ['customer', 'merchant', 'operator'] as const)
      expect(await shown({ ...ofDesk, reader })).toMatchObject({ origin: 'shipped' });
    const wordsOf = await day.transact(readWords);
    const said = (audience: Audience) => wordsOf('damaged', audience, 'push', 'en', day.merchantId).push;
    expect(said('dispatcher')).toBe('Look at {code} now');
    expect(said('merchant')).toMatch(/^Something is damaged/);
    expect(said('address')).toBe(said('customer'));
  });

  test('an e-mail keeps our heading under our subject, and has another subject’s news as its own', () => {
    const ours = shippedWords('customer', 'on_the_way', 'en');
    const heading = (subject: string | null) => withOwn('email', ours, { subject, body: 'Soon.' }).heading;
    expect([heading(null), heading(ours.subject)]).toEqual([ours.heading, ours.heading]);
    expect(heading('{sender}: two men and a sofa')).toBe('Two men and a sofa');
    expect(heading('{visit} is near')).toBe('{visit} is near');
  });

  test('a fault is named with its place', async () => {
    await expect(save('Hello {customer},\nsee {lnik}')).rejects.toMatchObject({
      code: 'words_faulty',
      fields: [
        { field: 'body.body', message: expect.stringMatching(/^Line 2, column 5: There is no variable \{lnik\}/) },
      ],
    });
  });

  test.each(LANGUAGES)('can begin from ours in %s: what is shown for editing may be saved', (language) => {
    for (const trigger of NOTIFICATION_TRIGGERS) {
      for (const reader of READERS) {
        for (const channel of ['email', 'sms', 'push'] as const) {
          const { subject, body } = asWritten(channel, shippedWords(reader, trigger, language));
          expect([checkWords(subject ?? ''), checkWords(body)]).toEqual([[], []]);
        }
      }
    }
  });
});

describe('trying words out', () => {
  const words = { ...place, subject: null, body: '{sender}: {from}-{to} {link}', jobId: null };

  test('shows them with a real job, counted as a network would count them', async () => {
    const example = await day.transact((work) => previewWords(work, options, words));
    expect(example.jobCode).toBeNull();
    const job = await day.addJob();
    await day.promise(job, '2026-11-25T13:00:00Z', '2026-11-25T15:00:00Z');
    const real = await day.transact((work) => previewWords(work, options, words));
    expect(real).toMatchObject({ jobCode: 'J-000001', sms: { encoding: 'gsm7', segments: 1 } });
    expect(real.text).toMatch(/^Rhein Möbel: 14:00-16:00 https:/);
    const cyrillic = { ...words, body: 'Здравствуйте {link}' };
    expect((await day.transact((work) => previewWords(work, options, cyrillic))).sms).toMatchObject({
      encoding: 'ucs2',
      segments: 2,
    });
  });

  test('sends them to whoever asks, and to nobody else', async () => {
    const me = { memberId: '01990000-0000-7000-8000-000000000001', name: 'Dora', email: 'Dora@roundsman.example' };
    const email = { ...words, channel: 'email' as const, subject: 'Hello {customer}', body: 'Words' };
    const sent = await day.transact((work) => sendTest(work, options, email, me, null));
    expect(sent.to).toBe('dora@roundsman.example');
    const taken = await day.transact((work) => takeForSending(work, asService('email'), 'live', [sent.messageId]));
    expect(taken).toMatchObject([{ toAddress: 'dora@roundsman.example', subject: 'Hello Zoë Büchel' }]);
    await expect(day.transact((work) => sendTest(work, options, words, me, null))).rejects.toMatchObject({
      code: 'phone_needed',
    });
    const sms = await day.transact((work) => sendTest(work, options, words, me, '+423 791 23 45'));
    expect(sms.to).toBe('+4237912345');
  });
});
