import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { systemClock } from '../clock/index.ts';
import { silentLog } from '../log/index.ts';
import { openMetrics } from '../metrics/index.ts';
import { openHttp } from './index.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(edgeUrl?: string) {
  const http = await openHttp({
    clock: systemClock,
    log: silentLog,
    metrics: openMetrics(),
    ...(edgeUrl === undefined ? {} : { edgeUrl }),
  });
  closing.push(() => http.close());
  http.app.get('/api/mirror', async (request, reply) =>
    reply
      .header('ETag', '"7"')
      .send({ said: request.headers.authorization, cookie: request.headers.cookie ?? null, query: request.query }),
  );
  http.app.get('/secret', async () => 'no door');
  return http.app;
}
const post = (payload: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST' as const,
  url: '/read',
  headers: { 'content-type': 'text/plain', origin: 'https://app.example', ...headers },
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
});

it('answers what the GET would have answered, to every origin and without a question beforehand', async () => {
  const app = await open();
  const answer = await app.inject(post({ path: '/api/mirror?limit=5', headers: { Authorization: 'Bearer x' } }));
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ said: 'Bearer x', cookie: null, query: { limit: '5' } });
  expect(answer.headers).toMatchObject({ etag: '"7"', 'access-control-allow-origin': '*', 'timing-allow-origin': '*' });
});

it('passes on nothing but the headers of a read: no cookie reaches a door this way', async () => {
  const app = await open();
  const answer = await app.inject(
    post({ path: '/api/mirror', headers: { cookie: 'session=1' } }, { cookie: 'session=1' }),
  );
  expect(answer.json()).toMatchObject({ cookie: null });
});

it('refuses what is no read of a door, with the remedy', async () => {
  const app = await open();
  for (const body of [
    '',
    'not json',
    'null',
    { path: '/secret', headers: {} },
    { path: '/api/live?after=1', headers: {} },
    { path: 7 },
  ]) {
    const answer = await app.inject(post(body));
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'not_a_read']);
  }
});

it('hands on the edge program’s list and says so when it does not answer', async () => {
  const heard: string[] = [];
  const program = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers['x-forwarded-for']}`);
    response.writeHead(200, { 'content-type': 'application/json', 'edges-version': '7' }).end('{"manifest":"m"}');
  });
  await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
  const app = await open(`http://127.0.0.1:${(program.address() as AddressInfo).port}`);
  const answer = await app.inject({ url: '/edge-api/manifest', remoteAddress: '192.0.2.7' });
  expect([answer.statusCode, answer.body, answer.headers['edges-version']]).toEqual([200, '{"manifest":"m"}', '7']);
  expect(heard).toContain('GET /edge-api/manifest 192.0.2.7');
  await new Promise((resolve) => program.close(resolve));
  expect((await app.inject('/edge-api/manifest')).json()).toMatchObject({ code: 'edge_program_unreachable' });
});

it('lets pages call the edges of the edge program’s list, without another setting', async () => {
  const manifest = JSON.stringify({ version: 1, edges: [{ url: 'https://zrh.example.com', weight: 100 }] });
  const program = createServer((_, response) => {
    response.writeHead(200, { 'edges-version': '1' }).end(JSON.stringify({ manifest, signature: 's' }));
  });
  await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
  const app = await open(`http://127.0.0.1:${(program.address() as AddressInfo).port}`);
  try {
    const policy = async () => String((await app.inject('/healthz')).headers['content-security-policy']);
    await vi.waitFor(
      async () => expect(await policy()).toContain("connect-src 'self' https://zrh.example.com;"),
      5_000,
    );
    expect(await policy()).toContain("img-src 'self' data: blob: https://zrh.example.com;");
  } finally {
    program.close();
  }
});
