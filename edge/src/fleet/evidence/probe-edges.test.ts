import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { realClock } from '../../clock.ts';
import type { Sighting } from '../run-fleet.ts';
import { placesOf, probeEdges } from './probe-edges.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

/** An edge that answers after so long; `asked` says when it was asked. */
async function openEdge(answersAfterMs: number) {
  const asked: number[] = [];
  const server = createServer((_, response) => {
    asked.push(performance.now());
    setTimeout(() => response.end('x'.repeat(3_000)), answersAfterMs);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, name: 'an edge', asked };
}

/** What the fleet was told of the first of these edges until it was told `count` times. */
async function watch(edges: Awaited<ReturnType<typeof openEdge>>[], count: number, isDoubtful: () => boolean) {
  const stop = new AbortController();
  const told: { atMs: number; bad: number }[] = [];
  await probeEdges(
    {
      edges,
      clock: realClock,
      fleet: {
        saw({ edgeUrl, bad }) {
          if (edgeUrl === edges[0]!.url) told.push({ atMs: performance.now(), bad });
          if (told.length >= count) stop.abort();
        },
        isDoubtful,
      },
      session: null,
      places: [{ network: 'probes', localAddress: null }],
      intervalMilliseconds: 400,
      hurriedMilliseconds: 20,
    },
    stop.signal,
  );
  return told;
}

test('an edge in doubt is looked at again while the last look at it has no answer yet, by four rounds at most', async () => {
  const edges = [await openEdge(600), await openEdge(0)];
  const told = await watch(edges, 1, () => true);
  expect(told[0]!.bad).toBe(1);
  const beforeItsWord = edges[0]!.asked.filter((at) => at < told[0]!.atMs);
  expect(beforeItsWord.length).toBe(4);
});

test('edges in no doubt are looked at in their rhythm, however quickly they answer', async () => {
  const edges = [await openEdge(0), await openEdge(0)];
  const told = await watch(edges, 3, () => false);
  expect(told.every(({ bad }) => bad === 0)).toBe(true);
  expect(told[2]!.atMs - told[0]!.atMs).toBeGreaterThan(500);
});

test('one sighting is enough to hurry: the rest of the interval is not waited for', async () => {
  const edges = [await openEdge(200), await openEdge(0)];
  let isBeaten = false;
  const watched = watch(edges, 2, () => isBeaten);
  setTimeout(() => {
    isBeaten = true;
  }, 60);
  const told = await watched;
  expect(told[1]!.atMs - told[0]!.atMs).toBeLessThan(330);
});

test('a round that reaches no edge is told as such, be it of one edge or of several, and condemns none', async () => {
  const gone = { name: 'gone', url: 'http://127.0.0.1:9' };
  for (const edges of [[gone], [gone, { ...gone, name: 'gone too' }]]) {
    const stop = new AbortController();
    const told: Sighting[] = [];
    const saw = (sighting: Sighting) => {
      told.push(sighting);
      if (told.length >= 2) stop.abort();
    };
    const rhythm = { intervalMilliseconds: 20, hurriedMilliseconds: 5 };
    const places = placesOf('here', []);
    await probeEdges(
      { edges, clock: realClock, fleet: { saw, isDoubtful: () => false }, session: null, places, ...rhythm },
      stop.signal,
    );
    expect(told[0]).toEqual({
      edgeUrl: gone.url,
      network: 'probes of here',
      witness: 'probe',
      good: 0,
      bad: 0,
      failed: 1,
    });
  }
});

test('places are told apart by the program that looks, and by the address it looks from', () => {
  const networks = [placesOf('a', []), placesOf('b', []), placesOf('b', ['10.0.0.5', '10.0.1.5'])].flatMap((places) =>
    places.map(({ network }) => network),
  );
  expect(networks).toEqual(['probes of a', 'probes of b', 'probes of b from 10.0.0.5', 'probes of b from 10.0.1.5']);
});

/** What is told of two edges that answer documents well, until one was told this often; each read signed in is answered as said. */
async function watchReads(answers: readonly [status: number, type: string][], times: number) {
  const stop = new AbortController();
  const told: Sighting[] = [];
  const refused: string[] = [];
  const edges = await Promise.all(
    answers.map(async ([status, type], at) => {
      const server = createServer((request, response) => {
        if (request.headers.authorization === undefined) return response.end('x'.repeat(3_000));
        expect([request.url, request.headers.authorization]).toEqual(['/api/notification-rules', 'Bearer t-1']);
        response.writeHead(status, { 'content-type': type }).end('x'.repeat(3_000));
      });
      servers.push(server);
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, name: `edge ${at}` };
    }),
  );
  let token: string | null = 't-1';
  await probeEdges(
    {
      edges,
      clock: realClock,
      fleet: {
        saw(sighting) {
          told.push(sighting);
          if (told.filter(({ edgeUrl }) => edgeUrl === edges[1]!.url).length >= times) stop.abort();
        },
        isDoubtful: () => false,
      },
      session: {
        token: () => token,
        refused(one) {
          refused.push(one);
          token = null;
        },
      },
      places: placesOf('here', []),
      intervalMilliseconds: 30,
      hurriedMilliseconds: 5,
    },
    stop.signal,
  );
  return { bad: edges.map(({ url }) => told.filter((one) => one.edgeUrl === url && one.bad > 0).length), refused };
}

test('every third round reads as a member does, and an edge that brings no such answer is beaten by its sibling', async () => {
  const { bad, refused } = await watchReads(
    [
      [502, 'text/html'],
      [200, 'application/json'],
    ],
    9,
  );
  expect(bad[0]).toBeGreaterThanOrEqual(2);
  expect([bad[1], refused]).toEqual([0, []]);
});

test('what the platform itself refuses is held against no edge: an account that was changed, a database that is away', async () => {
  const problem = 'application/problem+json';
  expect(
    await watchReads(
      [
        [401, problem],
        [200, 'application/json'],
      ],
      9,
    ),
  ).toEqual({ bad: [0, 0], refused: ['t-1'] });
  expect(
    await watchReads(
      [
        [401, problem],
        [401, problem],
      ],
      9,
    ),
  ).toEqual({ bad: [0, 0], refused: ['t-1'] });
  expect(
    await watchReads(
      [
        [503, problem],
        [200, 'application/json'],
      ],
      9,
    ),
  ).toEqual({ bad: [0, 0], refused: [] });
});
