import { once } from 'node:events';
import { connect } from 'node:net';
import { defineEndpoint, PROBE_AGENT } from '@roundsman/api-contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { newestSeq } from '../event-log/index.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/index.ts';
import { openMetrics } from '../metrics/index.ts';
import { type Overload, openOverload } from '../overload/index.ts';
import { Problem } from '../problem.ts';
import { openSeal } from '../seal/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type Http, openDoor, openHttp, type Principal } from './index.ts';

const Thing = z.object({
  name: z.string().min(2).max(20),
  size: z.enum(['small', 'large']),
  parts: z
    .array(z.object({ count: z.int().min(1) }))
    .max(3)
    .optional(),
});
const shared = { door: 'public', access: { permission: 'things:write' }, summary: 'For the test' } as const;
const endpoints = {
  create: defineEndpoint({
    ...shared,
    id: 'things.create',
    method: 'POST',
    path: '/things',
    body: Thing,
    answer: z.object({ id: z.uuid(), name: z.string() }),
    status: 201,
  }),
  find: defineEndpoint({
    ...shared,
    id: 'things.find',
    method: 'GET',
    path: '/things',
    query: z.object({
      limit: z.int().min(1).max(50).optional(),
      sizes: z.array(z.enum(['small', 'large'])).optional(),
      old: z.boolean().optional(),
      name: z.string().optional(),
    }),
    answer: z.object({ query: z.unknown() }),
  }),
  get: defineEndpoint({
    ...shared,
    id: 'things.get',
    method: 'GET',
    path: '/things/{thingId}',
    params: z.object({ thingId: z.uuid() }),
    answer: z.object({ id: z.uuid() }),
  }),
  upload: defineEndpoint({
    ...shared,
    id: 'things.upload',
    method: 'PUT',
    path: '/things/{thingId}/picture',
    params: z.object({ thingId: z.uuid() }),
    bodyTypes: ['image/png'],
    bodyLimitBytes: 1_000,
    answer: z.object({ bytes: z.int() }),
  }),
  remove: defineEndpoint({
    ...shared,
    id: 'things.remove',
    method: 'DELETE',
    path: '/things/{thingId}',
    params: z.object({ thingId: z.uuid() }),
    access: { permission: 'things:delete' },
  }),
  report: defineEndpoint({
    ...shared,
    id: 'things.report',
    priority: 'report',
    workOf: 'itinerary-optimiser',
    method: 'GET',
    path: '/report',
    answer: z.object({}),
  }),
  crash: defineEndpoint({
    ...shared,
    id: 'things.crash',
    method: 'POST',
    path: '/crash',
    access: 'anyone',
    answer: z.object({}),
  }),
  feed: defineEndpoint({
    ...shared,
    id: 'things.feed',
    method: 'GET',
    path: '/feed',
    query: z.object({ after: z.string().optional() }),
    answerKind: 'event_stream',
  }),
};

