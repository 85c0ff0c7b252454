import { NodeQueue } from '../node-queue.ts';
import type { ProfileRoads } from '../profile-roads.ts';
import type { Snap } from '../snap.ts';

/** A stretch of a directed edge that is reached within the limit. */
export interface ReachedRoad {
  /** Turn-graph node. */
  readonly node: number;
  /** Where on the edge the stretch begins, 0 … 1 in driving direction; it goes on to the edge's end. */
  readonly passed: number;
  /** At its beginning and at the edge's end (that may be past the limit), in tenths of seconds. */
  readonly startTenths: number;
  readonly endTenths: number;
}

/**
 * Every road that is reached within `limitTenths` of a place, by a plain search along the very ways that matrices take. The way is
 * chosen by weight and asked for time, so the search goes on until none that may begin in time is left open.
 */
export function reachedRoads(roads: ProfileRoads, from: Snap, limitTenths: number): ReachedRoad[] {
  const { graph } = roads;
  const weight = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  const tenths = new Int32Array(graph.nodeCount);
  const settled = new Uint8Array(graph.nodeCount);
  const queue = new NodeQueue();
  let openInTime = 0;
  const inTime = (node: number) => tenths[node]! - graph.seconds[node]! <= limitTenths;
  const reach = (node: number, own: number, ownTenths: number) => {
    if (own >= weight[node]!) return;
    if (weight[node] !== Number.POSITIVE_INFINITY && inTime(node)) openInTime -= 1;
    weight[node] = own;
    tenths[node] = ownTenths;
    if (inTime(node)) openInTime += 1;
    queue.push(own, node);
  };

  const reached: ReachedRoad[] = roads.placed(from).map(({ node, passed }) => ({
    node,
    passed,
    startTenths: 0,
    endTenths: Math.round((1 - passed) * graph.seconds[node]!),
  }));
  for (const seed of roads.departures(from)) reach(seed.node, seed.weight, seed.seconds);
  while (queue.size > 0 && openInTime > 0) {
    const key = queue.leastKey;
    const node = queue.pop();
    if (key > weight[node]! || settled[node]) continue;
    settled[node] = 1;
    if (inTime(node)) {
      openInTime -= 1;
      reached.push({
        node,
        passed: 0,
        startTenths: tenths[node]! - graph.seconds[node]!,
        endTenths: tenths[node]!,
      });
    }
    for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++)
      reach(graph.arcTo[arc]!, key + graph.arcWeight[arc]!, tenths[node]! + graph.arcSeconds[arc]!);
  }
  return reached;
}
