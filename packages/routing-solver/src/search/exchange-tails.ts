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
  const { place, placeCount, slot, near, arcs, arcsBack, perMeter, perSecond, travelFactor } = model;
  const { eligible, abilityCount, ability, partner, maxJobs, opens, closes, job: jobOf, locked } = model;
  const { next, prev, routeOf, leg, reach, departs, latest, loadSum, load, jobs, waitingCost, log, scheduler } = state;
  const { nearest, nearestCount, nearestWidth } = neighbours;
  const { capacity: withLoad, loadProfile: withLoadProfile, shipments: withShipments, eligibility, limits } = guards;
  const { plainCost, travelFactors } = guards;
  const plainTimes = guards.time && !guards.scheduled;
  const confirms = guards.scheduled && !guards.timeCost;
  /** Whoever rides together or apart, and what is fetched on the way, would have to be looked at whole. */
  const isPossible = !guards.company && !guards.reloads;
  const isLocked = new Uint8Array(nodeCount);
  for (const nodes of locked) for (const node of nodes) isLocked[node] = 1;
  /** Meters and seconds to each neighbour that is looked at, side by side: in the matrix they lie all over. */
  const ways = waysToNeighbours();
  /** What the rest of the route of the stop that is asked for weighs, once it is known. */
  const ownTail = new Int32Array(dimensions);
  let knowsOwnTail = false;
  const moved = new Int32Array(nodeCount);
  const sequence = new Int32Array(nodeCount);

  function waysToNeighbours(): Int32Array {
    const found = new Int32Array(2 * jobNodes * MOST_LOOKED_AT);
    for (let node = 0; node < jobNodes; node++) {
      const count = Math.min(MOST_LOOKED_AT, nearestCount[node]!);
      for (let at = 0; at < count; at++) {
        const arc = slot(place[node]!, place[nearest[node * nearestWidth + at]!]!);
        const into = 2 * (node * MOST_LOOKED_AT + at);
        found[into] = arcs[arc]!;
        found[into + 1] = arcs[arc + 1]!;
      }
    }
    return found;
  }

  /**
   * True when two routes were exchanged that hold, by their arcs for less than `most` more. Else nothing has changed. After `begin`.
   */
  function exchange(most: number): boolean {
    const head = firstNode[random.below(jobCount)]!;
    const route = routeOf[head]!;
    if (route < 0) return false;
    const from = head * nearestWidth;
    const count = Math.min(MOST_LOOKED_AT, nearestCount[head]!);
    const own = leg[head]!;
    const ready = departs[head]!;
    knowsOwnTail = false;
    let tried = 0;
    for (let at = 0; at < count && tried < MOST_TRIED; at++) {
      const node = nearest[from + at]!;
      const way = 2 * (head * MOST_LOOKED_AT + at);
      const seconds = secondsOn(route, ways[way + 1]!);
      // Nearly all fall here, at what lies side by side.
      if (plainTimes && ready + seconds > latest[node]!) continue;
      if (plainCost && ways[way]! - own - reach[nodeCount + node]! >= most) continue;
      const other = routeOf[node]!;
      if (other < 0 || other === route) continue;
      const before = prev[node]!;
      // How many routes there are is left to recreate: here they would become fewer and never more.
      if (before >= firstStart && next[head]! >= firstEnd) continue;
      if (!plainTimes && !mayFollow(head, node)) continue;
      if (!isWorthTrying(route, head, other, before, costOn(route, ways[way]!, seconds), most)) continue;
      tried++;
      if (goOn(route, head, other, before)) return true;
    }
    return false;
  }

  function secondsOn(route: number, seconds: number): number {
    return travelFactors ? Math.round(seconds * travelFactor[route]!) : seconds;
  }

  function costOn(route: number, meters: number, seconds: number): number {
    return plainCost ? meters : meters * perMeter[route]! + seconds * perSecond[route]!;
  }

  /** @param way what the way from `head` to the stop after `otherHead` costs. */
  function isWorthTrying(
    route: number,
    head: number,
    other: number,
    otherHead: number,
    way: number,
    most: number,
  ): boolean {
    const bar = guards.timeCost ? most + waitingCost[route]! + waitingCost[other]! : most;
    const change = way - leg[head]! - leg[otherHead]!;
    if (change >= bar) return false;
    const first = next[head]! < firstEnd ? next[head]! : firstEnd + other;
    if (plainTimes && first < firstEnd && departs[otherHead]! > latest[first]!) return false;
    // Backwards, all ways to `first` lie in one row.
    const back = near ? slot(place[otherHead]!, place[first]!) : 2 * (place[first]! * placeCount + place[otherHead]!);
    const seconds = secondsOn(other, arcsBack[back + 1]!);
    if (change + costOn(other, arcsBack[back]!, seconds) >= bar) return false;
    if (plainTimes ? first < firstEnd && departs[otherHead]! + seconds > latest[first]! : !mayFollow(otherHead, first))
      return false;
    if (withLoad && !withLoadProfile && !fitsLoad(route, head, other, otherHead)) return false;
    return moves(head, route, other) && moves(otherHead, other, route);
  }

  /** By their hours alone. */
  function mayFollow(before: number, node: number): boolean {
    return before >= firstStart || node >= firstEnd || opens[before]! <= closes[node]!;
  }

  /** False, and all as it was, when a route would not hold. */
  function goOn(route: number, head: number, other: number, otherHead: number): boolean {
    relink(route, head, other, otherHead);
    if (!log.broken && holds(route) && holds(other)) return true;
    state.rollBack();
    state.begin();
    return false;
  }

  function fitsLoad(route: number, head: number, other: number, otherHead: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      const here = route * dimensions + d;
      const there = other * dimensions + d;
      const all = loadSum[here]! + loadSum[there]!;
      if (all <= capacity[here]! && all <= capacity[there]!) continue;
      if (!knowsOwnTail) weighOwnTail(head);
      const most = capacity[here]! - loadSum[here]! + ownTail[d]!;
      const least = loadSum[there]! - capacity[there]! + ownTail[d]!;
      let sum = 0;
      for (let node = next[otherHead]!; node < firstEnd && sum <= most; node = next[node]!)
        sum += amount[node * dimensions + d]!;
      if (sum > most || sum < least) return false;
    }
    return true;
  }

  function weighOwnTail(head: number): void {
    knowsOwnTail = true;
    ownTail.fill(0);
    for (let node = next[head]!; node < firstEnd; node = next[node]!)
      for (let d = 0; d < dimensions; d++) ownTail[d] = ownTail[d]! + amount[node * dimensions + d]!;
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