describe('an endpoint of the contract, served', () => {
  let test: TestDatabase;
  let http: Http;
  let origin: string;
  let organisationId: string;
  let overload: Overload;
  let loopDelay = 0;
  let runs = 0;
  let pause = 0;
  const brokenOff: string[] = [];

  beforeAll(async () => {
    test = await openTestDatabase();
    const metrics = openMetrics();
    overload = openOverload({ metrics, connections: 5, eventLoopDelay: () => loopDelay });
    http = await openHttp({ clock: test.clock, log: silentLog, metrics, overload, checkAnswers: true });
    const door = openDoor<Principal>(http, {
      door: 'public',
      database: test.database,
      seal: openSeal(Buffer.alloc(32), 'test'),
      gate: {
        authenticate: async ({ bearer }) =>
          /^(key|member)-/.test(bearer ?? '')
            ? { kind: bearer!.startsWith('key-') ? 'api_key' : 'member', id: bearer!, organisationId }
            : null,
        authorise: (_principal, access) => typeof access !== 'object' || access.permission === 'things:write',
      },
    });
    door.serve(endpoints.create, (request) =>
      request.unitOfWork(async (work) => {
        runs++;
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
        if (request.body.name === 'refuse me')
          throw new Problem({ status: 409, code: 'wrong_state', title: 'No', extra: { other: 7 } });
        const id = newId();
        work.emit({ type: 'thing.created', subject: { kind: 'thing', id } });
        return { id, name: request.body.name };
      }),
    );
    door.serve(endpoints.find, async (request) => ({ query: request.query }));
    door.serve(endpoints.get, async (request) => ({ id: request.params.thingId }));
    door.serve(endpoints.report, async () => ({}));
    door.serve(endpoints.remove, async () => {});
    door.serve(endpoints.crash, async () => {
      throw new Error('the secret of the house');
    });
    door.serve(endpoints.upload, async (request) => {
      let bytes = 0;
      const stream = request.bytes;
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        for await (const chunk of stream) bytes += chunk.length;
      } catch (error) {
        brokenOff.push((error as Error).message);
        throw error;
      }
      return { bytes };
    });
    door.serve(endpoints.feed, async (request) => {
      const stream = request.openStream();
      const from = Number(request.resumeAfter ?? 0);
      for (let at = from + 1; at <= 3; at++) await stream.send({ event: 'event', id: String(at), data: { at } });
      await stream.send({ event: 'position', data: { lon: 9.5 } });
    });
    origin = await http.app.listen({ port: 0, host: '127.0.0.1' });
  });
  beforeEach(async () => {
    organisationId = await createTestOrganisation(test);
    runs = 0;
    pause = 0;
    test.clock.advance(60);
  });
  afterAll(async () => {
    await http.close();
    overload.close();
    await test.close();
  });

  const send = (path: string, init: RequestInit = {}, key = 'key-1') =>
    fetch(`${origin}/api${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${key}`,
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        ...init.headers,
      },
    });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: JSON.stringify(body), headers });
  const problemOf = async (response: Response) => {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({
      status: response.status,
      title: expect.any(String),
      code: expect.any(String),
      type: expect.stringMatching(/^urn:/),
    });
    expect(problem.instance).toBe(response.headers.get('request-id'));
    return problem;
  };

  it('answers a good request with the status, headers and schema of the contract', async () => {
    const response = await post('/things', { name: 'lamp', size: 'small', ignored: true });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ id: expect.any(String), name: 'lamp' });
    expect(await test.database.read(organisationId, newestSeq)).toBe(1);
  });

  it('decodes the query by the types that the schema declares', async () => {
    const response = await send('/things?limit=7&sizes=small,large&old=true&name=12');
    expect(await response.json()).toEqual({ query: { limit: 7, sizes: ['small', 'large'], old: true, name: '12' } });
  });

  it('names every field of a bad query and path, also those nobody knows', async () => {
    const problem = await problemOf(await send('/things?limit=many&sizes=tiny&old=perhaps&limits=3'));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' });
    expect((problem.fields as { field: string; code: string }[]).map(({ field, code }) => [field, code])).toEqual([
      ['query.limits', 'unknown_parameter'],
      ['query.limit', 'wrong_type'],
      ['query.sizes.0', 'not_in_list'],
      ['query.old', 'wrong_type'],
    ]);
    expect(await problemOf(await send('/things/not-an-id'))).toMatchObject({
      status: 400,
      fields: [{ field: 'params.thingId', code: 'wrong_format', remedy: 'Write it as a UUID.' }],
    });
  });

  it('names every field of a bad body with what would be right', async () => {
    const problem = await problemOf(
      await post('/things', { size: 'huge', parts: [{ count: 1 }, { count: 0 }, { count: 1.5 }] }),
    );
    expect(problem).toMatchObject({
      status: 422,
      code: 'invalid_body',
      fields: [
        { field: 'name', code: 'required', remedy: 'Give a string.' },
        { field: 'size', code: 'not_in_list', remedy: 'One of: small, large.' },
        { field: 'parts.1.count', code: 'too_small', remedy: 'At least 1.' },
        { field: 'parts.2.count', code: 'wrong_type' },
      ],
    });
    expect(runs).toBe(0);
  });

  it.each([
    ['malformed JSON', '/things', { method: 'POST', body: '{"name": ' }, 400, 'malformed_json'],
    [
      'a body that is not JSON',
      '/things',
      { method: 'POST', body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
    ['no body at all', '/things', { method: 'POST' }, 422, 'invalid_body'],
    [
      'a body above the limit',
      '/things',
      { method: 'POST', body: JSON.stringify({ name: 'x'.repeat(1_100_000) }) },
      413,
      'body_too_large',
    ],
    ['an unknown path', '/nothing', {}, 404, 'not_found'],
    ['a path that is not UTF-8', '/things/%ff', {}, 400, 'bad_url'],
    ['a method the path does not take', '/things', { method: 'PATCH', body: '{}' }, 405, 'method_not_allowed'],
    [
      'a credential that is good for nothing',
      '/things',
      { headers: { authorization: 'Bearer rubbish' } },
      401,
      'credential_not_valid',
    ],
    ['no credential', '/things', { headers: { authorization: '' } }, 401, 'credential_missing'],
    ['a permission that is missing', `/things/${newId()}`, { method: 'DELETE' }, 403, 'not_permitted'],
    ['a crash', '/crash', { method: 'POST' }, 500, 'internal_error'],
    [
      'a key that is none',
      '/things',
      { method: 'POST', body: '{}', headers: { 'idempotency-key': 'short' } },
      400,
      'invalid_request',
    ],
    [
      'bytes of another type',
      `/things/${newId()}/picture`,
      { method: 'PUT', body: 'x', headers: { 'content-type': 'image/gif' } },
      415,
      'unsupported_media_type',
    ],
    [
      'too many bytes',
      `/things/${newId()}/picture`,
      { method: 'PUT', body: 'x'.repeat(1_001), headers: { 'content-type': 'image/png' } },
      413,
      'file_too_large',
    ],
  ] as [string, string, RequestInit, number, string][])(
    'answers %s with a problem document',
    async (_what, path, init, status, code) => {
      const response = await send(path, init);
      expect(await problemOf(response)).toMatchObject({ status, code });
      if (status === 405) expect(response.headers.get('allow')).toBe('POST, GET, HEAD');
      if (status === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  it('sends reports away first when there is more to do than can be done, and takes changes still', async () => {
    loopDelay = 2_000;
    let refused = await send('/report');
    for (let tries = 0; refused.status === 200 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      refused = await send('/report');
    }
    loopDelay = 0;
    expect(refused.status).toBe(503);
    expect(await problemOf(refused)).toMatchObject({ code: 'overloaded', priority: 'report' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(15);
    expect((await post('/things', { name: 'lamp', size: 'small' })).status).toBe(201);
  });

  it('never tells an outsider what a crash said', async () => {
    expect(await (await send('/crash', { method: 'POST' })).text()).not.toContain('secret');
  });

  it('answers bytes that are no HTTP with a problem document as well', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.end('what is this\r\n\r\n');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"bad_request"/);
  });

  it('takes raw bytes up to the limit of the endpoint', async () => {
    const response = await send(`/things/${newId()}/picture`, {
      method: 'PUT',
      body: new Uint8Array(1_000),
      headers: { 'content-type': 'image/png' },
    });
    expect(await response.json()).toEqual({ bytes: 1_000 });
  });

  it('lives on when a sender hangs up before anybody read the bytes, and tells who reads them', async () => {
    pause = 150;
    const gone = new AbortController();
    const body = new ReadableStream({ start: (from) => from.enqueue(new Uint8Array(10)) });
    const headers = { 'content-type': 'image/png' };
    const init = { method: 'PUT', body, headers, signal: gone.signal, duplex: 'half' } as RequestInit;
    setTimeout(() => gone.abort(), 50);
    await expect(send(`/things/${newId()}/picture`, init)).rejects.toThrow();
    await vi.waitFor(() => expect(brokenOff).toContain('aborted'), { timeout: 5_000 });
  });

  it('does a keyed write once and gives its answer again', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await post('/things', { name: 'lamp', size: 'small' }, key);
    const again = await post('/things', { name: 'lamp', size: 'small' }, key);
    expect(again.status).toBe(201);
    expect(await again.json()).toEqual(await first.json());
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(runs).toBe(1);
    expect(await test.database.read(organisationId, newestSeq)).toBe(1);
  });

  it('lets one of many simultaneous requests with the same key do it, and answers all the same', async () => {
    pause = 150;
    const key = { 'idempotency-key': newId() };
    const responses = await Promise.all(
      Array.from({ length: 6 }, () => post('/things', { name: 'lamp', size: 'small' }, key)),
    );
    const answers = await Promise.all(responses.map((response) => response.text()));
    expect(new Set(answers).size).toBe(1);
    expect(responses.map((response) => response.status)).toEqual(Array(6).fill(201));
    expect(await test.database.read(organisationId, newestSeq)).toBe(1);
  });

  it('tells a request whose twin takes long that it is still running, and does not do it twice', async () => {
    pause = 6_000;
    const key = { 'idempotency-key': newId() };
    const first = post('/things', { name: 'lamp', size: 'small' }, key);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const second = await post('/things', { name: 'lamp', size: 'small' }, key);
    expect(await problemOf(second)).toMatchObject({ status: 409, code: 'still_running' });
    expect(second.headers.get('retry-after')).toBe('1');
    expect((await first).status).toBe(201);
    expect(await test.database.read(organisationId, newestSeq)).toBe(1);
  });

  it('refuses a key that comes back with another body, and keys of different callers do not meet', async () => {
    const key = { 'idempotency-key': newId() };
    await post('/things', { name: 'lamp', size: 'small' }, key);
    expect(await problemOf(await post('/things', { name: 'table', size: 'small' }, key))).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    });
    const other = await send(
      '/things',
      { method: 'POST', body: JSON.stringify({ name: 'table', size: 'small' }), headers: key },
      'key-2',
    );
    expect(other.status).toBe(201);
  });

  it('keeps nothing of a refused write, so that the same key may do it later', async () => {
    const key = { 'idempotency-key': newId() };
    expect(await problemOf(await post('/things', { name: 'refuse me', size: 'small' }, key))).toMatchObject({
      status: 409,
      other: 7,
    });
    expect((await post('/things', { name: 'take me', size: 'small' }, key)).status).toBe(201);
  });

  it('lets a credential ask so much a second and tells it when to come back, without slowing another', async () => {
    const many = await Promise.all(Array.from({ length: 70 }, () => send('/things', {}, 'key-fast')));
    const refused = many.filter((response) => response.status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]!.headers.get('retry-after')).toBe('1');
    expect(await problemOf(refused[0]!)).toMatchObject({ code: 'too_many_requests' });
    expect((await send('/things', {}, 'key-slow')).status).toBe(200);
    test.clock.advance(1);
    const later = await Promise.all(Array.from({ length: 21 }, () => send('/things', {}, 'key-fast')));
    expect(later.filter((response) => response.status === 200)).toHaveLength(20);
  });

  it('streams facts with their id from where the reader stopped, and live values without one', async () => {
    const response = await send('/feed?after=1', { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = await readUntil(response, 'position');
    expect(text).toBe(
      'retry: 2000\n\nevent: event\nid: 2\ndata: {"at":2}\n\nevent: event\nid: 3\ndata: {"at":3}\n\nevent: position\ndata: {"lon":9.5}\n\n',
    );
    const resumed = await send('/feed?after=1', { headers: { 'last-event-id': '3' } });
    expect(await readUntil(resumed, 'position')).not.toContain('event: event');
  });

  it('may be called from another origin with a token, never with cookies', async () => {
    const preflight = await fetch(`${origin}/api/things`, {
      method: 'OPTIONS',
      headers: { origin: 'https://other.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('counts the requests of members apart, and what a service behind the door was asked', async () => {
    await send('/report');
    await send('/things', {}, 'member-1');
    await send('/things', {}, 'member-1');
    // The monitor's own looks are nobody's: counted, they would hide that nobody comes.
    await send('/things', { headers: { 'user-agent': PROBE_AGENT } }, 'member-1');
    const page = await (await fetch(`${origin}/metrics`)).text();
    const of = (metric: string, labels: string) =>
      Number(new RegExp(`^${metric}\\{${labels},outcome="ok"\\} (\\d+)$`, 'm').exec(page)?.[1]);
    const requests = (caller: string, organisation: string) =>
      of('roundsman_organisation_requests_total', `door="public",caller="${caller}",organisation="${organisation}"`);
    expect([requests('other', organisationId), requests('member', organisationId)]).toEqual([1, 2]);
    // Nobody came in no organisation's name as a member, and that is said.
    expect(requests('member', 'none')).toBe(0);
    const asked = 'component="itinerary-optimiser",organisation=';
    expect(of('roundsman_component_traffic_total', `${asked}"${organisationId}"`)).toBe(1);
  });

  it('tells its health, its readiness and its figures', async () => {
    expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ status: 'ok' });
    http.readiness.push({ name: 'probe', check: async () => 'not yet' });
    const notReady = await fetch(`${origin}/readyz`);
    expect([notReady.status, await notReady.json()]).toEqual([
      503,
      { status: 'not_ready', checks: { probe: 'not yet' }, components: {} },
    ]);
    http.readiness.pop();
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${origin}/metrics`)).text()).toMatch(
      /roundsman_http_request_seconds_count\{door="public",endpoint="things.create",status="201"\} \d+/,
    );
  });
});

async function readUntil(response: Response, word: string): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes(word) || !text.endsWith('\n\n')) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader.cancel();
  return text;
}
