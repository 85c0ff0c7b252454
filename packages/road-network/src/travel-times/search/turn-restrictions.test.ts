import type { LonLat } from '@roundsman/units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Extract, Relation, Tags } from '../../extract/index.ts';
import type { RoadProfile } from '../travel-times.ts';
import { buildRoadGraph } from './build-road-graph.ts';
import { contract } from './contract.ts';
import { ProfileRoads } from './profile-roads.ts';
import { searchTravelTimes } from './search-travel-times.ts';
import { buildTurnGraph, type TurnGraph } from './turn-graph.ts';

interface Snippet {
  readonly nodes: Record<number, readonly [lon: number, lat: number]>;
  readonly ways: Record<number, { readonly nodes: readonly number[]; readonly tags?: Tags }>;
  readonly relations?: readonly Relation[];
}

/** A piece of OpenStreetMap as it is written, ways residential unless they say otherwise. */
function extractOf({ nodes, ways, relations = [] }: Snippet): Extract {
  const ids = Object.keys(nodes).map(Number);
  return {
    bounds: [0, 0, 1, 1],
    nodes: {
      count: ids.length,
      lons: Float64Array.from(ids, (id) => nodes[id]![0]),
      lats: Float64Array.from(ids, (id) => nodes[id]![1]),
      indexOf: (id) => ids.indexOf(id),
    },
    taggedNodes: [],
    ways: new Map(
      Object.entries(ways).map(([id, way]) => [
        Number(id),
        {
          id: Number(id),
          tags: { highway: 'residential', ...way.tags },
          nodes: Int32Array.from(way.nodes, (node) => ids.indexOf(node)),
        },
      ]),
    ),
    relations,
  };
}

const restriction = (tags: Tags, from: number, via: readonly (number | string)[], to: number): Relation => ({
  id: 1,
  tags: { type: 'restriction', ...tags },
  members: [
    { type: 'way', id: from, role: 'from' },
    ...via.map((id) =>
      typeof id === 'string'
        ? ({ type: 'node', id: Number(id), role: 'via' } as const)
        : ({ type: 'way', id, role: 'via' } as const),
    ),
    { type: 'way', id: to, role: 'to' },
  ],
});

/** 10 runs east (nodes 1 2 3), 20 runs west beside it (6 5 4), 30 joins them in the middle, 40 at the east end; 50 comes from the south, 60 goes north. */
const dualCarriageway: Snippet = {
  nodes: {
    1: [0, 0],
    2: [0.002, 0],
    3: [0.004, 0],
    4: [0, 0.0002],
    5: [0.002, 0.0002],
    6: [0.004, 0.0002],
    7: [0.002, -0.001],
    8: [0.002, 0.0012],
  },
  ways: {
    10: { nodes: [1, 2], tags: { oneway: 'yes' } },
    11: { nodes: [2, 3], tags: { oneway: 'yes' } },
    20: { nodes: [6, 5], tags: { oneway: 'yes' } },
    21: { nodes: [5, 4], tags: { oneway: 'yes' } },
    30: { nodes: [2, 5] },
    40: { nodes: [3, 6] },
    50: { nodes: [7, 2] },
    60: { nodes: [5, 8] },
    70: { nodes: [4, 1] },
  },
};
const onWest: LonLat = { lon: 0.0015, lat: -0.00001 };
const onWestBack: LonLat = { lon: 0.0015, lat: 0.00021 };
const onEast: LonLat = { lon: 0.0035, lat: -0.00001 };
const onLink: LonLat = { lon: 0.002, lat: 0.0001 };
const south: LonLat = { lon: 0.002, lat: -0.0009 };
const north: LonLat = { lon: 0.002, lat: 0.0011 };

async function drive(snippet: Snippet, from: LonLat, to: LonLat, profile: RoadProfile = 'van') {
  const graph = buildRoadGraph(extractOf(snippet));
  const travelTimes = searchTravelTimes(graph, async (asked) => {
    const turns = buildTurnGraph(graph, asked);
    return new ProfileRoads(turns, contract(turns));
  });
  const { meters } = await travelTimes.matrix([from], [to], profile);
  const near = await travelTimes.neighbours([from, to], profile, 1);
  const { legs } = await travelTimes.shape([from, to], profile);
  // Three ways of asking, one answer.
  expect([near.meters[0], legs[0]!.meters]).toEqual([meters[0], meters[0]]);
  return { meters: meters[0]!, note: travelTimes.provider.note };
}
const withSign = (...relations: Relation[]): Snippet => ({ ...dualCarriageway, relations });
const noUTurn = restriction({ restriction: 'no_u_turn' }, 10, [30], 21);

