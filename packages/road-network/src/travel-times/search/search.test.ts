import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { greatCircleMeters, type LonLat } from '@roundsman/units';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExtract } from '../../extract/index.ts';
import { seededRandom } from '../../geocoding/slips-of-the-finger.ts';
import type { RoadSearch, TrackFix } from '../road-search.ts';
import { describeTravelTimes, samplePlaces } from '../travel-times.conformance.ts';
import type { TravelTimes } from '../travel-times.ts';
import { contract } from './contract.ts';
import { UpwardSearch } from './hierarchy-search.ts';
import { buildRoadGraph, openSearch, writeRoadGraph } from './index.ts';
import { NodeQueue } from './node-queue.ts';
import type { TurnGraph } from './turn-graph.ts';

const extractPath = fileURLToPath(
  new URL('../../../../../sample/liechtenstein/liechtenstein.osm.pbf', import.meta.url),
);

async function openOnSample(): Promise<{ travelTimes: TravelTimes & RoadSearch; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'roundsman-search-'));
  await writeRoadGraph(join(folder, 'roads.bin'), buildRoadGraph(await readExtract(extractPath)));
  return {
    travelTimes: await openSearch(join(folder, 'roads.bin'), join(folder, 'search')),
    close: () => rm(folder, { recursive: true }),
  };
}

describeTravelTimes('our own search', openOnSample);

describe('our own search on the sample', () => {
  let opened: Awaited<ReturnType<typeof openOnSample>>;
  beforeAll(async () => {
    opened = await openOnSample();
  }, 60_000);
  afterAll(() => opened.close());

  it('says the same in a matrix and on the way drawn', async () => {
    const points = Object.values(samplePlaces);
    const matrix = await opened.travelTimes.matrix(points, points, 'van');
    const { legs } = await opened.travelTimes.shape(points, 'van');
    legs.forEach((leg, at) => {
      const pair = at * points.length + at + 1;
      expect([leg.seconds, leg.meters]).toEqual([matrix.seconds[pair], matrix.meters[pair]]);
    });
  });

  it('says the same of one place among many as in the whole matrix, first and later', async () => {
    const points = Object.values(samplePlaces);
    const whole = await opened.travelTimes.matrix(points, points, 'van');
    for (const [at, point] of [...points.entries(), ...points.entries()]) {
      const out = await opened.travelTimes.matrix([point], points, 'van');
      const back = await opened.travelTimes.matrix(points, [point], 'van');
      const size = points.length;
      expect([...out.seconds]).toEqual([...whole.seconds.slice(at * size, (at + 1) * size)]);
      expect([...back.seconds]).toEqual(points.map((_, row) => whole.seconds[row * size + at]));
    }
  });

  it('does not drive a one-way street backwards', async () => {
    // The one-way ring in the middle of Schaan: the way there and the way back are different roads.
    const [west, east] = [
      { lon: 9.5078, lat: 47.1659 },
      { lon: 9.5094, lat: 47.1667 },
    ];
    const { seconds } = await opened.travelTimes.matrix([west, east], [west, east], 'van');
    expect(seconds[1]).not.toBe(seconds[2]);
  });
});

describe('neighbourhoods', () => {
  let opened: Awaited<ReturnType<typeof openOnSample>>;
  beforeAll(async () => {
    opened = await openOnSample();
  }, 60_000);
  afterAll(() => opened.close());

  it('are the places that the whole matrix says are soonest, with its very times', async () => {
    const places = Array.from({ length: 60 }, (_, at) => ({
      lon: 9.5 + (at % 10) * 0.004,
      lat: 47.1 + Math.floor(at / 10) * 0.012,
    }));
    const count = 7;
    const { seconds } = await opened.travelTimes.matrix(places, places, 'van');
    const near = await opened.travelTimes.neighbours(places, 'van', count);
    for (const row of places.keys()) {
      const own = [...near.place.subarray(row * count, (row + 1) * count)];
      expect(new Set(own).size).toBe(count);
      expect(own).not.toContain(row);
      own.forEach((place, rank) => {
        expect(near.seconds[row * count + rank]).toBe(seconds[row * places.length + place]);
      });
      // The way is chosen by weight (time and reluctance), so ranks follow the times but for small streets.
      const soonest = [...places.keys()]
        .filter((place) => place !== row)
        .sort((a, b) => seconds[row * places.length + a]! - seconds[row * places.length + b]!);
      const farthest = Math.max(...own.map((place) => seconds[row * places.length + place]!));
      expect(farthest).toBeLessThan(seconds[row * places.length + soonest[count - 1]!]! * 1.5 + 60);
    }
  });

  it('say −1 where no road leads, and where there are no more places', async () => {
    const midAtlantic = { lon: -30, lat: 10 };
    const near = await opened.travelTimes.neighbours([samplePlaces.vaduz, midAtlantic, samplePlaces.schaan], 'car', 2);
    expect([...near.place]).toEqual([2, -1, -1, -1, 0, -1]);
    expect(near.seconds[1]).toBe(-1);
  });

  it('refuse a number that is none', async () => {
    await expect(opened.travelTimes.neighbours([samplePlaces.vaduz], 'car', 0)).rejects.toMatchObject({
      code: 'bad_request',
      field: 'count',
    });
  });
});

