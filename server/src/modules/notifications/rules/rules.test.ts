import type { RuleFields } from '@roundsman/api-contract';
import type { Audience, NotificationTrigger } from '@roundsman/delivery-rules';
import { failed, refused } from '@roundsman/message-delivery';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { newId } from '../../../platform/index.ts';
import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { members } from '../../accounts/schema.ts';
import { merchants } from '../../customers/schema.ts';
import { jobs } from '../../jobs/schema.ts';
import { optOuts } from '../schema.ts';
import { recordHandOvers } from '../sending/record-hand-over.ts';
import { recordReceipts } from '../sending/record-receipt.ts';
import { type TakenMessage, takeForSending } from '../sending/take-for-sending.ts';
import { type DeliveryDay, openDeliveryDay } from '../testing/delivery-day.ts';
import { reachOfRule } from './reach-of-rule.ts';
import { changeRule, createRule, removeRule } from './save-rule.ts';
import { NO_CONDITIONS, SHIPPED_RULES } from './shipped-rules.ts';

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
  (await day.messages(jobId)).map(({ trigger, channel, state, toAddress }) =>
    [trigger, channel, state, toAddress].join(' '),
  );
const PHONE = '+4237912345';
const MAIL = 'zoe@kundin.example';
const wednesday = ['2026-11-25T13:00:00Z', '2026-11-25T15:00:00Z'] as const;

function rule(trigger: NotificationTrigger, audience: Audience, change: Partial<RuleFields>): RuleFields {
  const { key: _key, shipped: _shipped, changed: _changed, updatedAt: _updatedAt, ...fields } = SHIPPED_RULES[0]!;
  return { ...fields, trigger, audience, daysBefore: null, at: null, changeMinutes: null, ...change };
}
const create = (...given: Parameters<typeof rule>) => day.transact((work) => createRule(work, rule(...given)));

describe('falling back', () => {
  const handOver = async (channel: 'sms' | 'email') => {
    const queued = (await day.messages()).filter((each) => each.channel === channel && each.state === 'queued');
    const ids = queued.map(({ id }) => id);
    return day.transact((work) =>
      takeForSending(work, { channel, plan: () => ['test'], takesIdempotencyKeys: () => false }, 'live', ids),
    );
  };
  const refuse = async (channel: 'sms' | 'email') => {
    for (const message of await handOver(channel)) {
      await day.transact((work) =>
        recordHandOvers(
          work,
          [{ message, result: refused('invalid_recipient', '550'), provider: 'test', tries: [] }],
          () => 0.5,
        ),
      );
    }
    await day.read();
  };

  test('an SMS that is refused goes on as an e-mail within its useful life, once, however often the log is read', async () => {
    const job = await day.addJob();
    await day.move(job, 'on_route');
    await refuse('sms');
    expect(await told(job)).toEqual([`on_the_way sms failed ${PHONE}`, `on_the_way email queued ${MAIL}`]);
    const [sms, email] = await day.messages(job);
    expect(email).toMatchObject({
      fallBackOfId: sms!.id,
      notAfter: sms!.notAfter,
      notificationId: sms!.notificationId,
    });
    await day.replay();
    await refuse('email');
    await day.replay();
    expect(await told(job)).toEqual([`on_the_way sms failed ${PHONE}`, `on_the_way email failed ${MAIL}`]);
  });

  test('an SMS that the network accepted and could not deliver goes on too', async () => {
    const job = await day.addJob();
    await day.move(job, 'on_route');
    for (const message of await handOver('sms')) {
      const accepted = { outcome: 'accepted', providerMessageIds: ['1'] } as const;
      await day.transact((work) =>
        recordHandOvers(work, [{ message, result: accepted, provider: 'test', tries: [] }], () => 0.5),
      );
      await day.transact((work) =>
        recordReceipts(work, [{ messageId: message.id, state: 'bounced', detail: 'UNDELIV' }]),
      );
    }
    await day.read();
    expect(await told(job)).toEqual([`on_the_way sms bounced ${PHONE}`, `on_the_way email queued ${MAIL}`]);
  });

  test('a network that takes nothing leaves the e-mail half of the useful life', async () => {
    const job = await day.addJob();
    await day.move(job, 'on_route');
    for (let tries = 0; tries < 12; tries++) {
      const taken = await handOver('sms');
      for (const message of taken) {
        const away = failed('unreachable', 'ECONNREFUSED', false);
        await day.transact((work) =>
          recordHandOvers(work, [{ message, result: away, provider: 'test', tries: [] }], () => 0.5),
        );
      }
      await day.read();
      day.clock.advance(300);
    }
    const [sms, email] = await day.messages(job);
    expect([sms?.state, email?.state]).toEqual(['failed', 'queued']);
    const half = (sms!.queuedAt.getTime() + sms!.notAfter!.getTime()) / 2;
    expect(sms!.stateChangedAt.getTime()).toBeLessThan(half);
  });

  test('what is no longer true, too late or unwanted goes nowhere', async () => {
    const arrived = await day.addJob();
    await day.move(arrived, 'on_route');
    const taken = await handOver('sms');
    await day.move(arrived, 'arrived');
    const fail = (message: TakenMessage) =>
      day.transact((work) =>
        recordHandOvers(
          work,
          [{ message, result: refused('invalid_recipient', '550'), provider: 'test', tries: [] }],
          () => 0.5,
        ),
      );
    for (const message of taken) await fail(message);
    await day.read();
    expect(await told(arrived)).toEqual([`on_the_way sms failed ${PHONE}`]);

    const late = await day.addJob();
    await day.move(late, 'on_route');
    const tooLate = await handOver('sms');
    day.clock.advance(3601);
    for (const message of tooLate) await fail(message);
    await day.read();
    expect(await told(late)).toEqual([`on_the_way sms failed ${PHONE}`]);

    const unwanted = await day.addJob();
    await day.move(unwanted, 'on_route');
    await day.transact(({ db }) =>
      db.insert(optOuts).values({
        organisationId: day.organisationId,
        id: newId(),
        channel: 'email',
        address: MAIL,
        evidence: {},
        optedOutAt: day.clock.now(),
      }),
    );
    await refuse('sms');
    expect(await told(unwanted)).toEqual([`on_the_way sms failed ${PHONE}`]);
  });

  test('somebody who opted out of SMS after it was written is told by e-mail', async () => {
    const job = await day.addJob();
    await day.move(job, 'on_route');
    const stop = { id: newId(), channel: 'sms' as const, address: PHONE, evidence: {}, optedOutAt: day.clock.now() };
    await day.transact(({ db }) => db.insert(optOuts).values({ organisationId: day.organisationId, ...stop }));
    await handOver('sms');
    await day.read();
    expect(await told(job)).toEqual([`on_the_way sms suppressed ${PHONE}`, `on_the_way email queued ${MAIL}`]);
  });
});

