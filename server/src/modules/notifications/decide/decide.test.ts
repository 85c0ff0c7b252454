import { type NotificationTrigger, policiesOf } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { organisations } from '../../accounts/schema.ts';
import { jobContacts } from '../../jobs/schema.ts';
import { receiveReply } from '../replies/receive-reply.ts';
import { changeRule, createRule } from '../rules/save-rule.ts';
import { NO_CONDITIONS, SHIPPED_RULES } from '../rules/shipped-rules.ts';
import { messages, optOuts } from '../schema.ts';
import { saveTemplate } from '../templates/save-template.ts';
import { type DeliveryDay, openDeliveryDay } from '../testing/delivery-day.ts';

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

const told = async (jobId?: string) =>
  (await day.messages(jobId)).map(({ trigger, channel, state, suppressionReason }) =>
    [trigger, channel, state, suppressionReason].filter(Boolean).join(' '),
  );

const shipped = (trigger: NotificationTrigger) =>
  SHIPPED_RULES.find((rule) => rule.audience === 'customer' && rule.trigger === trigger)!;

/** Monday 23 November 2026, 10:00 in Vaduz, is the present of every test. */
const today = ['2026-11-23T13:00:00Z', '2026-11-23T15:00:00Z'] as const;
const wednesday = ['2026-11-25T13:00:00Z', '2026-11-25T15:00:00Z'] as const;

describe('by default a customer', () => {
  test('hears by e-mail of a promise, and is asked and reminded by SMS at its times', async () => {
    const job = await day.addJob();
    await day.promise(job, ...wednesday);
    expect(await told(job)).toEqual(['promise_made email queued']);

    await day.pass(30 * 3600); // Tuesday 16:00
    expect(await told(job)).toHaveLength(1);
    await day.pass(3600); // Tuesday 17:00
    expect(await told(job)).toEqual(['promise_made email queued', 'day_before sms queued']);
    await day.pass(14 * 3600); // Wednesday 07:00
    expect(await told(job)).toEqual(['promise_made email queued', 'day_before sms queued', 'day_of sms queued']);
    expect(day.counted()).toBe(3);
  });

  test('hears once by SMS, with a live link, that the crew is on its way, however often it sets off', async () => {
    const job = await day.addJob();
    await day.move(job, 'on_route');
    await day.move(job, 'dispatched', 'job.stepped_back');
    await day.move(job, 'on_route');
    const [message, ...others] = await day.messages(job);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ trigger: 'on_the_way', channel: 'sms', state: 'queued', toAddress: '+4237912345' });
    expect(message?.text).toMatch(
      /^Rhein Möbel: we are on our way\. Follow live: https:\/\/track\.example\/track\/rmt_\S+$/,
    );
  });

  test('hears of an outcome three minutes later, and of what it was corrected to meanwhile', async () => {
    const job = await day.addJob({ state: 'arrived' });
    await day.settle(job, 'incomplete');
    await day.pass(170);
    expect(await told(job)).toEqual([]);
    await day.settle(job, 'completed', 2);
    await day.pass(170);
    expect(await told(job)).toEqual([]);
    await day.pass(20);
    expect(await told(job)).toEqual(['completed email queued']);
  });

  test('hears again when an outcome is corrected after it was told', async () => {
    const job = await day.addJob({ state: 'arrived' });
    await day.settle(job, 'completed');
    await day.pass(180);
    await day.settle(job, 'partially_completed', 2);
    await day.pass(180);
    expect(await told(job)).toEqual(['completed email queued', 'partially_completed email queued']);
  });

  test('hears of a new time, and only of the promise that stands', async () => {
    const job = await day.addJob();
    await day.promise(job, ...wednesday);
    await day.promise(job, '2026-11-26T13:00:00Z', '2026-11-26T15:00:00Z');
    expect(await told(job)).toEqual(['promise_made email queued', 'changed email queued']);
    await day.pass(31 * 3600); // Tuesday 17:00: the day before the first promise, which holds no more.
    expect(await told(job)).toHaveLength(2);
    await day.pass(24 * 3600);
    expect((await told(job)).at(-1)).toBe('day_before sms queued');
  });

  test('hears that we are late when the promise has passed by a quarter of an hour', async () => {
    const job = await day.addJob({ state: 'dispatched' });
    await day.promise(job, ...today);
    await day.pass(6 * 3600 + 14 * 60);
    expect((await told(job)).filter((words) => words.startsWith('late'))).toEqual([]);
    await day.pass(60);
    await day.pass(3600);
    expect((await told(job)).filter((words) => words.startsWith('late'))).toEqual(['late email queued']);
  });

  test('hears early that we will be late, once the ETA says so', async () => {
    const job = await day.addJob({ state: 'dispatched' });
    const delayed = { type: 'job.delayed', subject: { kind: 'job', id: job } };
    await day.promise(job, ...today);
    await day.expect(job, '2026-11-23T15:10:00Z');
    await day.log(delayed);
    expect(await told(job)).toEqual(['promise_made email queued']);
    // No further event: the arrival slips, and the next look finds it.
    await day.expect(job, '2026-11-23T15:40:00Z');
    await day.pass(300);
    await day.log(delayed);
    expect(await told(job)).toEqual(['promise_made email queued', 'late email queued']);
    expect((await day.messages(job))[1]?.text).toContain('We now expect to be with you between 16:40 and 16:50.');
  });

  test('hears nothing of damage before the merchant and the dispatcher have looked', async () => {
    const job = await day.addJob({ state: 'arrived' });
    await day.settle(job, 'damaged');
    await day.pass(600);
    expect(await told(job)).toEqual([]);
  });

  test('hears of a cancellation only when something had been promised', async () => {
    const promised = await day.addJob();
    const unpromised = await day.addJob();
    await day.promise(promised, ...wednesday);
    await day.move(promised, 'cancelled');
    await day.move(unpromised, 'cancelled');
    expect(await told(promised)).toEqual(['promise_made email queued', 'cancelled email queued']);
    expect(await told(unpromised)).toEqual([]);
  });
});

