import { type Model, NEVER } from '../model/model.ts';

export interface Neighbours {
  /** For node c, `predecessors[c * width …]` up to `predecessorCount[c]`: after whom to try c, nearest first; then before whom. */
  readonly width: number;
  readonly predecessors: Int32Array;
  readonly predecessorCount: Int32Array;
  readonly successors: Int32Array;
  readonly successorCount: Int32Array;
  /**
   * Both lists in one, nearest first: places in `RouteState.anchor`, p for after p and nodeCount + s for before s, from
   * `c * 2 * width` on; and the least that both arcs of c cost on any route when the known one is the cheaper of the two (never
   * rounded up: in half the memory more of it stays near the processor).
   */
  readonly beside: Int32Array;
  readonly besideCost: Float32Array;
  readonly besideCount: Int32Array;
  /** Stops of jobs by distance, c itself first: what string removal walks along. */
  readonly nearest: Int32Array;
  readonly nearestCount: Int32Array;
  readonly nearestWidth: number;
}

/** Waiting that an arc forces counts this much of its seconds (Vidal et al. 2013 use the same mix for granular search). */
const WAIT_WEIGHT = 0.2;

/** Stops looked at between two looks at the time. */
const STOPS_BETWEEN_CHECKS = 64;

/**
 * @param candidates predecessors, and as many successors, kept for each node: arcs that no schedule can use left out.
 * @returns null when it may not go on.
 */
export function findNeighbours(model: Model, candidates: number, nearest: number): Neighbours;
export function findNeighbours(
  model: Model,
  candidates: number,
  nearest: number,
  mayGoOn: () => boolean,
): Neighbours | null;
export function findNeighbours(
  model: Model,
  candidates: number,
  nearest: number,
  mayGoOn = () => true,
): Neighbours | null {
  const { jobNodes, nodeCount, arcs, arcsBack, slot, near, place, opens, closes, partner } = model;
  const width = Math.min(candidates, jobNodes);
  const predecessors = new Int32Array(nodeCount * width);
  const predecessorCount = new Int32Array(nodeCount);
  const successors = new Int32Array(nodeCount * width);
  const successorCount = new Int32Array(nodeCount);
  const beside = new Int32Array(jobNodes * 2 * width);
  const besideCost = new Float32Array(jobNodes * 2 * width);
  const besideCount = new Int32Array(jobNodes);
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
  const leastCost = (at: number) => arcs[at]! * leastPerMeter + Math.max(0, arcs[at + 1]! - 1) * leastPerSecond;

  /** Predecessors and successors in one list, by what they cost at least. */
  function mergeNearest(c: number): void {
    const into = c * 2 * width;
    let count = 0;
    const take = (other: number, anchor: number, arc: number) => {
      const cost = roundDown(2 * leastCost(arc));
      let at = into + count++;
      for (; at > into && besideCost[at - 1]! > cost; at--) {
        besideCost[at] = besideCost[at - 1]!;
        beside[at] = beside[at - 1]!;
      }
      besideCost[at] = cost;
      beside[at] = anchor + other;
    };
    for (let rank = 0; rank < width; rank++) {
      const at = c * width + rank;
      const predecessor = predecessors[at]!;
      const successor = successors[at]!;
      if (rank < predecessorCount[c]!) take(predecessor, 0, slot(place[predecessor]!, place[c]!));
      if (rank < successorCount[c]!) take(successor, nodeCount, slot(place[c]!, place[successor]!));
    }
    besideCount[c] = count;
  }

  function consider(c: number, other: number): void {
    if (other === c) return;
    const out = slot(place[c]!, place[other]!);
    const back = near ? slot(place[other]!, place[c]!) : out;
    const metersOut = arcs[out]!;
    const secondsOut = arcs[out + 1]!;
    const metersBack = arcsBack[back]!;
    const secondsBack = arcsBack[back + 1]!;
    around.push(other, Math.min(metersOut, metersBack) * perMeter);
    if (partner[c] === other) return;
    // other → c
    if (opens[other]! + service[other]! + secondsBack <= closes[c]! && secondsBack < NEVER) {
      const wait = opens[c]! - (closes[other]! + service[other]! + secondsBack);
      const seconds = secondsBack * perSecond + (wait > 0 ? wait * perWaiting : 0);
      before.push(other, metersBack * perMeter + seconds);
    }
    // c → other
    if (opens[c]! + service[c]! + secondsOut <= closes[other]! && secondsOut < NEVER) {
      const wait = opens[other]! - (closes[c]! + service[c]! + secondsOut);
      const seconds = secondsOut * perSecond + (wait > 0 ? wait * perWaiting : 0);
      after.push(other, metersOut * perMeter + seconds);
    }
  }

  const nodesAt = near ? nodesByPlace(model) : null;
  for (let c = 0; c < jobNodes; c++) {
    if (c % STOPS_BETWEEN_CHECKS === 0 && !mayGoOn()) return null;
    around.push(c, -1);
    if (near) {
      for (let at = near.first[place[c]!]!; at < near.first[place[c]! + 1]!; at++) {
        for (const other of nodesAt!.get(near.place[at]!) ?? []) consider(c, other);
      }
    } else {
      // Numbers that are close are places that are close: from c outwards the lists fill at once, and what follows falls to one comparison.
      for (let step = 1; step < jobNodes; step++) {
        if (c - step >= 0) consider(c, c - step);
        if (c + step < jobNodes) consider(c, c + step);
      }
    }
    predecessorCount[c] = before.drain(predecessors, c * width);
    successorCount[c] = after.drain(successors, c * width);
    mergeNearest(c);
    nearestCount[c] = around.drain(nearestLists, c * nearestWidth);
  }

  return {
    width,
    predecessors,
    predecessorCount,
    successors,
    successorCount,
    beside,
    besideCost,
    besideCount,
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

/** To a number of 32 bits. */
function roundDown(cost: number): number {
  const rounded = Math.fround(cost);
  return rounded > cost ? Math.fround(cost * (1 - 2 ** -23)) : rounded;
}

function nodesByPlace({ jobNodes, place }: Model): Map<number, number[]> {
  return Map.groupBy(Array(jobNodes).keys(), (node) => place[node]!);
}

/** By stop, of the vehicle that is quickest there. */
export function leastService({ service, nodeCount, jobNodes }: Model): Int32Array {
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
