import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failed, type HandOverResult, openPoster } from '@roundsman/message-delivery';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../platform/index.ts';
import { openMetrics } from '../../platform/metrics/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { saveContacts } from './contacts.ts';
import { openServiceCount } from './count-service.ts';
import { keepMinute } from './keep-minutes.ts';
import { objectivesOf } from './objectives.ts';
import { readServiceLevels } from './read-service-levels.ts';
import { type TellingProviders, tellContact } from './tell.ts';
import { TELL_TASK, watchObjectives } from './watch-objectives.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, so.').toString('base64')}`;
const DAY = new Date('2027-03-10T08:00:00Z').getTime();
const at = (minute: number) => new Date(DAY + minute * 60_000);

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test?.close());

const count = (minute: number, good: number, bad: number, component = 'public-api') =>
  keepMinute(test.database, at(minute), new Map([[component, { good, bad }]]));
const objectives = objectivesOf({ serviceLevelTargets: new Map([['webhooks', 0.9]]) });
const levels = (minute: number) => readServiceLevels(test.database, at(minute), objectives, SECRET);
const tellings = async () => {
  const { rows } = await test.pool.query<{ payload: JsonObject }>(
    `SELECT payload FROM graphile_worker._private_jobs AS job JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
     WHERE task.identifier = $1 ORDER BY job.id`,
    [TELL_TASK],
  );
  return rows.map(({ payload }) => payload);
};

it('counts good and bad answers by door, without feeds, and the parts by their own word', async () => {
  const metrics = openMetrics();
  const components = [
    { component: 'webhooks', health: async () => ({ state: 'degraded' as const }) },
    { component: 'tracking', health: async () => ({ state: 'major_outage' as const }) },
  ];
  const counted = openServiceCount(metrics, { components });
  const answered = (endpoint: string, status: string, seconds: number) =>
    metrics.httpRequests.observe({ door: 'public', endpoint, status }, seconds);
  answered('jobs.list', '200', 0.02);
  await counted();
  answered('jobs.list', '200', 0.02);
  answered('jobs.list', '404', 0.02);
  answered('jobs.list', '500', 0.02);
  answered('jobs.list', '503', 0.001);
  answered('jobs.list', '200', 3);
  answered('live.feed', '200', 7_200);
  answered('events.list', '200', 28);
  const found = await counted();
  expect(found.get('public-api')).toEqual({ good: 3, bad: 3 });
  expect(found.get('webhooks')).toEqual({ good: 1, bad: 0 });
  expect(found.get('tracking')).toEqual({ good: 0, bad: 1 });
  expect(found.has('outbound-sms')).toBe(false);
});

it('opens an alert once, tells everybody, and closes it when it is over, by the clock it is given', async () => {
  await saveContacts(
    test.database,
    { emails: ['ops@example.org'], phones: ['+4232370000'], webhooks: ['https://ops.example.org/alerts'] },
    at(0),
  );
  for (let minute = 0; minute < 60; minute++) await count(minute, 100, 0);
  await watchObjectives(test.database, at(60), objectives);
  expect((await levels(60)).alerts).toEqual([]);
  for (let minute = 60; minute < 64; minute++) {
    await count(minute, 20, 40);
    // A second process counts into the same minute.
    await count(minute, 20, 40);
    await watchObjectives(test.database, at(minute + 1), objectives);
  }
  const burning = await levels(64);
  expect(burning.alerts.map(({ severity, closedAt }) => [severity, closedAt]).sort()).toEqual([
    ['page', null],
    ['ticket', null],
  ]);
  const api = burning.objectives.find(({ component }) => component === 'public-api')!;
  expect(api).toMatchObject({ month: { good: 6_160, bad: 320 }, alert: expect.any(String) });
  expect(api.budgetLeftShare).toBeLessThan(0);
  expect((await tellings()).filter(({ what }) => what === 'opened')).toHaveLength(6);
  for (let minute = 64; minute < 110; minute++) {
    await count(minute, 100, 0);
    await watchObjectives(test.database, at(minute + 1), objectives);
  }
  const page = (await levels(110)).alerts.find(({ severity }) => severity === 'page')!;
  expect(page.closedAt).not.toBeNull();
  expect((await tellings()).filter(({ what, alertId }) => what === 'closed' && alertId === page.id)).toHaveLength(3);
});

it('tells by e-mail, SMS and signed webhook, and fails, to be tried again, when nobody takes it', async () => {
  const received: { headers: Record<string, string>; body: string }[] = [];
  let status = 500;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
  const said: string[] = [];
  let isTaken = true;
  const say = async (words: string): Promise<HandOverResult> => {
    said.push(words);
    if (!isTaken) return failed('unreachable', 'away', false);
    return { outcome: 'accepted', providerMessageIds: ['1'] };
  };
  const providers: TellingProviders = {
    email: (address, subject) => say(`${address}: ${subject}`),
    sms: (number, text) => say(`${number}: ${text}`),
  };
  const poster = openPoster({ allowPrivate: true });
  // The signature is held against the machine's own clock.
  const teller = {
    database: test.database,
    objectives,
    providers,
    poster,
    webhookSecret: SECRET,
    now: () => test.clock.now(),
  };
  const [alert] = (await levels(110)).alerts.filter(({ severity }) => severity === 'page');
  const tell = (channel: string, address: string) =>
    tellContact(teller, { channel, to: address, alertId: alert!.id, what: 'opened' });
  try {
    await tell('email', 'ops@example.org');
    await tell('sms', '+4232370000');
    expect(said).toHaveLength(2);
    for (const one of said)
      expect(one).toMatch(/^\S+: Public API: error budget spent \d+\.\d times as fast as it may$/);
    isTaken = false;
    await expect(tell('email', 'ops@example.org')).rejects.toThrow('unreachable');
    await expect(tell('webhook', to)).rejects.toThrow('500');
    status = 204;
    await tell('webhook', to);
    const { headers, body } = received[1]!;
    const stamp = new Date(Number(headers['webhook-timestamp']) * 1000);
    expect(headers['webhook-signature']).toBe(new Webhook(SECRET).sign(headers['webhook-id']!, stamp, body));
    expect(JSON.parse(body)).toMatchObject({
      type: 'alert.opened',
      data: { component: 'public-api', severity: 'page' },
    });
  } finally {
    poster.close();
    server.close();
  }
});

it('holds the installation to targets of its own, and refuses those of nobody', async () => {
  await count(5_000, 85, 15, 'webhooks');
  const webhooks = (await levels(5_001)).objectives.find(({ component }) => component === 'webhooks')!;
  expect(webhooks).toMatchObject({ target: 0.9, goodShare: 0.85 });
  expect(webhooks.burnRates[0]!.burnRate).toBeCloseTo(1.5);
  expect(() => objectivesOf({ serviceLevelTargets: new Map([['nobody', 0.9]]) })).toThrow(/no component nobody/);
});
