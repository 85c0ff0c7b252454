import * as contract from '@roundsman/api-contract';
import { afterEach, expect, test } from 'vitest';
import { doorPrefixes } from './build-request.ts';
import { createClient } from './client.ts';
import * as light from './endpoints.generated.ts';
import { RefusedError, UnreachableError } from './errors.ts';
import { apiKey } from './session/session.ts';
import { answerJson, answerProblem, startTestServer } from './testing/http-server.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});
async function serve(...args: Parameters<typeof startTestServer>) {
  const server = await startTestServer(...args);
  cleanups.push(server.close);
  return server;
}
const { jobEndpoints, importEndpoints, organisationEndpoints, fileEndpoints } = light;

test('the light endpoints are the contract’s, field by field, without its schemas', () => {
  const tables = Object.entries(contract).filter(
    ([name]) => /^[a-z].*Endpoints$/.test(name) && name !== 'allEndpoints',
  );
  expect(Object.keys(light).sort()).toEqual(tables.map(([name]) => name).sort());
  const flat = Object.values(light).flatMap((table) => Object.values(table));
  expect(flat).toHaveLength(contract.allEndpoints.length);
  for (const endpoint of flat) {
    const original = contract.allEndpoints.find(({ id }) => id === endpoint.id)!;
    const { id, door, method, path, access, bodyTypes, answerKind } = original;
    expect(endpoint).toEqual(JSON.parse(JSON.stringify({ id, door, method, path, access, bodyTypes, answerKind })));
  }
  expect(doorPrefixes).toEqual(contract.doorPrefixes);
});

test('a call builds its URL from the door, the parameters and a query whose lists are comma-separated', async () => {
  const server = await serve((_, response) => answerJson(response, { rows: [], next: null }));
  const client = createClient({ edges: [`${server.url}/`], session: apiKey('rk_1') });
  const answer = await client.call(jobEndpoints.list, {
    query: { state: ['new', 'scheduled'], search: 'Möbel & Co', limit: 5 },
  });
  expect(answer.rows).toEqual([]);
  await client.call(jobEndpoints.history, { params: { jobId: 'a/b' } });
  expect(server.received.map(({ url }) => url)).toEqual([
    '/api/jobs?state=new%2Cscheduled&search=M%C3%B6bel+%26+Co&limit=5',
    '/api/jobs/a%2Fb/history',
  ]);
  expect(server.received[0]!.headers.authorization).toBe('Bearer rk_1');
  expect(server.received[0]!.headers['idempotency-key']).toBeUndefined();
});

test('the contract’s own endpoints and their light copies are called the same way', async () => {
  const server = await serve((_, response) => answerJson(response, { rows: [], next: null }));
  const client = createClient({ edges: [server.url] });
  await client.call(contract.jobEndpoints.list);
  await client.call(light.jobEndpoints.list);
  expect(server.received[0]!.url).toBe(server.received[1]!.url);
});

test('a write whose connection is cut is repeated with the same key and the same body', async () => {
  const server = await serve((_, response, count) =>
    count < 3 ? response.destroy() : answerJson(response, { results: [] }),
  );
  const client = createClient({ edges: [server.url], random: () => 0 });
  const answer = await client.call(jobEndpoints.release, { body: { ids: ['018f0000-0000-7000-8000-000000000000'] } });
  expect(answer.results).toEqual([]);
  expect(server.received).toHaveLength(3);
  expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(new Set(server.received.map(({ body }) => body)).size).toBe(1);
});

test('a wait longer than the budget is not begun', async () => {
  const server = await serve((_, response) =>
    answerProblem(response, 429, 'too_many_requests', { headers: { 'Retry-After': '60' } }),
  );
  const client = createClient({ edges: [server.url] });
  await expect(client.call(organisationEndpoints.get, { budgetMilliseconds: 2000 })).rejects.toMatchObject({
    code: 'too_many_requests',
  });
  expect(server.received).toHaveLength(1);
});

