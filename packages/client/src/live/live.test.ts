import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from '../client.ts';
import { liveEndpoints, trackerEndpoints } from '../endpoints.generated.ts';
import { apiKey } from '../session/session.ts';
import { answerProblem, startTestServer } from '../testing/http-server.ts';
import type { LiveConnection, LiveState, PublicFeed, TrackerFeed } from './live-types.ts';
import { parseServerSentEvents, type ServerSentEvent } from './sse-parser.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
async function serve(answer: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(answer);
  cleanups.push(server.close);
  return server;
}
const held = (connection: LiveConnection) => {
  cleanups.push(connection.close);
  return connection;
};
const open = (response: ServerResponse) =>
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
const emit = (response: ServerResponse, id: string, type: string) =>
  response.write(`event: event\nid: ${id}\ndata: ${JSON.stringify({ cursor: id, type })}\n\n`);

test('a broken line is taken up again after the last event seen, so none is missed and none comes twice', async () => {
  const log = ['job.created', 'job.released', 'job.on_route', 'job.arrived', 'job.completed'];
  const server = await serve((request, response) => {
    const after = Number(new URL(request.url, 'http://x').searchParams.get('after') ?? 0);
    open(response);
    for (let seq = after + 1; seq <= Math.min(after + 2, log.length); seq++) emit(response, String(seq), log[seq - 1]!);
    if (after + 2 < log.length) setTimeout(() => response.destroy(), 20);
  });
  const seen: string[] = [];
  const states: LiveState['kind'][] = [];
  const client = createClient({ edges: [server.url], session: apiKey('rk'), random: () => 0 });
  const connection = held(
    client.live<PublicFeed>(liveEndpoints.feed, {
      on: { event: (event) => seen.push(event.type) },
      onState: ({ kind }) => {
        if (states.at(-1) !== kind) states.push(kind);
      },
    }),
  );
  await vi.waitFor(() => expect(seen).toEqual(log), 3000);
  expect(connection.cursor()).toBe('5');
  expect(connection.state().kind).toBe('live');
  expect(states).toEqual(['live', 'reconnecting', 'live', 'reconnecting', 'live']);
  expect(server.received.map(({ url }) => url)).toEqual(['/api/live', '/api/live?after=2', '/api/live?after=4']);
  expect(server.received[0]!.headers.authorization).toBe('Bearer rk');
});

test('a line that opens slowly over every edge is given longer each time, and not given up for ever', async () => {
  const server = await serve((_, response) => {
    setTimeout(() => open(response), 1_800);
  });
  const client = createClient({ edges: [server.url], session: apiKey('rk'), random: () => 0 });
  const connection = held(client.live<PublicFeed>(liveEndpoints.feed, { on: {} }));
  await vi.waitFor(() => expect(connection.state().kind).toBe('live'), 8_000);
  expect(server.received).toHaveLength(2);
});

test('a line that breaks before its first event is taken up where it began', async () => {
  const server = await serve((request, response) => {
    const isFirst = !request.url.includes('after');
    open(response);
    if (isFirst) response.write('event: clock\nid: 7\ndata: {}\n\n', () => response.destroy());
    else emit(response, '8', 'job.created');
  });
  const seen: string[] = [];
  const client = createClient({ edges: [server.url], random: () => 0 });
  held(client.live<PublicFeed>(liveEndpoints.feed, { on: { event: (event) => seen.push(event.type) } }));
  await vi.waitFor(() => expect(seen).toEqual(['job.created']), 3000);
  expect(server.received.map(({ url }) => url)).toEqual(['/api/live', '/api/live?after=7']);
});

test('a line that falls silent is dropped and opened again', async () => {
  const server = await serve((_, response) => open(response));
  const client = createClient({ edges: [server.url], random: () => 0 });
  held(client.live(liveEndpoints.feed, { on: {}, silenceMilliseconds: 60 }));
  await vi.waitFor(() => expect(server.received.length).toBeGreaterThan(1), 3000);
});

