import { giveWay, ONE_SEARCH, Stretches } from '../give-way.ts';
import type { TravelNeighbours } from '../road-search.ts';
import { NodeQueue } from './node-queue.ts';
import type { ProfileRoads } from './profile-roads.ts';
import type { Snap } from './snap.ts';

/**
 * For each place the places that are reached soonest from it, exactly: a plain search that stops when it has met enough of
 * them. It looks at a few streets around a place, so ten thousand places take seconds and no matrix. Others may ask meanwhile.
 */
export async function nearestPlaces(
  roads: ProfileRoads,
  snaps: readonly (Snap | null)[],
  count: number,
): Promise<Omit<TravelNeighbours, 'count'>> {
  const { graph } = roads;
  const size = snaps.length;
  const place = new Int32Array(size * count).fill(-1);
  const seconds = new Int32Array(size * count).fill(-1);
  const meters = new Int32Array(size * count).fill(-1);
  const placesAt = placesByNode(roads, snaps);
  const placesOn = Map.groupBy(
    [...snaps.keys()].filter((at) => snaps[at] !== null),
    (at) => snaps[at]!.segment,
  );

  // Keys 0 … nodeCount − 1 are nodes of the graph, those above are places met: both leave the queue in the order of their weight.
  const keys = graph.nodeCount + size;
  const weight = new Float64Array(keys).fill(Number.POSITIVE_INFINITY);
  const tookSeconds = new Int32Array(keys);
  const tookMeters = new Int32Array(keys);
  const touched: number[] = [];
  const queue = new NodeQueue();
  const reach = (key: number, own: number, ownSeconds: number, ownMeters: number) => {
    if (own >= weight[key]!) return;
    if (weight[key] === Number.POSITIVE_INFINITY) touched.push(key);
    weight[key] = own;
    tookSeconds[key] = ownSeconds;
    tookMeters[key] = ownMeters;
    queue.push(own, key);
  };
  const reachNode = (node: number, own: number, ownSeconds: number, ownMeters: number) => {
    if (own >= weight[node]!) return;
    reach(node, own, ownSeconds, ownMeters);
    for (const { at, left } of placesAt.get(node) ?? []) {
      reach(
        graph.nodeCount + at,
        own - Math.round(left * graph.weight[node]!),
        ownSeconds - Math.round(left * graph.seconds[node]!),
        ownMeters - Math.round(left * graph.meters[node]!),
      );
    }
  };

  const stretches = new Stretches();
  for (const [from, snap] of snaps.entries()) {
    if (!snap) continue;
    if (stretches.isOver(ONE_SEARCH * count)) await giveWay();
    for (const key of touched) weight[key] = Number.POSITIVE_INFINITY;
    touched.length = 0;
    queue.clear();
    for (const at of placesOn.get(snap.segment) ?? []) {
      const way = roads.alongOneSegment(snap, snaps[at]!);
      if (way) reach(graph.nodeCount + at, way.weight, way.seconds, way.meters);
    }
    for (const seed of roads.departures(snap)) reachNode(seed.node, seed.weight, seed.seconds, seed.meters);
    let found = 0;
    while (queue.size > 0 && found < count) {
      const key = queue.leastKey;
      const next = queue.pop();
      if (key > weight[next]!) continue;
      if (next >= graph.nodeCount) {
        const at = next - graph.nodeCount;
        if (at === from) continue;
        const slot = from * count + found++;
        place[slot] = at;
        seconds[slot] = Math.round(tookSeconds[next]! / 10);
        meters[slot] = Math.round(tookMeters[next]! / 10);
        continue;
      }
      for (let arc = graph.firstArc[next]!; arc < graph.firstArc[next + 1]!; arc++) {
        reachNode(
          graph.arcTo[arc]!,
          key + graph.arcWeight[arc]!,
          tookSeconds[next]! + graph.arcSeconds[arc]!,
          tookMeters[next]! + graph.arcMeters[arc]!,
        );
      }
    }
  }
  return { place, seconds, meters };
}

/** The places that lie on each directed edge, with the share of it that is left behind them. */
function placesByNode(roads: ProfileRoads, snaps: readonly (Snap | null)[]) {
  const placesAt = new Map<number, { at: number; left: number }[]>();
  for (const [at, snap] of snaps.entries()) {
    for (const { node, passed } of snap ? roads.placedOnAnyWay(snap) : []) {
      const list = placesAt.get(node);
      if (list) list.push({ at, left: 1 - passed });
      else placesAt.set(node, [{ at, left: 1 - passed }]);
    }
  }
  return placesAt;
}
