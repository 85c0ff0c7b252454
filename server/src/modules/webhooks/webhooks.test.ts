import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openPoster, type Poster } from '@roundsman/message-delivery';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EventRecord, newId, type Work } from '../../platform/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import { openSeal } from '../../platform/seal/index.ts';
import {
  createTestOrganisation,
  openTestClock,
  openTestDatabase,
  type TestClock,
  type TestDatabase,
} from '../../platform/testing/index.ts';
import { addMember } from '../accounts/index.ts';
import { messages } from '../notifications/schema.ts';
import { DELIVER_TASK, serveEndpoint } from './deliver.ts';
import { listDeliveries, redeliver } from './deliveries.ts';
import { createWebhook, listWebhooks, updateWebhook } from './endpoints.ts';
import { webhooksReader } from './follow-log.ts';
import { webhookTasks } from './role.ts';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from './schema.ts';
import { SEAL_PURPOSE } from './tools.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const seal = openSeal(randomBytes(32), SEAL_PURPOSE);
const tools = { seal, allowPrivate: true };

let clock: TestClock;
let db: TestDatabase;
let organisationId: string;
let poster: Poster;
let receiver: Server;
let url: string;
let heard: Heard[];
let answer: (response: ServerResponse, heard: Heard) => void;

beforeAll(async () => {
  clock = openTestClock();
  db = await openTestDatabase(clock);
});
afterAll(() => db.close());

beforeEach(async () => {
  clock.set(new Date('2026-11-23T09:00:00Z'));
  await db.pool.query('DELETE FROM graphile_worker._private_jobs');
  organisationId = await createTestOrganisation(db);
  poster = openPoster({ allowPrivate: true, budgetMilliseconds: 500 });
  heard = [];
  answer = (response) => response.writeHead(204).end();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const one = { headers: request.headers, body };
      heard.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  poster.close();
  receiver.closeAllConnections();
  receiver.close();
});

const transact = <T>(run: (work: Work) => Promise<T>) =>
  db.database.transact({ organisationId, actor: { kind: 'member', id: newId() } }, run);
const create = (types: string[] = []) => transact((work) => createWebhook(work, tools, { url, types }));

let seq = 0;
const event = (type: string, subjectId: string = newId(), data: EventRecord['data'] = {}): EventRecord => ({
  organisationId,
  seq: ++seq,
  id: newId(),
  type,
  subject: { kind: 'job', id: subjectId },
  occurredAt: clock.now(),
  recordedAt: clock.now(),
  actor: { kind: 'device', id: null },
  data,
});
const happen = (...events: EventRecord[]) => transact((work) => webhooksReader.handle(work, events));

/** Runs the tasks that are due by the test's clock, or were asked for at once (by the database's own); answers how many there were. */
async function runTasks(): Promise<number> {
  for (let ran = 0; ; ran++) {
    const { rows } = await db.pool.query(
      `SELECT job.id, job.payload FROM graphile_worker._private_jobs AS job
       JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
       WHERE task.identifier = $1 AND (job.run_at IN (job.created_at, job.updated_at) OR job.run_at <= $2) ORDER BY job.run_at LIMIT 1`,
      [DELIVER_TASK, clock.now()],
    );
    const [job] = rows;
    if (job === undefined || ran > 100) return ran;
    await db.pool.query('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [job.id]);
    const options = { database: db.database, seal, poster, random: () => 0.5 };
    await serveEndpoint(options, job.payload.organisationId, job.payload.endpointId);
  }
}
const runTask = async (name: string) => {
  const task = webhookTasks({ database: db.database, seal, poster, random: () => 0.5 }).find(
    (each) => each.name === name,
  )!;
  await task.run({}, { attempt: 1, maxAttempts: 1, log: silentLog, signal: new AbortController().signal });
};
const deliveries = () => transact((work) => work.db.select().from(webhookDeliveries).orderBy(webhookDeliveries.id));
const health = async () => (await transact(listWebhooks))[0]!;

describe('a delivery', () => {
  test('carries the event and nothing personal, and its signature is that of Standard Webhooks', async () => {
    const { secret } = await create();
    const completed = event('job.completed', newId(), { from: 'arrived', to: 'completed' });
    await happen(completed);
    await runTasks();
    const [{ headers, body }] = heard as [Heard];
    const verified = verifyAt(secret, body, headers, clock.now());
    expect(verified).toEqual({
      id: completed.id,
      type: 'job.completed',
      timestamp: '2026-11-23T09:00:00.000Z',
      recordedAt: '2026-11-23T09:00:00.000Z',
      subject: completed.subject,
      actor: { kind: 'device', id: null },
      data: { from: 'arrived', to: 'completed' },
    });
    expect(headers['webhook-id']).toBe(completed.id);
    expect(() => verifyAt(secret, body.replace('completed', 'cancelled'), headers, clock.now())).toThrow();
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attemptCount: 1, lastStatus: 204 }]);
    expect((await health()).health).toMatchObject({ delivered: 1, failing: 0, lastFailure: null });
  });

  test('goes only where its type is wanted, and facts about webhooks go nowhere', async () => {
    await create(['job.completed', 'itinerary.*']);
    await happen(
      event('job.completed'),
      event('job.cancelled'),
      event('itinerary.started'),
      event('itinerary_note.made'),
      event('webhook.disabled'),
    );
    await runTasks();
    expect(heard.map(({ body }) => JSON.parse(body).type).sort()).toEqual(['itinerary.started', 'job.completed']);
  });

  test('of the same event happens once, although the log is read again', async () => {
    await create();
    const completed = event('job.completed');
    await happen(completed);
    await happen(completed);
    await runTasks();
    expect(heard).toHaveLength(1);
  });

  test('waits for the one before it about the same subject, while other subjects go on', async () => {
    await create();
    const [sofa, table] = [newId(), newId()];
    let refusals = 1;
    answer = (response, { body }) => {
      const refuse = JSON.parse(body).subject.id === sofa && refusals-- > 0;
      response.writeHead(refuse ? 500 : 200).end();
    };
    const names = new Map([
      [sofa, 'sofa'],
      [table, 'table'],
    ]);
    await happen(
      event('job.on_route', sofa),
      event('job.on_route', table),
      event('job.arrived', sofa),
      event('job.completed', sofa),
    );
    await runTasks();
    clock.advance(5);
    await runTasks();
    const order = heard.map(({ body }) => `${names.get(JSON.parse(body).subject.id)} ${JSON.parse(body).type}`);
    expect(order.filter((each) => each.startsWith('sofa'))).toEqual([
      'sofa job.on_route',
      'sofa job.on_route',
      'sofa job.arrived',
      'sofa job.completed',
    ]);
    expect(order.indexOf('table job.on_route')).toBeLessThan(order.lastIndexOf('sofa job.on_route'));
  });

  test('is made once by two workers at the same endpoint', async () => {
    const { id } = await create();
    await happen(...Array.from({ length: 30 }, () => event('job.completed')));
    const options = { database: db.database, seal, poster, random: () => 0.5 };
    await Promise.all([1, 2, 3].map(() => serveEndpoint(options, organisationId, id)));
    expect(heard).toHaveLength(30);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(30);
  });
});

