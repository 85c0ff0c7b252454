import { createDecipheriv, createECDH, createHmac, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { Agent, createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import fastify from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Http } from '../../../platform/http/index.ts';
import { newId } from '../../../platform/index.ts';
import { keepLanCertificate } from '../../../platform/lan/index.ts';
import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { jobContacts } from '../../jobs/schema.ts';
import { pushSubscriptions } from '../schema.ts';
import { type DeliveryDay, openDeliveryDay } from '../testing/delivery-day.ts';
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

/** A push service and the browser behind it: what arrives is opened as RFC 8291 says, and its sender checked as RFC 8292 says. */
interface StandIn {
  readonly port: number;
  readonly agent: Agent;
  readonly opened: { payload: unknown; ttl: string; urgency: string }[];
  answer: number;
  browser(): { endpoint: string; p256dh: string; auth: string };
  close(): Promise<void>;
}

const vapid = vapidKeysOf(randomBytes(32));
const seen = seenTokensOf(randomBytes(32));
const expand = (salt: Buffer, key: Buffer, info: Buffer, length: number) => {
  const pseudoRandom = createHmac('sha256', salt).update(key).digest();
  return createHmac('sha256', pseudoRandom).update(info).update(Buffer.of(1)).digest().subarray(0, length);
};

function open(body: Buffer, key: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body[20]!);
  const sealed = body.subarray(21 + body[20]!);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), key.getPublicKey(), sender]);
  const secret = expand(auth, key.computeSecret(sender), info, 32);
  const decipher = createDecipheriv(
    'aes-128-gcm',
    expand(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    expand(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

function isSignedByUs(authorization: string, origin: string): boolean {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head, claims, signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const isRight = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud } = JSON.parse(Buffer.from(claims!, 'base64url').toString());
  return isRight && key === vapid.publicKey && aud === origin;
}

async function startStandIn(): Promise<StandIn> {
  const key = createECDH('prime256v1');
  key.generateKeys();
  const auth = randomBytes(16);
  const folder = mkdtempSync(join(tmpdir(), 'push-'));
  const certificate = await keepLanCertificate(folder, { addresses: ['127.0.0.1'], hosts: ['localhost'] }, new Date());
  const opened: StandIn['opened'] = [];
  const server: Server = createServer({ cert: certificate.certificate, key: certificate.key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (!isSignedByUs(request.headers.authorization ?? '', origin())) return response.writeHead(403).end();
      const payload = JSON.parse(open(Buffer.concat(chunks), key, auth));
      if (standIn.answer < 300) {
        opened.push({ payload, ttl: String(request.headers.ttl), urgency: String(request.headers.urgency) });
      }
      return response.writeHead(standIn.answer, { location: `${origin()}/message/${opened.length}` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const origin = () => `https://127.0.0.1:${port}`;
  const standIn: StandIn = {
    port,
    agent: new Agent({ rejectUnauthorized: false }),
    opened,
    answer: 201,
    browser: () => ({
      endpoint: `${origin()}/push/${newId()}`,
      p256dh: key.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return standIn;
}

let database: TestDatabase;
let day: DeliveryDay;
let service: StandIn;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  service = await startStandIn();
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