describe('once only', () => {
  test('the whole log handed over again tells nobody anything again', async () => {
    const job = await day.addJob();
    await day.promise(job, ...today);
    await day.move(job, 'on_route');
    await day.move(job, 'arrived');
    await day.settle(job, 'completed');
    await day.pass(180);
    const before = await told();
    await day.replay();
    await day.pass(600);
    await day.replay();
    expect(await told()).toEqual(before);
  });

  test('a fact that comes late, after the job has gone on, is kept as suppressed', async () => {
    const job = await day.addJob();
    await day.transact(async (work) => work.emit({ type: 'job.on_route', subject: { kind: 'job', id: job } }));
    await day.settle(job, 'completed');
    await day.pass(180);
    expect(await told(job)).toEqual(['on_the_way sms suppressed no_longer_true', 'completed email queued']);
    expect(await day.eventTypes()).toContain('message.suppressed');
  });
});

describe('quiet hours', () => {
  test('hold a message back until they are over, and not what belongs to the day itself', async () => {
    day.clock.set(new Date('2026-11-23T21:00:00Z')); // 22:00
    const planned = await day.addJob();
    const driving = await day.addJob();
    await day.promise(planned, ...wednesday);
    await day.move(driving, 'on_route');
    const [held] = await day.messages(planned);
    expect(held?.notBefore).toEqual(new Date('2026-11-24T07:00:00Z'));
    const tasks = async () =>
      (await day.test.pool.query('SELECT count(*) FROM graphile_worker._private_jobs')).rows[0].count;
    expect(await tasks()).toBe('1');
    await day.pass(10 * 3600);
    expect(await tasks()).toBe('2');
  });

  test('that outlast a message suppress it', async () => {
    day.clock.set(new Date('2026-11-23T21:00:00Z'));
    const job = await day.addJob();
    await day.promise(job, '2026-11-24T04:00:00Z', '2026-11-24T06:00:00Z');
    expect(await told(job)).toEqual(['promise_made email suppressed quiet_hours_passed']);
  });
});

describe('who hears', () => {
  test('someone without a phone hears by e-mail what others hear by SMS, someone with neither is named', async () => {
    const job = await day.addJob({
      contacts: [{ phone: null }, { email: null, phone: null, name: 'Niemand' }, { email: 'b@kundin.example' }],
    });
    await day.move(job, 'on_route');
    expect(await told(job)).toEqual([
      'on_the_way email queued',
      'on_the_way sms suppressed no_address',
      'on_the_way sms queued',
    ]);
  });

  test('a contact who is not to be notified hears nothing', async () => {
    const job = await day.addJob();
    await day.transact(({ db }) => db.update(jobContacts).set({ notified: false }).where(eq(jobContacts.jobId, job)));
    await day.move(job, 'on_route');
    expect(await told(job)).toEqual([]);
  });

  test('in the person’s language, else the organisation’s', async () => {
    const job = await day.addJob({ contacts: [{ locale: 'de-LI' }, { locale: 'rm' }] });
    await day.move(job, 'on_route');
    const [german, english] = await day.messages(job);
    expect(german?.text).toContain('Wir sind unterwegs');
    expect(english?.text).toContain('we are on our way');
  });

  test('STOP ends SMS from that sender, is a fact for the dispatcher, leaves the job alone, and START lifts it', async () => {
    const first = await day.addJob();
    await day.move(first, 'on_route');
    const reply = (text: string) =>
      day.transact((work) =>
        receiveReply(work, { channel: 'sms', fromAddress: '+4237912345', toAddress: '8080', text, provider: 'smpp' }),
      );
    await reply(' Stopp! ');
    expect(await day.eventTypes()).toContain('message.replied');
    const second = await day.addJob({ contacts: [{ email: null }] });
    await day.move(second, 'on_route');
    expect(await told(second)).toEqual(['on_the_way sms suppressed opt_out']);
    const [kept] = await day.transact(({ db }) => db.select().from(optOuts));
    expect(kept).toMatchObject({ merchantId: day.merchantId, evidence: { text: ' Stopp! ' } });
    await reply('start');
    const third = await day.addJob();
    await day.move(third, 'on_route');
    expect(await told(third)).toEqual(['on_the_way sms queued']);
  });
});