describe('turn restrictions over several ways', () => {
  it('forbid the turn over the road between two carriageways, and leave all others open', async () => {
    const open = await drive(dualCarriageway, onWest, onWestBack);
    expect(open.meters).toBeLessThan(200);
    const signed = withSign(noUTurn);
    // On to the east end and back: twice 222 m more.
    expect((await drive(signed, onWest, onWestBack)).meters).toBeGreaterThan(open.meters + 400);
    expect((await drive(signed, onWest, north)).meters).toBe((await drive(dualCarriageway, onWest, north)).meters);
    expect((await drive(signed, south, onWestBack)).meters).toBe(
      (await drive(dualCarriageway, south, onWestBack)).meters,
    );
  });

  it('let one arrive on the road between, and leave from it', async () => {
    const signed = withSign(noUTurn);
    expect((await drive(signed, onWest, onLink)).meters).toBe((await drive(dualCarriageway, onWest, onLink)).meters);
    expect((await drive(signed, onLink, onWestBack)).meters).toBe(
      (await drive(dualCarriageway, onLink, onWestBack)).meters,
    );
  });

  it('that name the only way forbid every other, at each junction on it', async () => {
    const signed = withSign(restriction({ restriction: 'only_straight_on' }, 10, [30], 60));
    expect((await drive(signed, onWest, north)).meters).toBe((await drive(dualCarriageway, onWest, north)).meters);
    expect((await drive(signed, onWest, onWestBack)).meters).toBeGreaterThan(300);
    // Straight on along the carriageway is no way either: north, a turn at the dead end, and around.
    expect((await drive(signed, onWest, onEast)).meters).toBeGreaterThan(
      (await drive(dualCarriageway, onWest, onEast)).meters + 200,
    );
  });

  it('may lead over two roads', async () => {
    const snippet: Snippet = {
      nodes: { ...dualCarriageway.nodes, 9: [0.002, 0.0001] },
      ways: { ...dualCarriageway.ways, 30: { nodes: [2, 9] }, 31: { nodes: [9, 5] } },
      relations: [restriction({ restriction: 'no_u_turn' }, 10, [30, 31], 21)],
    };
    expect((await drive(snippet, onWest, onWestBack)).meters).toBeGreaterThan(500);
    expect((await drive(snippet, south, onWestBack)).meters).toBeLessThan(300);
  });

  it('bind the vehicles that they name', async () => {
    for (const relation of [
      restriction({ 'restriction:hgv': 'no_u_turn' }, 10, [30], 21),
      restriction({ restriction: 'no_u_turn', except: 'motorcar' }, 10, [30], 21),
    ]) {
      expect((await drive(withSign(relation), onWest, onWestBack, 'truck')).meters).toBeGreaterThan(500);
      expect((await drive(withSign(relation), onWest, onWestBack, 'van')).meters).toBeLessThan(200);
    }
  });

  it('that hold at times only are not obeyed, and said so', async () => {
    const timed = withSign(restriction({ 'restriction:conditional': 'no_u_turn @ (Mo-Fr 07:00-09:00)' }, 10, [30], 21));
    const { meters, note } = await drive(timed, onWest, onWestBack);
    expect(meters).toBeLessThan(200);
    expect(note).toContain('1 in this extract');
    expect((await drive(dualCarriageway, onWest, onWestBack)).note).toBeNull();
  });

  it('whose roads the extract lacks are let go', async () => {
    const open = (await drive(dualCarriageway, onWest, onWestBack)).meters;
    const lacking = withSign(restriction({ restriction: 'no_u_turn' }, 10, [999], 21));
    expect((await drive(lacking, onWest, onWestBack)).meters).toBe(open);
  });

  it('at one junction forbid a turn as before', async () => {
    const signed = withSign(restriction({ restriction: 'no_left_turn' }, 10, ['2'], 30));
    expect((await drive(signed, onWest, onWestBack)).meters).toBeGreaterThan(500);
  });

  it('leave the shortest way that breaks no sign, on any grid with any signs', () => {
    const size = 4;
    const nodeAt = (x: number, y: number) => y * size + x + 1;
    const cells = Array.from({ length: size * size }, (_, at) => [at % size, Math.floor(at / size)] as const);
    const streets = cells.flatMap(([x, y]) => [
      ...(x + 1 < size ? [[nodeAt(x, y), nodeAt(x + 1, y)]] : []),
      ...(y + 1 < size ? [[nodeAt(x, y), nodeAt(x, y + 1)]] : []),
    ]);
    const nodes = Object.fromEntries(
      cells.map(([x, y]) => [nodeAt(x, y), [x / 500, (y + x * x * 0.1) / 500] as const]),
    );
    const ways = Object.fromEntries(streets.map((ends, at) => [at + 1, { nodes: ends }]));
    const way = fc.integer({ min: 1, max: streets.length });
    const sign = fc
      .tuple(way, way, way)
      .map(([from, via, to]) => restriction({ restriction: 'no_left_turn' }, from, [via], to));
    const open = buildTurnGraph(buildRoadGraph(extractOf({ nodes, ways })), 'van');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (relations) => {
        const graph = buildRoadGraph(extractOf({ nodes, ways, relations }));
        const turns = buildTurnGraph(graph, 'van');
        const forbidden = readPaths(graph.forbiddenPaths);
        // Where signs leave no way on, one turns on the spot, which is no arc of the open roads.
        fc.pre(!leavesNoWayOn(open, forbidden));
        for (const start of [0, 7, 20]) {
          expect(byEdge(turns, start, open.nodeCount)).toEqual(walksThatObey(open, forbidden, start));
        }
      }),
      { numRuns: 60 },
    );
  });
});

