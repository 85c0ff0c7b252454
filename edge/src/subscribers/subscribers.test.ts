import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type IncidentDesk, loadSeptember13, openIncidentDesk } from '../incidents/index.ts';
import { Problem } from '../problem.ts';
import { openStore, type Store } from '../store/index.ts';
import { type MovableClock, movableClock } from '../testing/index.ts';
import { openSubscribers, type Subscribers } from './keep-subscribers.ts';
import { type Channels, openChannels } from './open-channels.ts';
import { openSending, type Sending } from './send-notices.ts';
import { addSubscriberRoutes } from './subscriber-routes.ts';
import { openTokens } from './subscription-tokens.ts';

const page = { name: 'Roundsman', url: 'https://status.example.com' };
const components = new Set(['public-api', 'outbound-sms']);
const tokens = openTokens(Buffer.alloc(32, 7));

describe('subscribers of the status page', () => {
  let store: Store;
  let clock: MovableClock;
  let desk: IncidentDesk;
  let subscribers: Subscribers;
  let channels: Channels;
  let app: FastifyInstance;
  let far: Server | undefined;

  const open = async (isSandbox: boolean) => {
    store = openStore(':memory:');
    clock = movableClock('2026-11-23T08:00:00Z');
    desk = openIncidentDesk(store, clock, components, () => {});
    subscribers = openSubscribers(store, clock);
    const settings = {
      isSandbox,
      pageName: page.name,
      email: [],
      emailFrom: 'no-reply@example.com',
      sms: [],
      smsFrom: 'Roundsman',
    };
    channels = openChannels({ ...settings, allowPrivateWebhooks: true }, clock);
    app = Fastify();
    app.setErrorHandler((error, _, reply) => {
      const status = error instanceof Problem ? error.status : 500;
      return reply.code(status).send(error instanceof Problem ? error.document : { error: String(error) });
    });
    addSubscriberRoutes(app, {
      subscribers,
      channels,
      tokens,
      clock,
      componentIds: components,
      allowPrivateWebhooks: !isSandbox,
      nameOf: (id) => id,
      isTrusted: () => true,
      operatorOf: () => undefined,
    });
  };
  beforeEach(() => open(true));
  afterEach(async () => {
    await app.close();
    await channels.close();
    store.close();
    far?.close();
    far = undefined;
  });

  const ask = (body: object, from = '198.51.100.7') =>
    app.inject({ method: 'POST', url: '/edge-api/subscribers', payload: body, headers: { 'x-forwarded-for': from } });
  const run = async () => {
    subscribers.tellNews();
    const sending = openNotices();
    sending.start();
    await sending.settled();
  };
  const openNotices = (): Sending =>
    openSending({
      store,
      clock,
      log: pino({ level: 'silent' }),
      subscribers,
      channels,
      tokens,
      page,
      nameOf: (id) => id,
      isActing: () => true,
    });
  const outbox = () => channels.kept() ?? [];
  const linkIn = (text: string | undefined) => /\/subscription\?t=\S+/.exec(text ?? '')?.[0] ?? 'no link';
  const endLinkIn = (text: string | undefined) => /\/subscription\?t=e\S+/.exec(text ?? '')?.[0] ?? 'no link';
  const incident = (componentId: string, title = 'Slow answers') =>
    desk.write('createIncident', {
      writer: 'operator:1',
      idempotencyKey: null,
      id: null,
      body: { title, message: 'Answers are late.', affected: [{ componentId, impact: 'degraded' }] },
    });
  /** Asks and says yes. */
  const subscribe = async (body: { channel: string; address: string; componentIds?: string[] }) => {
    expect((await ask(body)).statusCode).toBe(202);
    await run();
    const question = outbox().findLast(({ to }) => to === body.address);
    expect((await app.inject({ method: 'POST', url: linkIn(question?.text) })).statusCode).toBe(200);
  };

  it('are asked first, and told only after they said yes themselves', async () => {
    await ask({ channel: 'email', address: 'ada@example.com' });
    await run();
    expect(outbox().map(({ subject }) => subject)).toEqual(['Roundsman status: do you want to be told?']);
    // A program that follows links in mail reads the page and confirms nothing.
    const read = await app.inject({ method: 'GET', url: linkIn(outbox()[0]?.text) });
    expect(read.body).toContain('Yes, tell me');
    incident('public-api');
    await run();
    expect(outbox()).toHaveLength(1);

    await app.inject({ method: 'POST', url: linkIn(outbox()[0]?.text) });
    incident('public-api', 'Slower answers');
    await run();
    expect(outbox().at(-1)).toMatchObject({
      to: 'ada@example.com',
      subject: 'Roundsman: Slower answers – we are looking for the cause',
    });
    expect(outbox()).toHaveLength(2);
  });

  it('hear of the components they chose, by the channel they chose', async () => {
    await subscribe({ channel: 'email', address: 'ada@example.com', componentIds: ['outbound-sms'] });
    await subscribe({ channel: 'sms', address: '+41791234567' });
    incident('public-api');
    await run();
    expect(
      outbox()
        .filter(({ text }) => text.includes('Answers are late'))
        .map(({ to }) => to),
    ).toEqual(['+41791234567']);
    incident('outbound-sms');
    await run();
    expect(
      outbox()
        .filter(({ text }) => text.includes('Answers are late'))
        .map(({ to }) => to),
    ).toEqual(['ada@example.com', '+41791234567', '+41791234567']);
    expect(subscribers.figures().lastDay).toEqual({ waiting: 0, sent: 3, failed: 0, p95Seconds: 0 });
  });

  it('read on the page of the link what they said yes to', async () => {
    await ask({ channel: 'email', address: 'ada@example.com', componentIds: ['outbound-sms'] });
    await run();
    const link = linkIn(outbox()[0]?.text);
    expect((await app.inject({ method: 'GET', url: link })).body).toContain(
      'incidents and maintenance of outbound-sms.',
    );
    await app.inject({ method: 'POST', url: link });
    // Asked for something else later, the page says what the next yes would begin.
    clock.move(700_000);
    await ask({ channel: 'email', address: 'ada@example.com' });
    await run();
    expect((await app.inject({ method: 'GET', url: linkIn(outbox().at(-1)?.text) })).body).toContain(
      'of all components.',
    );
  });

  it('leave by one click and are forgotten', async () => {
    await subscribe({ channel: 'email', address: 'ada@example.com' });
    incident('public-api');
    await run();
    const left = await app.inject({
      method: 'POST',
      url: endLinkIn(outbox().at(-1)?.text),
      payload: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(left.statusCode).toBe(200);
    expect(store.db.prepare('SELECT count(*) AS many FROM subscribers').get()).toEqual({ many: 0 });
    expect(store.db.prepare('SELECT count(*) AS many FROM notices').get()).toEqual({ many: 0 });
    incident('public-api');
    await run();
    expect(outbox()).toHaveLength(2);
  });

  it('are told nothing of history, of what the clock says, or twice', async () => {
    await subscribe({ channel: 'email', address: 'ada@example.com' });
    loadSeptember13(store);
    desk.write('createMaintenance', {
      writer: 'operator:1',
      idempotencyKey: null,
      id: null,
      body: {
        title: 'New disks',
        message: 'SMS wait.',
        componentIds: ['outbound-sms'],
        scheduledFrom: '2026-11-23T08:00:01Z',
        scheduledUntil: '2026-11-23T09:00:00Z',
      },
    });
    clock.move(2_000);
    desk.advance();
    await run();
    await run();
    expect(
      outbox()
        .map(({ subject }) => subject)
        .slice(1),
    ).toEqual(['Roundsman: New disks – planned']);
  });

  it('cannot be used to pester others: one question, whatever is typed, and few from one network', async () => {
    for (let times = 0; times < 9; times++) await ask({ channel: 'email', address: 'ada@example.com' });
    await run();
    expect(outbox()).toHaveLength(1);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) => ask({ channel: 'email', address: `b${at}@example.com` })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 429, 429, 429, 429]);
    expect((await ask({ channel: 'email', address: 'c@example.com' }, '203.0.113.9')).statusCode).toBe(202);
  });

  it.each([
    ['email', 'ada@', /e-mail address/],
    ['sms', '0791234567', /with its country/],
    ['sms', '+4232345678', /mobile number/],
    ['webhook', 'http://example.com/x', /public https/],
    ['webhook', 'https://10.0.0.1/x', /public https/],
    ['webhook', 'https://localhost/x', /public https/],
  ])('are refused by %s at %s, with what would be right', async (channel, address, words) => {
    const refused = await ask({ channel, address });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().fields[0].message).toMatch(words);
  });

  it('forgets who never said yes', async () => {
    await ask({ channel: 'email', address: 'ada@example.com' });
    await run();
    clock.move(2 * 86_400_000 + 1);
    subscribers.prune();
    expect((await app.inject({ method: 'GET', url: linkIn(outbox()[0]?.text) })).statusCode).toBe(404);
  });

  it('takes no token that it did not make', () => {
    const id = '0193f0f0-0000-7000-8000-000000000001';
    const token = tokens.print(id, 'end');
    expect(tokens.read(token)).toEqual({ id, purpose: 'end' });
    expect(tokens.read(`c${token.slice(1)}`)).toBeNull();
    expect(openTokens(Buffer.alloc(32, 8)).read(token)).toBeNull();
    expect(token.length).toBeLessThan(45);
  });

  it('receive signed webhooks, again after a failure, and none after 410', async () => {
    await app.close();
    await channels.close();
    store.close();
    await open(false);
    const received: { headers: Record<string, string>; body: string }[] = [];
    let status = 200;
    far = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        received.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => far!.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(far.address() as AddressInfo).port}/hook`;
    const { secret } = (await ask({ channel: 'webhook', address })).json() as { secret: string };
    // Within ten minutes no other secret is shown, which nobody would ever sign with.
    const again = await ask({ channel: 'webhook', address });
    expect([again.statusCode, again.json().code, again.json().secret]).toEqual([429, 'asked_lately', undefined]);
    await run();
    const question = received[0]!;
    const { headers, body } = question;
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(headers['webhook-id']!, at, body));
    expect(JSON.parse(body)).toMatchObject({ type: 'status.confirm' });
    const { confirmUrl } = JSON.parse(body) as { confirmUrl: string };
    await app.inject({ method: 'POST', url: confirmUrl.replace(page.url, '') });

    status = 500;
    incident('public-api');
    await run();
    status = 200;
    await run();
    expect(received).toHaveLength(2);
    clock.move(15_000);
    await run();
    expect(received).toHaveLength(3);
    expect(received[2]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id']);
    expect(JSON.parse(received[2]!.body)).toMatchObject({
      type: 'status.updated',
      update: { message: 'Answers are late.' },
    });

    status = 410;
    incident('public-api');
    await run();
    expect(subscribers.figures().channels).toEqual([]);
  });

  it('wait for no receiver that hangs, however many of them there are', async () => {
    await app.close();
    await channels.close();
    store.close();
    await open(false);
    const taken: string[] = [];
    const hanging = new Set<{ destroy(): unknown }>();
    far = createServer((request, response) => {
      if (request.url === '/hangs') return void hanging.add(response.socket!);
      taken.push(request.url ?? '');
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => far!.listen(0, '127.0.0.1', resolve));
    const { port } = far.address() as AddressInfo;
    const insert = store.db.prepare(
      `INSERT INTO subscribers (id, channel, address, secret, asked_ms, asked_times, confirmed_ms) VALUES (?, 'webhook', ?, 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0', 0, 1, 0)`,
    );
    const failed = store.db.prepare(
      "INSERT INTO notices (id, subscriber_id, made_ms, tries, fault) VALUES (?, ?, 0, 10, 'No answer')",
    );
    const idOf = (kind: string, at: number) => `0193f0f0-0000-7000-8000-${kind}${String(at).padStart(11, '0')}`;
    for (let at = 0; at < 200; at++) {
      insert.run(idOf('a', at), `http://127.0.0.1:${port}/hangs#${at}`);
      failed.run(idOf('b', at), idOf('a', at));
    }
    for (let at = 0; at < 5; at++) insert.run(idOf('c', at), `http://127.0.0.1:${port}/well/${at}`);
    incident('public-api');
    subscribers.tellNews();
    const sending = openNotices();
    sending.start();
    await vi.waitUntil(() => taken.length === 5, { timeout: 5_000, interval: 20 });
    expect(hanging.size).toBeLessThanOrEqual(8);
    const stopped = sending.stop();
    for (const socket of hanging) socket.destroy();
    await stopped;
  });
});
