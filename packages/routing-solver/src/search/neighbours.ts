import { type Model, NEVER } from '../model/model.ts';

export interface Neighbours {
  /** For node c, `predecessors[c * width …]` up to `predecessorCount[c]`: after whom to try c, nearest first; then before whom. */
  readonly width: number;
  readonly predecessors: Int32Array;
  readonly predecessorCount: Int32Array;
  readonly successors: Int32Array;
  readonly successorCount: Int32Array;
  /** The least that both arcs of c can cost on any route when it goes after the predecessor, or before the successor. */
  readonly costFrom: Float64Array;
  readonly costTo: Float64Array;
  /** By node: the least that any arc out of it, or into it, can cost. */
  readonly leastOut: Float64Array;
  readonly leastIn: Float64Array;
  /** By node: an arc out of it costs at least this share of the same way back; and an arc into it. */
  readonly shareOut: Float64Array;
  readonly shareIn: Float64Array;
  /** Stops of jobs by distance, c itself first: what string removal walks along. */
  readonly nearest: Int32Array;
  readonly nearestCount: Int32Array;
  readonly nearestWidth: number;
}

/** Waiting that an arc forces counts this much of its seconds (Vidal et al. 2013 use the same mix for granular search). */
const WAIT_WEIGHT = 0.2;

/** @param candidates predecessors, and as many successors, kept for each node: arcs that no schedule can use left out. */
export function findNeighbours(model: Model, candidates: number, nearest: number): Neighbours {
  const { jobNodes, nodeCount, arcs, placeCount, place, opens, closes, partner } = model;
  const width = Math.min(candidates, jobNodes);
  const predecessors = new Int32Array(nodeCount * width);
  const predecessorCount = new Int32Array(nodeCount);
  const successors = new Int32Array(nodeCount * width);
  const successorCount = new Int32Array(nodeCount);
  const costFrom = new Float64Array(nodeCount * width);
  const costTo = new Float64Array(nodeCount * width);
  const leastOut = new Float64Array(nodeCount);
  const leastIn = new Float64Array(nodeCount);
  const shareOut = new Float64Array(nodeCount).fill(1);
  const shareIn = new Float64Array(nodeCount).fill(1);
  const nearestWidth = Math.min(nearest, jobNodes);
  const nearestLists = new Int32Array(nodeCount * nearestWidth);
  const nearestCount = new Int32Array(nodeCount);
  const before = createNearestHeap(width);
  const after = createNearestHeap(width);
  const around = createNearestHeap(nearestWidth);
  const service = leastService(model);
  const { perMeter, perSecond } = averageRates(model);
  const perWaiting = WAIT_WEIGHT * costOfDrivingSecond(model);
  const leastPerMeter = model.perMeter.reduce((least, rate) => Math.min(least, rate), Number.POSITIVE_INFINITY);
  const leastPerSecond = model.routeCount > 0 ? leastSecondRate(model) : 0;
  /** Where reloads, starts and ends are. */
  const otherPlaces = [...new Set(place.subarray(jobNodes, model.nowhere))];
  const leastCost = (slot: number) => arcs[slot]! * leastPerMeter + Math.max(0, arcs[slot + 1]! - 1) * leastPerSecond;
  const leastToEnds = (c: number) =>
    otherPlaces.reduce((least, to) => Math.min(least, leastCost(2 * (place[c]! * placeCount + to))), NEVER);
  const leastFromStarts = (c: number) =>
    otherPlaces.reduce((least, from) => Math.min(least, leastCost(2 * (from * placeCount + place[c]!))), NEVER);

  for (let c = 0; c < jobNodes; c++) {
    const row = place[c]! * placeCount;
    let least = leastToEnds(c);
    let leastBack = leastFromStarts(c);
    around.push(c, -1);
    for (let other = 0; other < jobNodes; other++) {
      if (other === c) continue;
      const out = 2 * (row + place[other]!);
      const back = 2 * (place[other]! * placeCount + place[c]!);
      around.push(other, Math.min(arcs[out]!, arcs[back]!) * perMeter);
      least = Math.min(least, leastCost(out));
      leastBack = Math.min(leastBack, leastCost(back));
      if (partner[c] === other) continue;
      // other → c
      const reach = Math.max(opens[other]! + service[other]! + arcs[back + 1]!, 0);
      if (reach <= closes[c]! && arcs[back + 1]! < NEVER) {
        const wait = opens[c]! - (closes[other]! + service[other]! + arcs[back + 1]!);
        const seconds = arcs[back + 1]! * perSecond + (wait > 0 ? wait * perWaiting : 0);
        before.push(other, arcs[back]! * perMeter + seconds);
      }
      // c → other
      const reached = opens[c]! + service[c]! + arcs[out + 1]!;
      if (reached <= closes[other]! && arcs[out + 1]! < NEVER) {
        const wait = opens[other]! - (closes[c]! + service[c]! + arcs[out + 1]!);
        const seconds = arcs[out + 1]! * perSecond + (wait > 0 ? wait * perWaiting : 0);
        after.push(other, arcs[out]! * perMeter + seconds);
      }
    }
    predecessorCount[c] = before.drain(predecessors, c * width);
    successorCount[c] = after.drain(successors, c * width);
    leastOut[c] = least;
    leastIn[c] = leastBack;
    for (let at = c * width; at < c * width + predecessorCount[c]!; at++) {
      const back = leastCost(2 * (place[predecessors[at]!]! * placeCount + place[c]!));
      const out = leastCost(2 * (row + place[predecessors[at]!]!));
      costFrom[at] = back + leastOut[c]!;
      if (out < shareOut[c]! * back) shareOut[c] = out / back;
    }
    for (let at = c * width; at < c * width + successorCount[c]!; at++) {
      const out = leastCost(2 * (row + place[successors[at]!]!));
      const back = leastCost(2 * (place[successors[at]!]! * placeCount + place[c]!));
      costTo[at] = out + leastIn[c]!;
      if (back < shareIn[c]! * out) shareIn[c] = back / out;
    }
    nearestCount[c] = around.drain(nearestLists, c * nearestWidth);
  }

  return {
    width,
    predecessors,
    predecessorCount,
    successors,
    successorCount,
    costFrom,
    costTo,
    leastOut,
    leastIn,
    shareOut,
    shareIn,
    nearest: nearestLists,
    nearestCount,
    nearestWidth,
  };
}

