import { once } from 'node:events';
import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { Agent } from 'undici';
import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from './client.ts';
import { jobEndpoints, liveEndpoints, organisationEndpoints } from './endpoints.generated.ts';
import { apiKey } from './session/session.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

type Answer = (stream: ServerHttp2Stream, path: string, method: string) => void;

/** An edge that speaks HTTP/2 and nothing else. */
async function startEdge(answer: Answer) {
  const server: Http2Server = createServer();
  const sessions: ServerHttp2Session[] = [];
  const asked: { path: string; key: string | undefined }[] = [];
  server.on('session', (session) => sessions.push(session));
  server.on('stream', (stream, headers) => {
    const path = String(headers[':path']);
    asked.push({ path, key: headers['idempotency-key'] as string | undefined });
    stream.on('error', () => {});
    stream.resume().on('end', () => answer(stream, path, String(headers[':method'])));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(() => {
    for (const session of sessions) session.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sessions, asked };
}

/** Node's own fetch, told that the other side speaks HTTP/2: which protocol it is, TLS would have settled. */
function fetchOverHttp2(): typeof fetch {
  const dispatcher = new Agent({
    allowH2: true,
    // As browsers do: one connection to an edge, and a stream for each request.
    connections: 1,
    pipelining: 100,
    maxConcurrentStreams: 100,
    connect: ({ hostname, port }, callback) => {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.once('connect', () => callback(null, Object.assign(socket, { alpnProtocol: 'h2' })));
      socket.once('error', (error) => callback(error, null));
    },
  });
  cleanups.unshift(() => dispatcher.destroy());
  return (input, init) => fetch(input, { ...init, dispatcher } as RequestInit);
}

const json: Answer = (stream) => {
  stream.respond({ ':status': 200, 'content-type': 'application/json' });
  stream.end(JSON.stringify({ rows: [], results: [], name: 'Rheintal' }));
};
const silent: Answer = () => {};

test('over HTTP/2 a read is hedged, a write keeps its key, and the silent edge is left without closing its connection', async () => {
  const [gray, well] = [await startEdge(silent), await startEdge(json)];
  const client = createClient({ edges: [gray.url, well.url], session: apiKey('rk_1'), fetch: fetchOverHttp2() });
  const from = performance.now();
  expect(await client.call(organisationEndpoints.get)).toMatchObject({ name: 'Rheintal' });
  await client.call(jobEndpoints.release, { body: { ids: [] } });
  expect(performance.now() - from).toBeLessThan(3_000);
  const keys = [...gray.asked, ...well.asked].flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(1);
  // A request that is given up ends its stream (RST_STREAM), not the connection that others share.
  expect(gray.sessions.map(({ destroyed }) => destroyed)).toEqual([false]);
});

test('over HTTP/2 many calls to an edge are streams of one connection', async () => {
  const edge = await startEdge(json);
  const client = createClient({ edges: [edge.url], session: apiKey('rk_1'), fetch: fetchOverHttp2() });
  await client.call(jobEndpoints.list);
  await Promise.all(Array.from({ length: 20 }, () => client.call(jobEndpoints.list)));
  expect(edge.asked).toHaveLength(21);
  expect(edge.sessions).toHaveLength(1);
});

test('over HTTP/2 a live feed hears events, and goes on over the next edge by its cursor when its own breaks', async () => {
  const feed =
    (id: number): Answer =>
    (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
      stream.write(`id: ${id}\nevent: event\ndata: {"at":${id}}\n\n`);
    };
  const [first, second] = [await startEdge(feed(1)), await startEdge(feed(2))];
  const client = createClient({ edges: [first.url, second.url], session: apiKey('rk_1'), fetch: fetchOverHttp2() });
  const heard: unknown[] = [];
  const live = client.live<{ event: { at: number } }>(liveEndpoints.feed, {
    on: { event: ({ at }) => heard.push(at) },
  });
  cleanups.unshift(live.close);
  await vi.waitFor(() => expect(heard).toEqual([1]));
  for (const session of first.sessions) session.destroy();
  await vi.waitFor(() => expect(heard).toContain(2), 10_000);
  expect(second.asked.map(({ path }) => path)).toEqual(['/api/live?after=1']);
});
