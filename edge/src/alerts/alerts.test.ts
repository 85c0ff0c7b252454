import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSmsProviders, smtpAlone } from '@roundsman/message-delivery';
import { type SmscPeer, type SmtpPeer, startSmscPeer, startSmtpPeer } from '@roundsman/message-delivery/testing';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { componentGroups } from '../components.ts';
import { type Drafts, openComponentWatch, openDrafts, openEdgeTrouble } from '../drafts/index.ts';
import { type FleetView, openTrafficCounts } from '../fleet/index.ts';
import { type IncidentDesk, openIncidentDesk, openIncidents } from '../incidents/index.ts';
import { openRecords } from '../probes/index.ts';
import { Problem } from '../problem.ts';
import type { PortState } from '../steering/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { type Channels, openChannels, openTokens } from '../subscribers/index.ts';
import { type MovableClock, movableClock } from '../testing/index.ts';
import { openRequestCounts } from '../traffic/index.ts';
import { contactsOf, parseAlertEmails, parseAlertNumbers, parseAlertUrls } from './alert-contacts.ts';
import { addAlertRoutes } from './alert-routes.ts';
import { type Condition, findConditions } from './find-conditions.ts';
import { type Alerts, openAlerts } from './keep-alerts.ts';
import { type AlertRun, newAlertSecret, openDeliveries, tellAlerts } from './tell-alerts.ts';

const components = componentGroups([{ name: 'Edge 1', url: 'https://edge-1.example.com' }]).flatMap(
  (group) => group.components,
);
const names = new Map(components.map(({ id, name }) => [id, name]));
const nameOf = (id: string) => names.get(id) ?? id;
const tokens = openTokens(Buffer.alloc(32, 7));
const secret = newAlertSecret();
const log = pino({ level: 'silent' });
const edge: FleetView['edges'][number] = {
  edge: 'edge-1',
  weight: 100,
  sinceMs: 0,
  lastBadMs: 0,
  relapses: 0,
  isHeld: false,
  url: 'https://edge-1.example.com',
  evidence: { edge: 'edge-1', score: 0, threshold: 9, isIll: false, networks: [] },
};

