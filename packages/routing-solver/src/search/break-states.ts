import { type Model, NEVER, NodeKind } from '../model/model.ts';
import { createTravelByHour } from '../schedule/travel-by-hour.ts';
import type { Links } from './links.ts';

/** When service at a stop can start; `latest < earliest` = never. */
export interface ServiceInterval {
  earliest: number;
  latest: number;
}

export type BreakStates = ReturnType<typeof createBreakStates>;

/** Scratch rows of `pass` and `reaches`. */
export const CARRY = 0;
export const PROBE = 1;

/**
 * The insertion check for routes with breaks. For each node and each number of breaks taken so far: the earliest departure, and the latest
 * arrival that the rest of the route, its other breaks included, can bear. A stop put between two others is feasible exactly when one
 * count of breaks carries through, so the check costs O(breaks), not O(stops). The rules are those of `createScheduler`.
 */
export function createBreakStates(model: Model, { next, prev }: Links) {
  const { nodeCount, firstStart, firstEnd, arcs, slot, place, opens, closes, gapFirst, gaps, service } = model;
  const { serviceProfile, travelFactor, breakFirst, breaks, release, kind, guards } = model;
  const travelFactors = guards.travelFactors;
  const withGaps = guards.gaps;
  const withHours = guards.hourly;
  const hours = withHours ? createTravelByHour(model) : null;
  const withRelease = release.some((ready) => ready > 0);
  let mostBreaks = 0;
  for (let route = 0; route < model.routeCount; route++) {
    mostBreaks = Math.max(mostBreaks, breakFirst[route + 1]! - breakFirst[route]!);
  }
  const states = mostBreaks + 1;
  const departs = new Int32Array(nodeCount * states).fill(NEVER);
  const latest = new Int32Array(nodeCount * states).fill(-1);
  /** When the goods loaded at a start or reload are all there. */
  const readyAt = new Int32Array(nodeCount);
  const times = new Int32Array(2 * states);

  function travelSeconds(route: number, from: number, to: number): number {
    const seconds = arcs[slot(place[from]!, place[to]!) + 1]!;
    return travelFactors ? Math.round(seconds * travelFactor[route]!) : seconds;
  }

  function takeBreaks(route: number, row: number, count: number): void {
    const first = breakFirst[route]!;
    for (let state = 0; state < count; state++) {
      const now = times[row + state]!;
      const at = 3 * (first + state);
      if (now > breaks[at + 1]!) continue;
      const done = Math.max(now, breaks[at]!) + breaks[at + 2]!;
      if (done < times[row + state + 1]!) times[row + state + 1] = done;
    }
  }

  /** Drives for `travel` seconds, serves the node and may take breaks before and after. False: no state is left. */
  function pass(route: number, which: number, travel: number, node: number, ready: number): boolean {
    const row = which * states;
    const count = breakFirst[route + 1]! - breakFirst[route]!;
    for (let state = 0; state <= count; state++) {
      if (times[row + state]! < NEVER) times[row + state] = times[row + state]! + travel;
    }
    if (count > 0) takeBreaks(route, row, count);
    let alive = false;
    const serving = service[serviceProfile[route]! * nodeCount + node]!;
    for (let state = 0; state <= count; state++) {
      let start = times[row + state]!;
      if (start < opens[node]!) start = opens[node]!;
      if (start < ready) start = ready;
      if (withGaps) {
        for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
          if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
        }
      }
      if (start > closes[node]! || start >= NEVER) times[row + state] = NEVER;
      else {
        times[row + state] = start + serving;
        alive = true;
      }
    }
    if (count > 0) takeBreaks(route, row, count);
    return alive;
  }

  /** True when some state can drive on and still bear the rest of the route from `node`. */
  function reaches(route: number, which: number, travel: number, node: number): boolean {
    const row = which * states;
    const count = breakFirst[route + 1]! - breakFirst[route]!;
    for (let state = 0; state <= count; state++) {
      if (times[row + state]! + travel <= latest[node * states + state]!) return true;
    }
    return false;
  }

  /**
   * From when to when service can start at a stop between two others, the vehicle leaving the one before as row `which` says. Between the
   * two ends a closed window may lie, or a break.
   */
  function serviceInterval(
    route: number,
    which: number,
    travelIn: number,
    node: number,
    after: number,
  ): ServiceInterval {
    const row = which * states;
    const first = breakFirst[route]!;
    const count = breakFirst[route + 1]! - first;
    const serving = service[serviceProfile[route]! * nodeCount + node]!;
    const interval = { earliest: NEVER, latest: -1 };
    for (let state = 0; state <= count; state++) {
      if (times[row + state]! < NEVER) times[row + state] = times[row + state]! + travelIn;
    }
    if (count > 0) takeBreaks(route, row, count);
    let leaving = -1;
    for (let state = count; state >= 0; state--) {
      const direct = leavingBy(route, node, after, latest[after * states + state]!);
      leaving = Math.max(direct, state < count ? latestWithBreak(first + state, leaving) : -1);
      const start = openFrom(node, times[row + state]!);
      const end = closeBefore(node, Math.min(closes[node]!, leaving - serving));
      if (end < start) continue;
      interval.earliest = Math.min(interval.earliest, start);
      interval.latest = Math.max(interval.latest, end);
    }
    return interval;
  }

  function openFrom(node: number, at: number): number {
    let start = Math.max(at, opens[node]!);
    for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
      if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
    }
    return start;
  }

  function closeBefore(node: number, at: number): number {
    let end = at;
    for (let gap = gapFirst[node + 1]! - 1; gap >= gapFirst[node]!; gap--) {
      if (end > gaps[2 * gap]! && end < gaps[2 * gap + 1]!) end = gaps[2 * gap]!;
    }
    return end;
  }

  function departFrom(which: number, node: number): void {
    for (let state = 0; state < states; state++) times[which * states + state] = departs[node * states + state]!;
  }

  function copyCarryToProbe(): void {
    for (let state = 0; state < states; state++) times[PROBE * states + state] = times[CARRY * states + state]!;
  }

  /** Recomputes a route. False: it is not feasible as it stands. */
  function settle(route: number): boolean {
    const start = firstStart + route;
    const end = firstEnd + route;
    const count = breakFirst[route + 1]! - breakFirst[route]!;
    if (withRelease) settleReadiness(route);
    times.fill(NEVER, 0, states);
    times[0] = opens[start]!;
    if (count > 0) takeBreaks(route, 0, count);
    for (let state = 0; state <= count; state++) times[state] = Math.max(times[state]!, readyAt[start]!);
    storeDepartures(start);
    for (let node = next[start]!, before = start; node !== end; before = node, node = next[node]!) {
      const ready = kind[node] === NodeKind.reload ? readyAt[node]! : 0;
      pass(route, CARRY, driveIn(route, CARRY, before, node), node, ready);
      storeDepartures(node);
    }
    settleBackward(route, count);
    departFrom(CARRY, start);
    return reaches(route, CARRY, driveIn(route, CARRY, start, next[start]!), next[start]!);
  }

  /** Seconds to drive, the same for all states. By the hour each state drives here and now, and nothing is left to be driven. */
  function driveIn(route: number, which: number, from: number, to: number): number {
    if (!withHours) return travelSeconds(route, from, to);
    const seconds = arcs[slot(place[from]!, place[to]!) + 1]!;
    for (let at = which * states; at < (which + 1) * states; at++) {
      if (times[at]! < NEVER) times[at] = times[at]! + hours!.lasting(route, seconds, times[at]!);
    }
    return 0;
  }

  function leavingBy(route: number, from: number, to: number, arriving: number): number {
    if (!withHours) return arriving - travelSeconds(route, from, to);
    return arriving < 0 ? -1 : hours!.leavingBy(route, arcs[slot(place[from]!, place[to]!) + 1]!, arriving);
  }

  function storeDepartures(node: number): void {
    for (let state = 0; state < states; state++) departs[node * states + state] = times[state]!;
  }

  function settleReadiness(route: number): void {
    let ready = 0;
    for (let node = prev[firstEnd + route]!; ; node = prev[node]!) {
      if (release[node]! > ready) ready = release[node]!;
      if (node >= firstStart || kind[node] === NodeKind.reload) {
        readyAt[node] = ready;
        ready = 0;
      }
      if (node >= firstStart) return;
    }
  }

  function settleBackward(route: number, count: number): void {
    const first = breakFirst[route]!;
    const end = firstEnd + route;
    for (let state = 0; state <= count; state++) {
      const owedFrom = state < count ? breaks[3 * (first + state) + 1]! : NEVER;
      latest[end * states + state] = Math.min(closes[end]!, owedFrom);
    }
    let after = end;
    for (let node = prev[end]!; node < firstStart; node = prev[node]!) {
      const serving = service[serviceProfile[route]! * nodeCount + node]!;
      const ready = kind[node] === NodeKind.reload ? Math.max(readyAt[node]!, opens[node]!) : opens[node]!;
      let leaving = -1;
      let arriving = -1;
      for (let state = count; state >= 0; state--) {
        const direct = leavingBy(route, node, after, latest[after * states + state]!);
        leaving = Math.max(direct, state < count ? latestWithBreak(first + state, leaving) : -1);
        let start = Math.min(closes[node]!, leaving - serving);
        if (withGaps) {
          for (let gap = gapFirst[node + 1]! - 1; gap >= gapFirst[node]!; gap--) {
            if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap]!;
          }
        }
        if (start < ready) start = -1;
        arriving = Math.max(start, state < count ? latestWithBreak(first + state, arriving) : -1);
        latest[node * states + state] = arriving;
      }
      after = node;
    }
  }

  /** Latest moment at which a break can begin so that what follows it can begin by `bound`; −1 = never. */
  function latestWithBreak(at: number, bound: number): number {
    const begin = Math.min(breaks[3 * at + 1]!, bound - breaks[3 * at + 2]!);
    return begin < breaks[3 * at]! ? -1 : begin;
  }

  /** A stop between two others that stand next to each other. */
  function fits(route: number, node: number, before: number, after: number): boolean {
    departFrom(CARRY, before);
    if (!pass(route, CARRY, driveIn(route, CARRY, before, node), node, 0)) return false;
    return reaches(route, CARRY, driveIn(route, CARRY, node, after), after);
  }

  /** True when a delivery put after `before` would hold its loading up, which moves the whole route. */
  function delaysLoading(node: number, before: number): boolean {
    if (!withRelease || release[node] === 0) return false;
    let loading = before;
    while (loading < firstStart && kind[loading] !== NodeKind.reload) loading = prev[loading]!;
    return release[node]! > readyAt[loading]!;
  }

  return {
    readyAt,
    settle,
    driveIn,
    pass,
    reaches,
    fits,
    serviceInterval,
    departFrom,
    copyCarryToProbe,
    delaysLoading,
  };
}