test('still_running is never a final answer', async () => {
  const key = 'the-key';
  const server = await serve((_, response, count) =>
    count < 3 ? answerProblem(response, 409, 'still_running') : answerJson(response, { results: [] }),
  );
  const client = createClient({ edges: [server.url], random: () => 0 });
  const options = { body: { ids: [] }, idempotencyKey: key };
  await expect(client.call(jobEndpoints.release, { ...options, attempts: 2 })).rejects.toBeInstanceOf(UnreachableError);
  await expect(client.call(jobEndpoints.release, options)).resolves.toEqual({ results: [] });
  expect(server.received.every(({ headers }) => headers['idempotency-key'] === key)).toBe(true);
});

test('a refusal is thrown at once, with its fields and its remedy', async () => {
  const fields = [{ field: 'windows.0', code: 'window_in_past', message: 'It is over' }];
  const server = await serve((_, response) =>
    answerProblem(response, 422, 'invalid', { fields, remedy: 'Choose a later one' }),
  );
  const client = createClient({ edges: [server.url] });
  const error = await client
    .call(jobEndpoints.cancel, { params: { jobId: 'x' }, body: { reason: 'r' } })
    .catch((e) => e);
  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject({ code: 'invalid', status: 422, fields, remedy: 'Choose a later one', mayPass: false });
  expect(server.received).toHaveLength(1);
});

test('an answer that never comes ends with the time budget as unreachable', async () => {
  const server = await serve(() => {});
  const client = createClient({ edges: [server.url] });
  await expect(client.call(organisationEndpoints.get, { budgetMilliseconds: 60 })).rejects.toMatchObject({
    reason: 'timeout',
  });
});

test('an abort by the caller throws the caller’s reason and repeats nothing', async () => {
  const stop = new AbortController();
  const server = await serve(() => stop.abort(new Error('left the page')));
  const call = createClient({ edges: [server.url] }).call(organisationEndpoints.get, { signal: stop.signal });
  await expect(call).rejects.toThrow('left the page');
  expect(server.received).toHaveLength(1);
});

test('when one edge is dead the next one gets the same write at once, and stays first afterwards', async () => {
  const dead = await startTestServer(() => {});
  await dead.close();
  const alive = await serve((_, response) => answerJson(response, { results: [] }));
  const tried: string[] = [];
  const client = createClient({
    edges: [dead.url, alive.url],
    fetch: (input, init) => {
      tried.push(String(input));
      return fetch(input, init);
    },
  });
  await client.call(jobEndpoints.release, { body: { ids: [] } });
  await client.call(jobEndpoints.release, { body: { ids: [] } });
  expect(tried.map((url) => new URL(url).origin)).toEqual([dead.url, alive.url, alive.url]);
});

test('a gateway’s page is not mistaken for the platform’s word', async () => {
  const server = await serve((_, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  const client = createClient({ edges: [server.url], random: () => 0 });
  await expect(client.call(organisationEndpoints.get, { attempts: 2 })).rejects.toMatchObject({
    reason: 'unavailable',
  });
  expect(server.received).toHaveLength(2);
});

test('raw bytes travel as they are, and files come back as they are', async () => {
  const server = await serve((request, response) =>
    request.method === 'POST' ? answerJson(response, { id: 'i' }, 201) : response.end(Buffer.from([1, 2, 255])),
  );
  const client = createClient({ edges: [server.url] });
  await client.call(importEndpoints.create, {
    query: { fileName: 'day.csv' },
    body: { bytes: 'a;b\n1;2', contentType: 'text/csv' },
  });
  expect(server.received[0]).toMatchObject({ body: 'a;b\n1;2' });
  expect(server.received[0]!.headers['content-type']).toBe('text/csv');
  const blob = await client.bytes(fileEndpoints.get, { params: { fileId: 'f' } });
  expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([1, 2, 255]);
});

test('304 comes without an answer, and 204 too', async () => {
  const server = await serve((request, response) =>
    request.headers['if-none-match'] ? response.writeHead(304).end() : response.writeHead(204).end(),
  );
  const client = createClient({ edges: [server.url] });
  const exchange = await client.exchange(light.operatorEndpoints.today, { headers: { 'If-None-Match': '"7"' } });
  expect(exchange).toMatchObject({ status: 304, answer: undefined });
  expect(await client.call(light.sessionEndpoints.signOut)).toBeUndefined();
});
