import type { Model } from '../model/model.ts';
import type { Links } from './links.ts';

/** Times along each route, as far as nodes alone decide them: no breaks, all goods there from the start. */
export function createRouteTimes(model: Model, { next, prev }: Links) {
  const { nodeCount, firstStart, firstEnd, place, slot, arcs, opens, closes, gapFirst, gaps } = model;
  const { service, serviceProfile, travelFactor, guards } = model;
  const { gaps: withGaps, travelFactors } = guards;
  /** Earliest departure, and latest arrival that the rest of the route can bear. */
  const departs = new Int32Array(nodeCount);
  const latest = new Int32Array(nodeCount);
  /** Seconds from a node to its next, next to one another while the arcs of a route lie all over the matrix. */
  const drive = new Int32Array(nodeCount);

  function travelSeconds(route: number, from: number, to: number): number {
    const seconds = arcs[slot(place[from]!, place[to]!) + 1]!;
    return travelFactors ? Math.round(seconds * travelFactor[route]!) : seconds;
  }

  /** Must be called for every new link. */
  function setDrive(route: number, from: number, to: number): void {
    drive[from] = travelSeconds(route, from, to);
  }

  /** Earliest service start at or after `at`; it may be past closing. */
  function openFrom(node: number, at: number): number {
    let start = Math.max(at, opens[node]!);
    if (withGaps) {
      for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
        if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
      }
    }
    return start;
  }

  /** Departures from `first` on, at least up to `until` (−1: no further than they change). */
  function settleForward(route: number, first: number, until: number): void {
    const services = serviceProfile[route]! * nodeCount;
    let passed = until < 0;
    let before = prev[first]!;
    for (let node = first; node < firstEnd; node = next[node]!) {
      const start = openFrom(node, departs[before]! + drive[before]!);
      const leaves = start + service[services + node]!;
      if (node === until) passed = true;
      if (passed && leaves === departs[node] && node !== until) return;
      departs[node] = leaves;
      before = node;
    }
  }

  /** Latest arrivals from `first` backwards, at least down to `until` (−1: no further than they change). */
  function settleBackward(route: number, first: number, until: number): void {
    const services = serviceProfile[route]! * nodeCount;
    let passed = until < 0;
    let after = next[first]!;
    for (let node = first; node < firstStart || node >= firstEnd; node = prev[node]!) {
      let bound = latest[after]! - drive[node]! - service[services + node]!;
      if (bound > closes[node]!) bound = closes[node]!;
      if (withGaps) {
        for (let gap = gapFirst[node + 1]! - 1; gap >= gapFirst[node]!; gap--) {
          if (bound > gaps[2 * gap]! && bound < gaps[2 * gap + 1]!) bound = gaps[2 * gap]!;
        }
      }
      if (node === until) passed = true;
      if (passed && bound === latest[node] && node !== until) return;
      latest[node] = bound;
      after = node;
    }
  }

  /** A whole route. False: it is not feasible as it stands. */
  function settle(route: number): boolean {
    const start = firstStart + route;
    const end = firstEnd + route;
    departs[start] = opens[start]!;
    latest[end] = closes[end]!;
    settleForward(route, next[start]!, end);
    if (prev[end] !== start) settleBackward(route, prev[end]!, start);
    return connects(start, next[start]!);
  }

  /** After one node, or a pair with `last` the later one, has come in. */
  function settleInsertion(route: number, first: number, last: number): void {
    settleForward(route, first, last);
    settleBackward(route, last, first);
  }

  /** After all between `before` and `after` has gone. False: the gap cannot be closed in time. */
  function settleRemoval(route: number, before: number, after: number): boolean {
    if (after < firstEnd) settleForward(route, after, -1);
    if (before < firstStart) settleBackward(route, before, -1);
    return connects(before, after);
  }

  function connects(before: number, after: number): boolean {
    return departs[before]! + drive[before]! <= latest[after]!;
  }

  return { departs, latest, drive, setDrive, travelSeconds, openFrom, settle, settleInsertion, settleRemoval };
}