describe('an endpoint that', () => {
  test.each([
    ['answers 500', (response: ServerResponse) => response.writeHead(500).end('no'), 'It answered 500.', 500],
    [
      'redirects',
      (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'It answered 302; redirects are not followed.',
      302,
    ],
    ['never answers', () => undefined, 'No answer within 0.5 seconds.', null],
    ['hangs up', (response: ServerResponse) => response.socket?.destroy(), 'socket hang up', null],
    [
      'answers without end',
      (response: ServerResponse) => {
        response.writeHead(500);
        response.write('x'.repeat(100_000));
      },
      'It answered 500.',
      500,
    ],
  ])('%s is tried again, and the reason is kept', async (_, misbehave, lastError, lastStatus) => {
    await create();
    answer = misbehave;
    await happen(event('job.completed'));
    await runTasks();
    expect(await deliveries()).toMatchObject([{ state: 'queued', attemptCount: 1, lastError, lastStatus }]);
    expect((await health()).health).toMatchObject({ failing: 1, lastFailure: lastError });
    answer = (response) => response.writeHead(200).end();
    clock.advance(5);
    await runTasks();
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attemptCount: 2 }]);
  });

  test('stays away is tried less and less for three days; then it is parked, the webhook disabled and a person told', async () => {
    const ada = { name: 'Ada', email: 'ada@example.org', role: 'administrator', password: 'a-long-password' } as const;
    await transact((work) => addMember(work, ada));
    await create();
    answer = (response) => response.writeHead(503).end();
    await happen(event('job.completed'), event('job.completed'));
    const started = clock.now().getTime();
    let tries = 0;
    while ((await health()).state === 'enabled') {
      expect(tries++).toBeLessThan(100);
      await runTasks();
      // The letter to the administrator is a task as well: what stands then is no time of a next try.
      if ((await health()).state !== 'enabled') break;
      const { rows } = await db.pool.query('SELECT min(run_at) AS at FROM graphile_worker._private_jobs');
      if (rows[0].at > clock.now()) clock.set(rows[0].at);
      else break;
    }
    const days = (clock.now().getTime() - started) / 86_400_000;
    expect(days).toBeGreaterThan(2.9);
    expect(days).toBeLessThan(3.5);
    expect(heard.length).toBeLessThan(60);
    expect((await deliveries()).map(({ state }) => state)).toContain('failed');
    const [endpoint] = await transact((work) => work.db.select().from(webhookEndpoints));
    expect(endpoint).toMatchObject({ state: 'disabled', disabledReason: 'nothing was taken for three days' });
    const told = await transact((work) => work.db.select().from(messages));
    expect(told).toMatchObject([{ toAddress: 'ada@example.org', channel: 'email', state: 'queued' }]);
    expect(told[0]!.text).toContain('nothing was taken for three days');
    const { rows } = await db.pool.query(
      `SELECT count(*) FROM events WHERE type = 'webhook.disabled' AND organisation_id = $1`,
      [organisationId],
    );
    expect(rows[0].count).toBe('1');
  });

  test('is sick is asked with one delivery at a time, and served in full once it takes one', async () => {
    await create();
    answer = (response) => response.writeHead(503).end();
    await happen(...Array.from({ length: 12 }, () => event('job.completed')));
    await runTasks();
    const before = heard.length;
    expect(before).toBe(12);
    clock.advance(60);
    await runTasks();
    expect(heard.length - before).toBe(1);
    answer = (response) => response.writeHead(200).end();
    clock.advance(3600 * 8);
    await runTasks();
    expect((await deliveries()).every(({ state }) => state === 'delivered')).toBe(true);
  });

  test('says how long to wait is waited for', async () => {
    await create();
    answer = (response) => response.writeHead(429, { 'retry-after': '120' }).end();
    await happen(event('job.completed'));
    await runTasks();
    clock.advance(119);
    expect(await runTasks()).toBe(0);
    clock.advance(1);
    await runTasks();
    expect(heard).toHaveLength(2);
  });

  test('is gone (410) is disabled at once', async () => {
    await create();
    answer = (response) => response.writeHead(410).end();
    await happen(event('job.completed'));
    await runTasks();
    expect((await health()).state).toBe('disabled');
  });

  test('was disabled keeps what waits, and gets it when enabled', async () => {
    const { id } = await create();
    await happen(event('job.completed'));
    await transact((work) => updateWebhook(work, tools, id, { state: 'disabled' }));
    await happen(event('job.cancelled'));
    await runTasks();
    expect(heard).toEqual([]);
    await transact((work) => updateWebhook(work, tools, id, { state: 'enabled' }));
    await runTasks();
    expect(heard.map(({ body }) => JSON.parse(body).type)).toEqual(['job.completed']);
  });
});

