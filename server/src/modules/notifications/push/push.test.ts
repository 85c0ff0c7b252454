import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import fastify from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Http } from '../../../platform/http/index.ts';
import { newId } from '../../../platform/index.ts';
import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { jobContacts } from '../../jobs/schema.ts';
import { pushSubscriptions } from '../schema.ts';
import { type DeliveryDay, openDeliveryDay } from '../testing/delivery-day.ts';
import { type PushService, startPushService } from '../testing/push-service.ts';
import {
  createKeepingPushProvider,
  createWebPushProvider,
  pushTasks,
  receiveSeen,
  SEEN_PATH,
  seenTokensOf,
  vapidKeysOf,
} from './index.ts';
import { isPushService } from './subscribe.ts';

const vapid = vapidKeysOf(randomBytes(32));
const seen = seenTokensOf(randomBytes(32));

let database: TestDatabase;
let day: DeliveryDay;
let service: PushService;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  service = await startPushService({ signedBy: vapid.publicKey });
});
afterEach(async () => {
  await day.close();
  await service.close();
});

async function begin(kind: 'live' | 'sandbox') {
  day = await openDeliveryDay(database, kind);
  const live = createWebPushProvider(vapid, 'mailto:push@roundsman.example', service.agent);
  const providers = { live, sandbox: createKeepingPushProvider() };
  const job = await day.addJob();
  await day.transact(async ({ db, organisationId, now }) => {
    const [contact] = await db.select().from(jobContacts).where(eq(jobContacts.jobId, job));
    await db.insert(pushSubscriptions).values({
      organisationId,
      id: newId(),
      jobId: job,
      contactId: contact!.id,
      ...service.browser(),
      createdAt: now,
    });
  });
  await day.move(job, 'on_route');
  const seenUrlOf = (...named: Parameters<typeof seen.write>) => `${SEEN_PATH}${seen.write(...named)}`;
  await day.runTasks(pushTasks({ database: day.test.database, random: () => 0.5 }, providers, seenUrlOf));
  await day.read();
  return job;
}
const told = async (job: string) => (await day.messages(job)).map(({ channel, state }) => `${channel} ${state}`);

test('a browser that allows it is told by push, encrypted for it alone, signed by us, and no SMS is spent', async () => {
  const job = await begin('live');
  expect(await told(job)).toEqual(['push sent']);
  expect(service.opened).toEqual([
    {
      payload: {
        title: 'Rhein Möbel',
        body: 'We are on our way to you',
        url: expect.stringMatching(/^https:\/\/track\.example\/track\/rmt_/),
        tag: job,
        seen: expect.stringMatching(/^\/receive\/push\//),
      },
      ttl: '3600',
      urgency: 'high',
    },
  ]);
});

describe('a push that its service took', () => {
  const showAll = async () => {
    const app = fastify();
    receiveSeen({ http: { app } as unknown as Http, database: day.test.database }, seen);
    for (const { payload } of service.opened) {
      const { seen: url } = payload as { seen: string };
      expect((await app.inject({ method: 'POST', url })).statusCode).toBe(204);
      const forged = url.replace(/\.([^.])([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`);
      expect((await app.inject({ method: 'POST', url: forged })).statusCode).toBe(404);
    }
    await app.close();
  };

  test('and a browser showed has arrived', async () => {
    const job = await begin('live');
    await showAll();
    await day.pass(600);
    await day.read();
    expect(await told(job)).toEqual(['push delivered']);
  });

  test('and no browser showed goes on as an SMS, once, also when it is shown after all', async () => {
    const job = await begin('live');
    await day.pass(60);
    await day.read();
    expect(await told(job)).toEqual(['push sent']);
    await day.pass(90);
    await day.read();
    expect(await told(job)).toEqual(['push bounced', 'sms queued']);
    await showAll();
    await day.pass(600);
    await day.replay();
    expect(await told(job)).toEqual(['push bounced', 'sms queued']);
  });

  test('is not waited for in a sandbox, where nobody sees it', async () => {
    const job = await begin('sandbox');
    await day.pass(600);
    await day.read();
    expect(await told(job)).toEqual(['push sent']);
  });
});

test('a browser that is gone is forgotten, and the SMS goes instead', async () => {
  service.answer = 410;
  const job = await begin('live');
  expect(await told(job)).toEqual(['push failed', 'sms queued']);
  const [subscription] = await day.transact(({ db }) => db.select().from(pushSubscriptions));
  expect(subscription).toMatchObject({ endedWhy: 'gone' });
});

test('a sandbox reaches no browser', async () => {
  const job = await begin('sandbox');
  expect(await told(job)).toEqual(['push sent']);
  expect((await day.messages(job))[0]).toMatchObject({ provider: 'outbox' });
  expect(service.opened).toEqual([]);
});

test('only known push services are written to', () => {
  expect(isPushService('https://fcm.googleapis.com/fcm/send/abc')).toBe(true);
  expect(isPushService('https://web.push.apple.com/abc')).toBe(true);
  for (const endpoint of [
    'http://fcm.googleapis.com/x',
    'https://127.0.0.1/x',
    'https://evilfcm.googleapis.com.example/x',
  ])
    expect(isPushService(endpoint)).toBe(false);
});
