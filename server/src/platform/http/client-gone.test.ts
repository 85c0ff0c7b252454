import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { openLog } from '../log/index.ts';
import { openMetrics } from '../metrics/index.ts';
import { openTestClock } from '../testing/index.ts';
import { type Http, openHttp } from './index.ts';

const LONG = 'long enough to be compressed '.repeat(10_000);
const lines: { level: string; msg: string }[] = [];
const metrics = openMetrics();
let http: Http;
let origin: string;

beforeAll(async () => {
  const log = openLog('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  http = await openHttp({ clock: openTestClock(), log, metrics });
  http.app.post('/soon', async (_request, reply) => {
    await sleep(150);
    return reply.type('application/json').send(JSON.stringify(LONG));
  });
  http.app.get('/endless', async (_request, reply) => {
    const pieces = async function* () {
      for (;;) yield sleep(5, LONG);
    };
    return reply.type('application/json').send(Readable.from(pieces()));
  });
  http.app.put('/upload', async ({ body }) => {
    for await (const _ of body as Readable);
    return {};
  });
  http.app.get('/fault', async () => {
    throw Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });
  origin = await http.app.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(() => {
  lines.length = 0;
  metrics.clientsGone.reset();
});
afterAll(() => http.close());

const counted = async () => (await metrics.clientsGone.get()).values.reduce((sum, { value }) => sum + value, 0);
const faults = () => lines.filter(({ level }) => level !== 'debug');

async function leave(path: string, init: RequestInit = {}, encoding = 'gzip'): Promise<void> {
  const gone = new AbortController();
  const { signal } = gone;
  const answer = fetch(origin + path, { ...init, signal, headers: { ...init.headers, 'accept-encoding': encoding } });
  setTimeout(() => gone.abort(), 60);
  await expect(answer.then((response) => response.text())).rejects.toThrow();
  await vi.waitFor(async () => expect(await counted()).toBe(1), { timeout: 5_000 });
  await sleep(200);
}

const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

it.each([
  ['before its answer', '/soon', asked],
  ['in the middle of it', '/endless', {}],
])('a client that goes away %s is counted, and is no fault of ours', async (_when, path, init) => {
  for (const encoding of ['gzip', 'identity']) {
    await leave(path, init, encoding);
    expect([encoding, faults(), await counted()]).toEqual([encoding, [], 1]);
    metrics.clientsGone.reset();
  }
});

it('nor is one that goes away in the middle of its upload', async () => {
  const body = Readable.toWeb(
    Readable.from(
      (async function* () {
        for (;;) yield sleep(5, Buffer.alloc(100));
      })(),
    ),
  ) as ReadableStream;
  await leave('/upload', { method: 'PUT', body, duplex: 'half' } as RequestInit);
  expect([faults(), await counted()]).toEqual([[], 1]);
});

it('calls it a fault when the stream breaks and the client is there', async () => {
  expect((await fetch(`${origin}/fault`)).status).toBe(500);
  expect(faults().map(({ msg }) => msg)).toContain('a request failed');
  expect(await counted()).toBe(0);
});