test('a crash between the post and its record is seen, and the delivery made again under the same id', async () => {
  await create();
  await happen(event('job.completed'));
  const dying: Poster = { ...poster, post: () => Promise.reject(new Error('killed')) };
  const { endpointId } = (await deliveries())[0]!;
  const options = { database: db.database, seal, poster: dying, random: () => 0.5 };
  await expect(serveEndpoint(options, organisationId, endpointId)).rejects.toThrow('killed');
  expect(await deliveries()).toMatchObject([{ state: 'sending' }]);
  clock.advance(121);
  await runTask('webhooks.left-behind');
  await runTasks();
  expect(await deliveries()).toMatchObject([{ state: 'delivered', attemptCount: 2 }]);
  const attempts = await transact((work) => work.db.select().from(webhookAttempts).orderBy(webhookAttempts.number));
  expect(attempts.map(({ error }) => error)).toEqual([expect.stringContaining('may have been taken'), null]);
});

test('redelivering makes one more delivery with the same id, until the body is erased', async () => {
  const { id } = await create();
  await happen(event('job.completed'));
  await runTasks();
  const [delivery] = await deliveries();
  expect(await transact((work) => redeliver(work, delivery!.id))).toMatchObject({ state: 'queued', attempts: 1 });
  await runTasks();
  expect(heard[1]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id']);
  const { rows, next } = await transact((work) => listDeliveries(work, id, { state: 'delivered' }));
  expect(rows).toMatchObject([{ attempts: 2, lastStatus: 204 }]);
  expect(next).toBeNull();
  clock.advance(31 * 86_400);
  await runTask('webhooks.erase-bodies');
  await expect(transact((work) => redeliver(work, delivery!.id))).rejects.toMatchObject({
    status: 409,
    code: 'body_erased',
  });
});

test('an address whose name leads into a private network is not posted to, whatever it led to before', async () => {
  const guarded = openPoster({ allowPrivate: false });
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    const posted = await guarded.post({ url: url.replace('127.0.0.1', host), headers: {}, body: '{}' });
    expect(posted).toMatchObject({ status: null, error: 'The address lies in a private network.' });
  }
  guarded.close();
  expect(heard).toEqual([]);
});

test('while a secret is being replaced, deliveries are signed with both', async () => {
  const { secret } = await create();
  const old = `whsec_${randomBytes(32).toString('base64')}`;
  await transact((work) =>
    work.db
      .update(webhookEndpoints)
      .set({ previousSecret: seal.seal(old), previousSecretUntil: new Date(clock.now().getTime() + 3_600_000) }),
  );
  await happen(event('job.completed'));
  await runTasks();
  const [{ headers, body }] = heard as [Heard];
  expect(verifyAt(old, body, headers, clock.now())).toEqual(verifyAt(secret, body, headers, clock.now()));
});

/** The library holds the timestamp against the machine's clock, so the signature is checked for the moment of the test's. */
function verifyAt(secret: string, body: string, headers: IncomingHttpHeaders, at: Date): unknown {
  const id = String(headers['webhook-id']);
  const machineNow = new Date();
  expect(headers['webhook-timestamp']).toBe(String(Math.floor(at.getTime() / 1000)));
  const expected = new Webhook(secret).sign(id, at, body);
  if (!String(headers['webhook-signature']).split(' ').includes(expected)) throw new Error('The signature is wrong.');
  return new Webhook(secret).verify(body, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(machineNow.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, machineNow, body),
  });
}