describe('an organisation’s own', () => {
  test('rules switch a moment off, on and to another channel; one with conditions counts before one without', async () => {
    await day.transact(async (work) => {
      await changeRule(work, 'default.customer.on_the_way', { ...shipped('on_the_way'), channels: ['email'] });
      await changeRule(work, 'default.customer.arrived', { ...shipped('arrived'), channels: ['sms'] });
    });
    const job = await day.addJob();
    await day.move(job, 'on_route');
    await day.move(job, 'arrived');
    expect(await told(job)).toEqual(['on_the_way email queued', 'arrived sms queued']);

    const conditions = { ...NO_CONDITIONS, merchantIds: [day.merchantId] };
    await day.transact((work) => createRule(work, { ...shipped('on_the_way'), conditions, enabled: false }));
    const other = await day.addJob();
    await day.move(other, 'on_route');
    expect(await told(other)).toEqual([]);
  });

  test('"ETA under half an hour" is told when the ETA has come that near, wherever it wandered before', async () => {
    await day.transact((work) => createRule(work, { ...shipped('eta_under'), channels: ['sms'] }));
    const job = await day.addJob({ state: 'dispatched' });
    await day.promise(job, ...today);
    await day.expect(job, '2026-11-23T13:20:00Z');
    await day.pass(3.5 * 3600); // Half an hour before the promise: still 50 minutes away.
    expect(await told(job)).toEqual(['promise_made email queued']);
    await day.expect(job, '2026-11-23T14:00:00Z');
    await day.pass(1200);
    await day.pass(1200);
    expect(await told(job)).toEqual(['promise_made email queued']);
    await day.pass(1200); // 13:30, half an hour before the arrival expected now.
    expect((await day.messages(job))[1]?.text).toMatch(/^Rhein Möbel: we are about 30 minutes away\. https/);
    await day.pass(300);
    expect(await day.messages(job)).toHaveLength(2);
  });

  test('words are used from the next message on, and faulty ones are refused with the fault', async () => {
    const template = {
      merchantId: null,
      reader: 'customer' as const,
      trigger: 'on_the_way' as const,
      channel: 'sms' as const,
      language: 'en' as const,
      subject: null,
      body: 'Hi {customer}, see {link}',
    };
    await day.transact((work) => saveTemplate(work, template));
    const job = await day.addJob();
    await day.move(job, 'on_route');
    expect((await day.messages(job))[0]?.text).toMatch(/^Hi Zoë Büchel, see https/);
    await expect(
      day.transact((work) => saveTemplate(work, { ...template, body: 'Hi {custommer}' })),
    ).rejects.toMatchObject({
      status: 422,
      code: 'words_faulty',
      fields: [{ field: 'body.body', code: 'unknown_variable' }],
    });
  });

  test('time for corrections is waited for', async () => {
    const policies = { correctionSeconds: 30 };
    expect(policiesOf(policies).correctionSeconds).toBe(30);
    await day.test.database.asInstallation((db) =>
      db.update(organisations).set({ policies }).where(eq(organisations.id, day.organisationId)),
    );
    const job = await day.addJob({ state: 'arrived' });
    await day.settle(job, 'completed');
    await day.pass(30);
    expect(await told(job)).toEqual(['completed email queued']);
  });
});

test('240 promises at once are told in one batch', async () => {
  const jobIds: string[] = [];
  for (let i = 0; i < 240; i++) jobIds.push(await day.addJob());
  await day.transact(async (work) => {
    const { makePromises } = await import('../../jobs/index.ts');
    await makePromises(
      work,
      jobIds.map((jobId) => ({
        jobId,
        startsAt: new Date(wednesday[0]),
        endsAt: new Date(wednesday[1]),
        timeZone: 'Europe/Vaduz',
        why: null,
      })),
    );
  });
  await day.read();
  const counted = await day.transact(({ db }) => db.$count(messages));
  expect(counted).toBe(240);
});