describe('whom a rule tells', () => {
  test('damage goes to the merchant by itself, and to the customer once the organisation wants it', async () => {
    await day.transact(({ db }) =>
      db.update(merchants).set({ email: 'laden@moebel.example' }).where(eq(merchants.id, day.merchantId)),
    );
    const job = await day.addJob({ state: 'arrived' });
    await day.settle(job, 'damaged');
    await day.pass(180);
    const [message, ...others] = await day.messages(job);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ toAddress: 'laden@moebel.example', unsubscribeUrl: null });
    expect(message!.subject).toMatch(/^J-\d{6} Zoë Büchel: Something is damaged\.$/);
    expect(message!.text).toContain(`https://track.example/jobs?job=${job}`);
    expect(message!.text).not.toMatch(/rmt_|preferences/);
  });

  test('a dispatcher within their branch, and an address that the organisation names, each once', async () => {
    const member = { name: 'Dora', email: 'Dora@Roundsman.example', role: 'dispatcher', state: 'active' } as const;
    await day.transact(({ db }) =>
      db
        .insert(members)
        .values({ organisationId: day.organisationId, id: newId(), ...member, createdAt: day.clock.now() }),
    );
    await create('arrived', 'dispatcher', { channels: ['email'] });
    await create('arrived', 'address', {
      channels: ['sms', 'email'],
      addresses: ['Haus@Wart.example', '+41 79 123 45 67'],
    });
    const job = await day.addJob();
    await day.move(job, 'arrived');
    await day.replay();
    expect((await told(job)).sort()).toEqual([
      'arrived email queued dora@roundsman.example',
      'arrived email queued haus@wart.example',
      'arrived sms queued +41791234567',
    ]);
  });
});

describe('which rule decides', () => {
  test('the most particular that concerns the job; switched off it silences the wider ones', async () => {
    await create('on_the_way', 'customer', { channels: ['email'], conditions: { ...NO_CONDITIONS, tags: ['vip'] } });
    await create('on_the_way', 'customer', {
      channels: ['sms'],
      enabled: false,
      conditions: { ...NO_CONDITIONS, tags: ['vip'], jobKinds: ['delivery'] },
    });
    const plain = await day.addJob();
    const important = await day.addJob();
    await day.transact(({ db }) =>
      db
        .update(jobs)
        .set({ tags: ['vip'] })
        .where(eq(jobs.id, important)),
    );
    await day.move(plain, 'on_route');
    await day.move(important, 'on_route');
    expect(await told(plain)).toEqual([`on_the_way sms queued ${PHONE}`]);
    expect(await told(important)).toEqual([]);
  });

  test('a shipped rule goes back to how it came, and keeps its moment', async () => {
    const key = 'default.customer.on_the_way';
    const change = (fields: RuleFields) => day.transact((work) => changeRule(work, key, fields));
    await change(rule('on_the_way', 'customer', { enabled: false }));
    await expect(change(rule('arrived', 'customer', {}))).rejects.toMatchObject({ code: 'rule_faulty' });
    const silent = await day.addJob();
    await day.move(silent, 'on_route');
    await day.transact((work) => removeRule(work, key));
    const heard = await day.addJob();
    await day.move(heard, 'on_route');
    expect([await told(silent), await told(heard)]).toEqual([[], [`on_the_way sms queued ${PHONE}`]]);
  });

  test('what cannot be is refused with the field', async () => {
    await expect(create('reminder', 'operator', { channels: ['email'], addresses: ['nobody'] })).rejects.toMatchObject({
      status: 422,
      fields: [
        { field: 'body.addresses[0]', code: 'no_address' },
        { field: 'body.addresses', code: 'not_here' },
        { field: 'body.channels', code: 'never_reaches' },
        { field: 'body.daysBefore', code: 'needed' },
      ],
    });
  });
});