function readPaths(flat: Int32Array): string[] {
  const paths: string[] = [];
  for (let at = 0; at < flat.length; at += 2 + flat[at + 1]!)
    paths.push([...flat.subarray(at + 2, at + 2 + flat[at + 1]!)].join());
  return paths;
}

/** Whether some edge's signs, all held at once, forbid every way on from it. */
function leavesNoWayOn(open: TurnGraph, forbidden: readonly string[]): boolean {
  const ends = forbidden.map((path) => path.split(',').slice(-2).map(Number) as [from: number, exit: number]);
  const byEdge = Map.groupBy(ends, ([from]) => from);
  return [...byEdge].some(([from, signs]) => {
    const ways = open.arcTo.subarray(open.firstArc[from]!, open.firstArc[from + 1]!);
    return ways.every((way) => signs.some(([, exit]) => exit === way));
  });
}

/** Weight to each directed edge from one, whichever of its nodes is reached soonest. */
function byEdge(turns: TurnGraph, start: number, edges: number): number[] {
  const best = new Array<number>(turns.nodeCount).fill(Number.POSITIVE_INFINITY);
  best[start] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let node = 0; node < turns.nodeCount; node++) {
      for (let arc = turns.firstArc[node]!; arc < turns.firstArc[node + 1]!; arc++) {
        const sum = best[node]! + turns.arcWeight[arc]!;
        if (sum >= best[turns.arcTo[arc]!]!) continue;
        best[turns.arcTo[arc]!] = sum;
        changed = true;
      }
    }
  }
  const weights = new Array<number>(edges).fill(Number.POSITIVE_INFINITY);
  for (const [node, weight] of best.entries())
    weights[turns.edgeOf[node]!] = Math.min(weights[turns.edgeOf[node]!]!, weight);
  return weights;
}

/** The same from the open roads alone: a walk remembers its last two edges, which is as long as the signs reach back. */
function walksThatObey(open: TurnGraph, forbidden: readonly string[], start: number): number[] {
  const best = new Map<string, { weight: number; walk: readonly number[] }>([
    [`${start}`, { weight: 0, walk: [start] }],
  ]);
  const queue = [...best.values()];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { weight, walk } = next;
    const edge = walk.at(-1)!;
    const exits: { to: number; weight: number }[] = [];
    for (let arc = open.firstArc[edge]!; arc < open.firstArc[edge + 1]!; arc++)
      exits.push({ to: open.arcTo[arc]!, weight: open.arcWeight[arc]! });
    for (const exit of exits) {
      const longer = [...walk, exit.to];
      if (forbidden.includes(longer.slice(-2).join()) || forbidden.includes(longer.slice(-3).join())) continue;
      const kept = longer.slice(-2);
      const known = best.get(kept.join());
      if (known && known.weight <= weight + exit.weight) continue;
      const better = { weight: weight + exit.weight, walk: kept };
      best.set(kept.join(), better);
      queue.push(better);
    }
  }
  const weights = new Array<number>(open.nodeCount).fill(Number.POSITIVE_INFINITY);
  for (const { weight, walk } of best.values()) weights[walk.at(-1)!] = Math.min(weights[walk.at(-1)!]!, weight);
  return weights;
}
