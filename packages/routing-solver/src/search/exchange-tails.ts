import type { Model } from '../model/model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import type { RouteState } from './routes.ts';

/** Neighbours of a stop that are looked at as what could come after it, nearest first. */
const MOST_LOOKED_AT = 40;
/** Changed and put back at most so often in one call. */
const MOST_TRIED = 2;

/**
 * Two routes go on as each other: after a stop of the one comes the rest of the other, and the other way round (2-opt*, Potvin & Rousseau 1995). Strings
 * are too short for that where routes are long. All that is known side by side, costs and times and loads, is asked before anything is changed.
 */
export function createTailExchange(model: Model, state: RouteState, neighbours: Neighbours, random: Random) {
  const { jobCount, firstNode, firstStart, firstEnd, dimensions, amount, capacity, guards, nodeCount, jobNodes } =
    model;
  const { place, slot, arcs } = model;
  const { eligible, abilityCount, ability, partner, maxJobs, opens, closes, job: jobOf, locked } = model;
  const { next, prev, routeOf, leg, departs, latest, loadSum, load, jobs, waitingCost, log, scheduler } = state;
  const { nearest, nearestCount, nearestWidth } = neighbours;
  const { capacity: withLoad, loadProfile: withLoadProfile, shipments: withShipments, eligibility, limits } = guards;
  const plainTimes = guards.time && !guards.scheduled;
  const confirms = guards.scheduled && !guards.timeCost;
  /** Whoever rides together or apart, and what is fetched on the way, would have to be looked at whole. */
  const isPossible = !guards.company && !guards.reloads;
  const isLocked = new Uint8Array(nodeCount);
  for (const nodes of locked) for (const node of nodes) isLocked[node] = 1;
  /** Cost of the way to each neighbour that is looked at, side by side: in the matrix they lie all over. Where routes pay alike. */
  const ways = guards.plainCost ? waysToNeighbours() : null;
  const moved = new Int32Array(nodeCount);
  const sequence = new Int32Array(nodeCount);

  function waysToNeighbours(): Int32Array {
    const costs = new Int32Array(jobNodes * MOST_LOOKED_AT);
    for (let node = 0; node < jobNodes; node++) {
      const count = Math.min(MOST_LOOKED_AT, nearestCount[node]!);
      for (let at = 0; at < count; at++)
        costs[node * MOST_LOOKED_AT + at] = arcs[slot(place[node]!, place[nearest[node * nearestWidth + at]!]!)]!;
    }
    return costs;
  }

  /**
   * True when two routes were exchanged that hold, by their arcs for less than `most` more. Else nothing has changed. After `begin`.
   */
  function exchange(most: number): boolean {
    const head = firstNode[random.below(jobCount)]!;
    const route = routeOf[head]!;
    if (route < 0) return false;
    const from = head * nearestWidth;
    const to = from + Math.min(MOST_LOOKED_AT, nearestCount[head]!);
    const ownWays = head * MOST_LOOKED_AT - from;
    let tried = 0;
    for (let at = from; at < to && tried < MOST_TRIED; at++) {
      const node = nearest[at]!;
      const other = routeOf[node]!;
      if (other < 0 || other === route) continue;
      if (ways !== null && ways[ownWays + at]! - leg[head]! - leg[prev[node]!]! >= most) continue;
      // How many routes there are is left to recreate: here they would become fewer and never more.
      const isMerger = prev[node]! >= firstStart && next[head]! >= firstEnd;
      if (isMerger || !isWorthTrying(route, head, other, prev[node]!, most)) continue;
      tried++;
      if (goOn(route, head, other, prev[node]!)) return true;
    }
    return false;
  }

  function isWorthTrying(route: number, head: number, other: number, otherHead: number, most: number): boolean {
    const bar = guards.timeCost ? most + waitingCost[route]! + waitingCost[other]! : most;
    if (!mayFollow(route, head, next[otherHead]!) || !mayFollow(other, otherHead, next[head]!)) return false;
    if (!mayPay(route, head, other, otherHead, bar)) return false;
    if (withLoad && !withLoadProfile && !fitsLoad(route, head, other, otherHead)) return false;
    return moves(head, route, other) && moves(otherHead, other, route);
  }

  /** False, and all as it was, when a route would not hold. */
  function goOn(route: number, head: number, other: number, otherHead: number): boolean {
    relink(route, head, other, otherHead);
    if (!log.broken && holds(route) && holds(other)) return true;
    state.rollBack();
    state.begin();
    return false;
  }

  function mayPay(route: number, head: number, other: number, otherHead: number, bar: number): boolean {
    const gone = leg[head]! + leg[otherHead]!;
    const one = state.arcCost(route, head, after(otherHead, route)) - gone;
    return one < bar && one + state.arcCost(other, otherHead, after(head, other)) < bar;
  }

  /** What would come next on that route: its own end where there is no stop. */
  function after(head: number, onRoute: number): number {
    return next[head]! < firstEnd ? next[head]! : firstEnd + onRoute;
  }

  function mayFollow(route: number, before: number, node: number): boolean {
    if (plainTimes)
      return node >= firstEnd || departs[before]! + state.travelSeconds(route, before, node) <= latest[node]!;
    return before >= firstStart || node >= firstEnd || opens[before]! <= closes[node]!;
  }

  function fitsLoad(route: number, head: number, other: number, otherHead: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      const here = route * dimensions + d;
      const there = other * dimensions + d;
      const all = loadSum[here]! + loadSum[there]!;
      if (all <= capacity[here]! && all <= capacity[there]!) continue;
      const change = loadAfter(otherHead, d) - loadAfter(head, d);
      if (loadSum[here]! + change > capacity[here]! || loadSum[there]! - change > capacity[there]!) return false;
    }
    return true;
  }

  function loadAfter(head: number, d: number): number {
    let sum = 0;
    for (let node = next[head]!; node < firstEnd; node = next[node]!) sum += amount[node * dimensions + d]!;
    return sum;
  }

  /** True when all that comes after `head` may go on by another route: not locked, shipments whole, vehicle allowed. */
  function moves(head: number, route: number, to: number): boolean {
    const first = next[head]!;
    if (first < firstEnd && isLocked[first] === 1) return false;
    const askVehicle = eligibility && ability[route] !== ability[to];
    if (!askVehicle && !withShipments) return true;
    for (let node = first; node < firstEnd; node = next[node]!) {
      if (askVehicle && eligible[jobOf[node]! * abilityCount + ability[to]!] === 0) return false;
      if (withShipments && partner[node]! >= 0 && !comesAfter(first, partner[node]!)) return false;
    }
    return true;
  }

  function comesAfter(first: number, sought: number): boolean {
    for (let node = first; node < firstEnd; node = next[node]!) if (node === sought) return true;
    return false;
  }

  function relink(route: number, head: number, other: number, otherHead: number): void {
    state.touch(route);
    state.touch(other);
    const own = takeTail(head, 0);
    const both = takeTail(otherHead, own);
    putAfter(head, own, both);
    putAfter(otherHead, 0, own);
    state.settleRoute(route);
    state.settleRoute(other);
  }

  function takeTail(head: number, from: number): number {
    let count = from;
    for (let node = next[head]!; node < firstEnd; node = next[node]!) moved[count++] = node;
    for (let at = from; at < count; at++) state.remove(moved[at]!);
    return count;
  }

  function putAfter(head: number, from: number, to: number): void {
    let last = head;
    for (let at = from; at < to; at++) {
      state.insertAfter(moved[at]!, last);
      last = moved[at]!;
    }
  }

  /** What `settleRoute` does not tell. */
  function holds(route: number): boolean {
    if (limits && jobs[route]! > maxJobs[route]!) return false;
    if (withLoadProfile && !fitsLoadProfile(route)) return false;
    return !confirms || scheduler!.run(route, sequence, state.copySequence(route, sequence));
  }

  function fitsLoadProfile(route: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      for (let node = firstStart + route; ; node = next[node]!) {
        if (load[node * dimensions + d]! > capacity[route * dimensions + d]!) return false;
        if (node >= firstEnd) break;
      }
    }
    return true;
  }

  return { exchange, isPossible };
}