describe('times', () => {
  test('reminders of one’s own come at their days and times, also for promises made before the rule', async () => {
    const job = await day.addJob();
    await day.promise(job, ...wednesday);
    await create('reminder', 'customer', { channels: ['email'], daysBefore: 2, at: '11:30' });
    await create('reminder', 'customer', { channels: ['sms'], daysBefore: 1, at: '09:00' });
    await day.read();
    await day.pass(5400); // Monday 11:30
    expect((await told(job)).slice(1)).toEqual([`reminder email queued ${MAIL}`]);
    await day.pass(21.5 * 3600); // Tuesday 9:00
    expect((await told(job)).slice(1)).toEqual([`reminder email queued ${MAIL}`, `reminder sms queued ${PHONE}`]);
  });

  test('quiet hours of a rule’s own hold back what otherwise would not wait', async () => {
    await create('on_the_way', 'customer', {
      channels: ['sms'],
      quietHours: { rule: 'own', from: '09:00', to: '10:30' },
    });
    const job = await day.addJob();
    await day.move(job, 'on_route');
    expect((await day.messages(job))[0]?.notBefore).toEqual(new Date('2026-11-23T09:30:00Z'));
  });

  test('a rule’s own language stands before the person’s', async () => {
    await create('on_the_way', 'customer', { channels: ['sms'], language: 'fr' });
    const job = await day.addJob({ contacts: [{ locale: 'de' }] });
    await day.move(job, 'on_route');
    expect((await day.messages(job))[0]?.text).toContain('nous sommes en route');
  });
});

describe('once, unless the facts have moved', () => {
  const late = async () => (await told()).filter((words) => words.startsWith('late')).length;

  test('late is told again when the arrival slips by half an hour more', async () => {
    const job = await day.addJob({ state: 'dispatched' });
    await day.promise(job, '2026-11-23T13:00:00Z', '2026-11-23T15:00:00Z');
    const expectAt = async (arrival: string) => {
      await day.expect(job, arrival);
      await day.log({ type: 'job.delayed', subject: { kind: 'job', id: job } });
      await day.pass(300);
      return late();
    };
    expect(await expectAt('2026-11-23T15:20:00Z')).toBe(1);
    expect(await expectAt('2026-11-23T15:45:00Z')).toBe(1);
    expect(await expectAt('2026-11-23T15:50:00Z')).toBe(2);
    await day.replay();
    expect(await expectAt('2026-11-23T16:15:00Z')).toBe(2);
  });

  test('a promise moved by less than the rule’s minutes is not news', async () => {
    await day.transact((work) =>
      changeRule(work, 'default.customer.changed', rule('changed', 'customer', { changeMinutes: 15 })),
    );
    const job = await day.addJob();
    await day.promise(job, ...wednesday);
    await day.promise(job, '2026-11-25T13:10:00Z', '2026-11-25T15:10:00Z');
    expect(await told(job)).toHaveLength(1);
    // Measured from what was told, so small steps add up.
    await day.promise(job, '2026-11-25T13:15:00Z', '2026-11-25T15:15:00Z');
    expect((await told(job)).at(-1)).toBe(`changed email queued ${MAIL}`);
  });
});

test('the preview says whom a rule would reach today, on which channel and when, and whom not', async () => {
  const today = async (contacts: Parameters<DeliveryDay['addJob']>[0]) => {
    const job = await day.addJob(contacts);
    await day.transact(({ db }) => db.update(jobs).set({ serviceDate: '2026-11-23' }).where(eq(jobs.id, job)));
    return job;
  };
  const reachable = await today({});
  await today({ contacts: [{ phone: null }] });
  await today({ contacts: [{ phone: null, email: null, name: 'Niemand' }] });
  await day.promise(reachable, '2026-11-23T13:00:00Z', '2026-11-23T15:00:00Z');
  const fields = rule('reminder', 'customer', { channels: ['sms', 'email'], daysBefore: 0, at: '11:00' });
  const reach = await day.transact((work) => reachOfRule(work, fields, null));
  expect(reach).toMatchObject({
    serviceDate: '2026-11-23',
    jobs: 3,
    people: 2,
    leftOut: 1,
    byChannel: [
      { channel: 'email', people: 1 },
      { channel: 'sms', people: 1 },
    ],
  });
  expect(reach.rows.find(({ jobId }) => jobId === reachable)).toMatchObject({
    channel: 'sms',
    to: PHONE,
    fallBack: ['email'],
    at: '2026-11-23T10:00:00.000Z',
    whyNot: null,
  });
  expect(reach.rows.find(({ name }) => name === 'Niemand')).toMatchObject({ whyNot: 'no_address' });
});