describe('matching recorded positions', () => {
  let opened: Awaited<ReturnType<typeof openOnSample>>;
  beforeAll(async () => {
    opened = await openOnSample();
  }, 60_000);
  afterAll(() => opened.close());

  /** A drive as a phone records it: a position each 80 to 200 m, off the road by up to `noiseMeters` at random. */
  async function drive(noiseMeters: number, seed: number) {
    const { legs } = await opened.travelTimes.shape(
      [samplePlaces.balzers, samplePlaces.vaduz, samplePlaces.eschen],
      'van',
    );
    const random = seededRandom(seed);
    const fixes: TrackFix[] = [];
    let last: LonLat | null = null;
    for (const [lon, lat] of legs.flatMap(({ coordinates }) => coordinates)) {
      if (last && greatCircleMeters(last, { lon, lat }) < 80) continue;
      last = { lon, lat };
      const degrees = noiseMeters / 111_000;
      fixes.push({
        lon: lon + ((random() * 2 - 1) * degrees) / Math.cos((lat * Math.PI) / 180),
        lat: lat + (random() * 2 - 1) * degrees,
        accuracyMeters: Math.max(5, noiseMeters),
      });
    }
    return { fixes, drivenMeters: legs.reduce((sum, leg) => sum + leg.meters, 0) };
  }

  describe('while a long question is answered', () => {
    const scattered = (count: number, seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: count }, () => ({ lon: 9.5 + random() * 0.05, lat: 47.1 + random() * 0.1 }));
    };
    const { vaduz, schaan } = samplePlaces;

    it('answers short ones before, many of them one after the other, and the long one is the same to the last digit', async () => {
      const places = scattered(400, 6);
      const alone = await opened.travelTimes.matrix(places, places, 'van');
      const answered: string[] = [];
      const note = (what: string) => () => answered.push(what);
      const long = opened.travelTimes.matrix(places, places, 'van');
      const longOver = long.then(note('matrix'));
      await Promise.all([
        opened.travelTimes.nearest(vaduz).then(note('nearest')),
        opened.travelTimes.matrix([vaduz], [schaan], 'van').then(note('row')),
        opened.travelTimes.shape([vaduz, schaan], 'van').then(note('shape')),
      ]);
      expect(answered.toSorted()).toEqual(['nearest', 'row', 'shape']);
      // 160,000 pairs and 800 searches are some thirteen stretches: a short question waits for one of them.
      while (!answered.includes('matrix')) {
        await opened.travelTimes.matrix([schaan], places.slice(0, 5), 'van');
        answered.push('row');
        await new Promise((resolve) => setImmediate(resolve));
      }
      await longOver;
      expect(answered.length).toBeGreaterThan(12);
      expect(await long).toEqual(alone);
    });

    it('answers short ones before the positions of a day, which come to the same kilometres', async () => {
      const { fixes } = await drive(8, 2);
      const track = Array.from({ length: 6 }, () => fixes).flat();
      const alone = await opened.travelTimes.matchTrack(track, 'van');
      const answered: string[] = [];
      const long = opened.travelTimes.matchTrack(track, 'van');
      const longOver = long.then(() => answered.push('track'));
      const row = opened.travelTimes.matrix([vaduz], [schaan], 'van').then(() => answered.push('row'));
      await Promise.all([longOver, row]);
      expect(answered).toEqual(['row', 'track']);
      expect(await long).toEqual(alone);
    });

    it('answers the next long one after it', async () => {
      const places = scattered(400, 7);
      const answered: number[] = [];
      const ask = (count: number) => {
        const some = places.slice(0, count);
        return opened.travelTimes.matrix(some, some, 'van').then(() => answered.push(count));
      };
      await Promise.all([ask(400), ask(140), ask(130)]);
      expect(answered).toEqual([400, 140, 130]);
    });

    it('finds the same neighbours', async () => {
      const places = scattered(300, 8);
      const alone = await opened.travelTimes.neighbours(places, 'van', 20);
      const answered: string[] = [];
      const long = opened.travelTimes.neighbours(places, 'van', 20);
      const longOver = long.then(() => answered.push('neighbours'));
      await new Promise((resolve) => setImmediate(resolve));
      await opened.travelTimes.nearest(vaduz).then(() => answered.push('nearest'));
      await longOver;
      expect(answered).toEqual(['nearest', 'neighbours']);
      expect(await long).toEqual(alone);
    });
  });

  it.each([
    [0, 1],
    [8, 2],
    [15, 3],
  ])('finds the kilometres of a drive recorded with %i m of noise, within 3 %%', async (noiseMeters, seed) => {
    const { fixes, drivenMeters } = await drive(noiseMeters, seed);
    const { meters, offRoadMeters } = await opened.travelTimes.matchTrack(fixes, 'van');
    expect(Math.abs(meters / drivenMeters - 1)).toBeLessThan(0.03);
    expect(offRoadMeters).toBeLessThan(drivenMeters * 0.02);
  });

  it('does not count a vehicle that stands and whose positions wander', async () => {
    const random = seededRandom(5);
    const fixes = Array.from({ length: 200 }, () => ({
      lon: samplePlaces.vaduz.lon + (random() - 0.5) * 0.0002,
      lat: samplePlaces.vaduz.lat + (random() - 0.5) * 0.0001,
    }));
    expect((await opened.travelTimes.matchTrack(fixes, 'van')).meters).toBeLessThan(60);
  });

  it('follows the road through a tunnel of silence, and says what lay off every road', async () => {
    const { fixes, drivenMeters } = await drive(5, 4);
    const gap = fixes.filter((_, at) => at % 8 === 0 || at === fixes.length - 1);
    const { meters } = await opened.travelTimes.matchTrack(gap, 'van');
    expect(Math.abs(meters / drivenMeters - 1)).toBeLessThan(0.06);
    const lake = [
      { lon: -30, lat: 10 },
      { lon: -30, lat: 10.01 },
    ];
    const off = await opened.travelTimes.matchTrack(lake, 'van');
    expect(off.offRoadMeters).toBe(off.meters);
    expect(off.meters).toBeGreaterThan(1000);
    expect(await opened.travelTimes.matchTrack([], 'van')).toEqual({ meters: 0, offRoadMeters: 0 });
  });
});