describe('calls of the monitor', () => {
  let smtp: SmtpPeer;
  let smsc: SmscPeer;
  let hook: Server;
  let posts: { headers: Record<string, string>; body: string }[] = [];
  let store: Store;
  let clock: MovableClock;
  let desk: IncidentDesk;
  let drafts: Drafts;
  let alerts: Alerts;
  let channels: Channels;
  let app: FastifyInstance;
  let blindSinceMs: number | null;
  let ports: readonly PortState[];
  let reach: FleetView['reach'];
  let deliveries: ReturnType<typeof openDeliveries>;

  beforeAll(async () => {
    smtp = await startSmtpPeer();
    smsc = await startSmscPeer();
    hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        posts.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await Promise.all([smtp.stop(), smsc.stop()]);
    hook.close();
  });

  beforeEach(() => {
    store = openStore(':memory:');
    clock = movableClock('2026-11-23T08:00:00Z');
    smtp.forget();
    smsc.forget();
    posts = [];
    blindSinceMs = null;
    ports = [];
    const email = smtpAlone(`smtp://127.0.0.1:${smtp.port}`);
    const sms = readSmsProviders(
      JSON.stringify([{ kind: 'smpp', name: 'network', url: `smpp://rhein:secret@127.0.0.1:${smsc.port}` }]),
    );
    if (!email.ok || !sms.ok) throw new Error('the settings of the peers are not right');
    channels = openChannels(
      {
        isSandbox: false,
        pageName: 'Rhein',
        email: email.settings,
        emailFrom: 'monitor@example.com',
        sms: sms.settings,
        smsFrom: 'Rhein',
        allowPrivateWebhooks: false,
      },
      clock,
    );
    desk = openIncidentDesk(store, clock, new Set(components.map(({ id }) => id)), () => {});
    const records = openRecords(store, 30_000);
    const watch = openComponentWatch({ store, clock, records, components, edgeIds: ['edge-1'], afterMs: 60_000 });
    reach = { state: 'reached', sinceMs: null, places: [], placesWithout: [], networks: 0, networksWithout: 0 };
    const trouble = openEdgeTrouble({ store, clock, afterMs: 60_000, fleet: () => ({ edges: [edge], reach }) });
    drafts = openDrafts({
      store,
      clock,
      desk,
      isAutomatic: false,
      carried: ['public-api'],
      watch,
      trouble,
      traffic: openTrafficCounts(store),
      counts: openRequestCounts(store),
      edges: () => [edge],
      views: () => [],
      nameOf,
    });
    const contacts = contactsOf({
      email: ['mia@example.com'],
      sms: ['+41791234567'],
      webhook: [`http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`],
    });
    alerts = openAlerts({ store, clock, contacts, reminderMs: 600_000 });
    find = (at) =>
      findConditions(
        {
          store,
          clock,
          watch,
          trouble,
          components: components.map(({ id }) => id),
          ports: () => ports,
          drafts: drafts.list,
          blindSinceMs: () => blindSinceMs,
          nameOf,
        },
        at,
      );
    const page = { name: 'Rhein', url: 'https://status.example.com' };
    run = {
      store,
      clock,
      log,
      alerts,
      channels,
      tokens,
      page,
      secret,
      prepare: () => {},
      find,
      isTelling: () => true,
    };
    deliveries = openDeliveries(run);
    look = async () => {
      const at = clock.now();
      drafts.look(at);
      alerts.look(find(at));
      deliveries.start();
      await deliveries.settled();
    };
    probe = (dead) => {
      const seen = (id: string) => (dead.includes(id) ? 3 : 0) as 0 | 3;
      records.record(
        new Map(components.map(({ id }) => [id, { severity: seen(id), reason: 'no answer', totalMilliseconds: 9 }])),
        clock.now(),
      );
    };
    app = Fastify();
    app.setErrorHandler((error, _, reply) => {
      const status = error instanceof Problem ? error.status : 500;
      return reply.code(status).send(error instanceof Problem ? error.document : { error: String(error) });
    });
    addAlertRoutes(app, { alerts, drafts, tokens, nameOf, operatorOf: () => ({ id: '7' }) });
  });
  afterEach(async () => {
    await Promise.all([app.close(), channels.close()]);
    store.close();
  });

  let find: (at: Date) => Condition[];
  let run: AlertRun;
  let look: () => Promise<void>;
  let probe: (dead: readonly string[]) => void;
  /** Probes and the monitor, five seconds at a time. */
  const pass = async (seconds: number, dead: readonly string[] = []) => {
    for (let spent = 0; spent < seconds; spent += 5) {
      clock.move(5_000);
      probe(dead);
      await look();
    }
  };
  const mails = () =>
    smtp.received.map(({ raw }) => raw.toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '='));
  const subjects = () =>
    mails().map((mail) => /^Subject: (.*(?:\r\n .*)*)/m.exec(mail)?.[1]?.replaceAll(/\r\n /g, ' ') ?? '');
  const linkIn = (text: string) => /\/alert\?t=[\w.-]+/.exec(text)?.[0] ?? 'no link';
  const paged = (why = '3 of 3 edges are late or lose requests') =>
    store.db
      .prepare(
        `INSERT INTO steering_log (id, at_ms, edge_id, kind, weight, why, by, dry_run, evidence)
         VALUES (?, ?, 'edge-1', 'page', 100, ?, 'monitor', 0, '{"edge":"edge-1","score":9,"threshold":9,"isIll":true,"networks":[]}')`,
      )
      .run(`page-${clock.now().getTime()}`, clock.now().getTime(), why);

  it('reach everybody by e-mail, SMS and signed webhook when everything is down, once, with a draft to publish', async () => {
    await pass(30);
    await pass(
      120,
      components.map(({ id }) => id),
    );
    await vi.waitUntil(() => smsc.received().length > 0);
    expect(smtp.received.flatMap(({ recipients }) => recipients)).toEqual(['mia@example.com']);
    expect(subjects()).toEqual(['Rhein monitor: 10 parts are out of order (and 1 more)']);
    expect(mails()[0]).toMatch(/Public API do not work since 08:00:45 UTC \(no answer\)\./);
    expect(mails()[0]).toContain('A draft waits for one tap.');
    const [text] = smsc.received();
    expect(text).toMatchObject({ to: '41791234567' });
    expect(text!.text).toContain('Customer Tracker');
    expect(text!.text).toContain('https://status.example.com/alert?t=');
    expect(posts).toHaveLength(1);
    const { headers, body } = posts[0]!;
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(headers['webhook-id']!, at, body));
    expect(JSON.parse(body)).toMatchObject({ type: 'monitor.alert', alerts: [{ kind: 'outage' }, { kind: 'draft' }] });
    expect(alerts.open()[0]!.reachedAt).not.toBeNull();

    // Whoever was called tells the public with one tap, the platform that signs people in being gone.
    const link = linkIn(text!.text);
    const read = await app.inject({ method: 'GET', url: link });
    expect(read.body).toContain('Publish it');
    expect(openIncidents(store)).toEqual([]);
    const draft = /name="draft" value="([^"]+)"/.exec(read.body)?.[1];
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const done = await app.inject({
      method: 'POST',
      url: link,
      headers: form,
      payload: `draft=${draft}&action=publish`,
    });
    expect(done.statusCode).toBe(303);
    const after = await app.inject({ method: 'GET', url: String(done.headers.location) });
    expect(after.body).toContain('The public was told</h2>');
    expect(after.body).not.toContain('Publish it');
    expect(openIncidents(store)).toMatchObject([{ title: 'The platform is out of reach' }]);
    // A page that was open on another phone.
    const late = await app.inject({ method: 'POST', url: link, headers: form, payload: `draft=${draft}&action=drop` });
    expect(late.statusCode).toBe(404);
    expect(late.body).toContain('Somebody was quicker');
    expect(late.body).toContain(`<a href="${link}">What there is now</a>`);
  });

  it('are looked for at the moment of their drafts: what is found out between the two is no call without one', async () => {
    const down = components.map(({ id }) => id);
    await pass(30);
    await pass(70, down);
    const dueMs = clock.now().getTime() + 5_000;
    expect(find(new Date(dueMs - 1))).toEqual([]);
    expect(find(new Date(dueMs))).toMatchObject([{ key: 'outage' }]);
    drafts.look(new Date(dueMs - 1));
    expect(drafts.list()).toEqual([]);
    drafts.look(new Date(dueMs));
    expect(drafts.list()).toHaveLength(1);

    const moments: Date[] = [];
    const stop = new AbortController();
    const passing = {
      ...clock,
      now: () => {
        clock.move(100);
        return clock.now();
      },
    };
    const prepare = (at: Date) => void moments.push(at);
    const findOnce = (at: Date) => {
      moments.push(at);
      stop.abort();
      return [];
    };
    await tellAlerts({ ...run, clock: passing, prepare, find: findOnce }, stop.signal);
    expect(moments).toHaveLength(2);
    expect(moments[0]).toEqual(moments[1]);
  });

  it('lead to a page that says whether anybody is still needed', async () => {
    const page = async () => (await app.inject({ method: 'GET', url: linkIn(mails()[0]!) })).body;
    paged();
    await look();
    expect(await page()).toContain('<h1>The monitor needs a person</h1>');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    await app.inject({ method: 'POST', url: linkIn(mails()[0]!), headers: form, payload: 'action=acknowledge' });
    expect(await page()).toContain('<h1>Somebody is on it</h1>');
    clock.move(200_000);
    await look();
    expect(await page()).toContain('<h1>It is over</h1>');
    expect(await page()).toContain('From 2026-11-23 08:00 UTC to 2026-11-23 08:03 UTC.');
    const gone = await app.inject({ method: 'GET', url: '/alert?t=nonsense' });
    expect(gone.statusCode).toBe(404);
    expect(gone.body).toContain('holds for seven days');
  });

  it('are one when looks over the edges find out some seconds before the looks at the parts that nothing answers', async () => {
    const everything = components.map(({ id }) => id);
    const unanswered = { state: 'unreached', places: ['here'], placesWithout: ['here'] } as const;
    await pass(30);
    paged();
    await pass(60, everything);
    expect(subjects()).toEqual([expect.stringMatching(/: Several edges are ill/)]);
    reach = { ...reach, ...unanswered, sinceMs: clock.now().getTime() - 60_000 };
    await pass(5, everything);
    expect(subjects().slice(1)).toEqual(['Rhein monitor: Nobody gets an answer over any edge']);
    await pass(300, everything);
    expect(alerts.open()).toMatchObject([
      {
        title: 'Nobody gets an answer over any edge',
        lines: [expect.stringMatching(/seen from 1 place of probes/), expect.stringMatching(/do not work since/)],
      },
      { kind: 'draft' },
    ]);
    // Neither the parts, found later, nor the word that the edges are not ill any more.
    expect(subjects()).toHaveLength(2);

    drafts.publish(drafts.list()[0]!.id, 'operator:1');
    await pass(1_800, everything);
    expect(subjects()).toHaveLength(2);
  });

  it('remind until somebody says that they are on it, and say when it is over', async () => {
    paged();
    await look();
    await look();
    expect(subjects()).toEqual([
      'Rhein monitor: Several edges are ill, and moving traffic would not help (and 1 more)',
    ]);
    for (let minute = 0; minute < 11; minute++) {
      clock.move(60_000);
      paged();
      await look();
    }
    expect(subjects().slice(1)).toEqual([expect.stringMatching(/^Rhein monitor: Reminder: Several edges/)]);
    const link = linkIn(mails()[0]!);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    await app.inject({ method: 'POST', url: link, headers: form, payload: 'action=acknowledge' });
    for (let minute = 0; minute < 60; minute++) {
      clock.move(60_000);
      paged();
      await look();
    }
    expect(subjects()).toHaveLength(2);
    clock.move(200_000);
    await look();
    clock.move(300_000);
    await look();
    expect(subjects().at(-1)).toBe('Rhein monitor: Over: Several edges are ill, and moving traffic would not help');
    // On a busy machine a call may not be answered in time, and is tried again.
    await vi.waitFor(async () => {
      clock.move(20_000);
      await look();
      expect(new Set(posts.map(({ body }) => JSON.parse(body).type))).toEqual(
        new Set(['monitor.alert', 'monitor.over']),
      );
    }, 30_000);
  });

  it('fall silent when a person has told the public', async () => {
    await pass(30);
    await pass(90, ['public-api']);
    expect(subjects()).toHaveLength(1);
    drafts.publish(drafts.list()[0]!.id, 'operator:1');
    await pass(900, ['public-api']);
    expect(subjects()).toHaveLength(1);
    expect(alerts.open()).toMatchObject([{ kind: 'outage', acknowledgedAt: expect.any(String) }]);
    // What is new is told nevertheless.
    await pass(120, ['public-api', 'notifications']);
    expect(subjects().at(-1)).toContain('Public API and Notifications are out of order');
  });

  it('name a way of steering that failed, until it takes a change', async () => {
    const sinceMs = clock.now().getTime();
    ports = [{ name: 'haproxy', expresses: 'shares', state: 'trying', sinceMs, fault: 'connect ECONNREFUSED' }];
    await look();
    expect(alerts.open()).toEqual([]);
    clock.move(40_000);
    await look();
    expect(alerts.open()).toMatchObject([
      { title: 'Traffic is not moved by haproxy', lines: [expect.stringContaining('since 08:00:00 UTC')] },
    ]);
    ports = [{ ...ports[0]!, state: 'confirmed', fault: null }];
    await look();
    expect(alerts.open()).toEqual([]);
  });

  it('tell that nobody watches the traffic any more', async () => {
    blindSinceMs = clock.now().getTime();
    clock.move(599_000);
    await look();
    expect(alerts.open()).toEqual([]);
    clock.move(2_000);
    await look();
    expect(alerts.open()).toMatchObject([{ kind: 'figures', since: '2026-11-23T08:00:00.000Z' }]);
  });

  it('are tried again when they did not arrive, and dropped when it was over meanwhile', async () => {
    paged();
    smtp.failNext('defer');
    await look();
    expect(mails()).toHaveLength(0);
    expect(posts).toHaveLength(1);
    clock.move(16_000);
    await look();
    expect(mails()).toHaveLength(1);
    expect(posts).toHaveLength(1);
  });

  it('are few, however often something comes and goes', async () => {
    await pass(30);
    for (let times = 0; times < 6; times++) {
      await pass(80, ['public-api']);
      await pass(100);
    }
    // A quarter of an hour: the call, a reminder, and no word of ends that did not last.
    expect(posts.length).toBeGreaterThanOrEqual(2);
    expect(posts.length).toBeLessThanOrEqual(4);
  });

  it('are on record for operators, who take them over at their desk', async () => {
    paged();
    await look();
    const [alert] = alerts.open();
    const answer = await app.inject({ method: 'POST', url: `/edge-api/alerts/${alert!.id}/acknowledge` });
    expect(answer.json().alerts[0]).toMatchObject({ kind: 'steering', acknowledgedAt: expect.any(String) });
    expect((await app.inject({ method: 'POST', url: '/edge-api/alerts/none/acknowledge' })).statusCode).toBe(404);
    const subscription = tokens.print('0193f0f0-0000-7000-8000-000000000001', 'end');
    expect((await app.inject({ method: 'GET', url: `/alert?t=${subscription}` })).statusCode).toBe(404);
  });
});

describe('contacts', () => {
  it.each([
    [parseAlertEmails, 'a@example.com, b@example.com', ['a@example.com', 'b@example.com']],
    [parseAlertNumbers, '+41 79 123 45 67', ['+41791234567']],
    [parseAlertUrls, 'http://10.0.0.1/x', ['http://10.0.0.1/x']],
  ])('are read from the configuration', (parse, text, value) => {
    expect(parse(text)).toEqual({ value });
  });

  it.each([
    [parseAlertEmails, 'a@example.com,nobody', /e-mail addresses/],
    [parseAlertNumbers, '0791234567', /with their country/],
    [parseAlertUrls, 'ftp://x', /http/],
    [parseAlertEmails, Array.from({ length: 11 }, (_, at) => `a${at}@example.com`).join(','), /at most 10/],
  ])('are refused with what would be right', (parse, text, words) => {
    expect(parse(text)).toEqual({ fault: expect.stringMatching(words) });
  });
});