/**
 * Cost of a second of driving, for weighing waiting: it is never free when choosing who follows whom, or windows would not count where
 * only distance is paid.
 */
export function costOfDrivingSecond(model: Model): number {
  const { perMeter, perSecond } = averageRates(model);
  return perSecond + (perMeter * model.mostMeters) / Math.max(1, model.mostSeconds);
}

function leastService({ service, nodeCount, jobNodes }: Model): Int32Array {
  const least = service.slice(0, jobNodes);
  for (let at = nodeCount; at + jobNodes <= service.length; at += nodeCount) {
    for (let node = 0; node < jobNodes; node++) least[node] = Math.min(least[node]!, service[at + node]!);
  }
  return least;
}

/** By the matrix's seconds: the least of each route's own rate and pace. */
function leastSecondRate({ perSecond, travelFactor }: Model): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [route, rate] of perSecond.entries()) least = Math.min(least, rate * travelFactor[route]!);
  return least;
}

function averageRates({ perMeter, perSecond, routeCount }: Model): { perMeter: number; perSecond: number } {
  const mean = (rates: Float64Array) => rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, routeCount);
  const rates = { perMeter: mean(perMeter), perSecond: mean(perSecond) };
  return rates.perMeter > 0 || rates.perSecond > 0 ? rates : { perMeter: 1, perSecond: 0 };
}

/** Keeps the `capacity` nearest of what is pushed: a max-heap on the key. */
function createNearestHeap(capacity: number) {
  const keys = new Float64Array(capacity + 1);
  const nodes = new Int32Array(capacity + 1);
  let size = 0;

  function siftDown(at: number): void {
    const key = keys[at]!;
    const node = nodes[at]!;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1]! > keys[child]!) child++;
      if (keys[child]! <= key) break;
      keys[at] = keys[child]!;
      nodes[at] = nodes[child]!;
      at = child;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  function push(node: number, key: number): void {
    if (size < capacity) {
      let at = size++;
      for (let parent = (at - 1) >> 1; at > 0 && keys[parent]! < key; parent = (at - 1) >> 1) {
        keys[at] = keys[parent]!;
        nodes[at] = nodes[parent]!;
        at = parent;
      }
      keys[at] = key;
      nodes[at] = node;
    } else if (capacity > 0 && key < keys[0]!) {
      keys[0] = key;
      nodes[0] = node;
      siftDown(0);
    }
  }

  /** Writes the nodes nearest first, empties the heap and returns how many there were. */
  function drain(into: Int32Array, at: number): number {
    const count = size;
    while (size > 0) {
      into[at + size - 1] = nodes[0]!;
      size--;
      keys[0] = keys[size]!;
      nodes[0] = nodes[size]!;
      siftDown(0);
    }
    return count;
  }

  return { push, drain };
}