describe('a contraction hierarchy', () => {
  it('finds exactly the shortest weights that a plain search finds, on any graph', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        const hierarchy = contract(graph);
        const forward = new UpwardSearch(hierarchy, 'forward');
        const backward = new UpwardSearch(hierarchy, 'backward');
        for (let from = 0; from < graph.nodeCount; from++) {
          const truth = dijkstra(graph, from);
          forward.run([{ node: from, weight: 0, seconds: 0, meters: 0 }]);
          for (let to = 0; to < graph.nodeCount; to++) {
            backward.run([{ node: to, weight: 0, seconds: 0, meters: 0 }]);
            let best = Number.POSITIVE_INFINITY;
            for (const node of forward.settled) best = Math.min(best, forward.weight[node]! + backward.weight[node]!);
            expect(best).toBe(truth[to]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same for the same graph', () => {
    const graph = graphOf(6, [
      [0, 1, 3],
      [1, 2, 1],
      [2, 0, 9],
      [2, 3, 2],
      [3, 4, 2],
      [4, 1, 1],
      [4, 5, 7],
      [5, 0, 1],
    ]);
    expect(contract(graph)).toEqual(contract(graph));
  });
});

const randomGraph = fc
  .integer({ min: 2, max: 14 })
  .chain((nodeCount) => {
    const node = fc.integer({ min: 0, max: nodeCount - 1 });
    const arc = fc.tuple(node, node, fc.integer({ min: 0, max: 20 }));
    return fc.tuple(fc.constant(nodeCount), fc.array(arc, { maxLength: nodeCount * 4 }));
  })
  .map(([nodeCount, arcs]) => graphOf(nodeCount, arcs));

function graphOf(nodeCount: number, arcs: readonly (readonly [from: number, to: number, weight: number])[]): TurnGraph {
  const sorted = arcs.toSorted((a, b) => a[0] - b[0]);
  const firstArc = new Int32Array(nodeCount + 1);
  for (const [from] of sorted) firstArc[from + 1]! += 1;
  for (let node = 0; node < nodeCount; node++) firstArc[node + 1]! += firstArc[node]!;
  const weights = Int32Array.from(sorted, ([, , weight]) => weight);
  const zeros = new Int32Array(nodeCount);
  const identity = Int32Array.from({ length: nodeCount }, (_, node) => node);
  return {
    nodeCount,
    edgeOf: identity,
    nodeOf: identity,
    twinsOf: new Map(),
    weight: zeros,
    seconds: zeros,
    meters: zeros,
    firstArc,
    arcTo: Int32Array.from(sorted, ([, to]) => to),
    arcWeight: weights,
    arcSeconds: weights,
    arcMeters: weights,
  };
}

function dijkstra(graph: TurnGraph, from: number): Float64Array {
  const distance = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  const queue = new NodeQueue();
  distance[from] = 0;
  queue.push(0, from);
  while (queue.size > 0) {
    const key = queue.leastKey;
    const node = queue.pop();
    if (key > distance[node]!) continue;
    for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) {
      const next = graph.arcTo[arc]!;
      const sum = key + graph.arcWeight[arc]!;
      if (sum >= distance[next]!) continue;
      distance[next] = sum;
      queue.push(sum, next);
    }
  }
  return distance;
}