test('a line that is late has its edge held against a sibling, and leaves it before it is given up', async () => {
  const gray = await serve((request, response) => {
    if (request.url.startsWith('/api/live')) open(response);
    else setTimeout(() => response.end('{}'), 600);
  });
  const well = await serve((request, response) => {
    if (!request.url.startsWith('/api/live')) return response.end('{}');
    open(response);
    emit(response, '1', 'job.created');
  });
  const seen: string[] = [];
  const client = createClient({ edges: [gray.url, well.url], random: () => 0 });
  const silenceMilliseconds = 1_000;
  held(
    client.live<PublicFeed>(liveEndpoints.feed, {
      on: { event: (event) => seen.push(event.type) },
      silenceMilliseconds,
    }),
  );
  await vi.waitFor(() => expect(seen).toEqual(['job.created']), 2 * silenceMilliseconds);
  expect(gray.received.map(({ url }) => url)).toEqual(['/api/live', '/edge-api/manifest']);
});

test('a line that is late over a well edge stays where it is', async () => {
  const late = await serve((request, response) => {
    if (!request.url.startsWith('/api/live')) return response.end('{}');
    open(response);
    setTimeout(() => emit(response, '1', 'job.created'), 250);
  });
  const other = await serve((_, response) => response.end('{}'));
  const seen: string[] = [];
  const client = createClient({ edges: [late.url, other.url], random: () => 0 });
  held(
    client.live<PublicFeed>(liveEndpoints.feed, {
      on: { event: (event) => seen.push(event.type) },
      silenceMilliseconds: 150,
    }),
  );
  await vi.waitFor(() => expect(seen).toEqual(['job.created']), 3_000);
  expect(late.received.map(({ url }) => url)).toEqual(['/api/live', '/edge-api/manifest']);
  expect(other.received).toEqual([]);
});

test('a cursor that is too old is said to be a gap, and the feed goes on from now', async () => {
  const server = await serve((request, response) =>
    request.url.includes('after') ? answerProblem(response, 410, 'cursor_expired') : open(response),
  );
  const gaps: number[] = [];
  const client = createClient({ edges: [server.url] });
  const connection = held(client.live(liveEndpoints.feed, { after: 'old', on: {}, onGap: () => gaps.push(1) }));
  await vi.waitFor(() => expect(connection.state().kind).toBe('live'), 3000);
  expect(gaps).toEqual([1]);
  expect(server.received.map(({ url }) => url)).toEqual(['/api/live?after=old', '/api/live']);
});

test('a feed that is refused says why and is offline at once', async () => {
  const server = await serve((_, response) => answerProblem(response, 410, 'link_expired'));
  const client = createClient({ edges: [server.url] });
  const connection = held(client.live<TrackerFeed>(trackerEndpoints.feed, { params: { link: 'l' }, on: {} }));
  await vi.waitFor(() => expect(connection.state().kind).toBe('offline'), 3000);
  expect(connection.state().error).toMatchObject({ code: 'link_expired' });
});

test('events come out the same however the bytes are cut', () => {
  const text =
    ': hello\r\n\r\nevent: event\r\nid: 7\ndata: {"a":1}\n\ndata: first\ndata:second\n\nevent: lonely\n\nretry: 500\n\nid: x\rdata: e\r\r\n';
  const whole: ServerSentEvent[] = [
    { name: 'event', data: '{"a":1}', id: '7' },
    { name: 'message', data: 'first\nsecond', id: null },
    { name: 'message', data: 'e', id: 'x' },
  ];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 12 }), (cuts) => {
      const events: ServerSentEvent[] = [];
      const parse = parseServerSentEvents((event) => events.push(event));
      const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
      for (let i = 1; i < places.length; i++) parse(text.slice(places[i - 1], places[i]));
      expect(events).toEqual(whole);
    }),
  );
});

test('an event without end is refused instead of filling the memory', () => {
  const parse = parseServerSentEvents(() => {});
  const piece = 'x'.repeat(1024 * 1024);
  expect(() => {
    for (let i = 0; i < 8; i++) parse(i === 0 ? `data: ${piece}` : piece);
  }).toThrow(RangeError);
});
