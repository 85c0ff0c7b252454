import type { Model } from '../model/model.ts';

/** What the log puts back, by node, by route, and in all. */
interface Undoable {
  readonly next: Int32Array;
  readonly prev: Int32Array;
  readonly routeOf: Int32Array;
  readonly leg: Float64Array;
  readonly reach: Float64Array;
  readonly departs: Int32Array;
  readonly latest: Int32Array;
  readonly drive: Int32Array;
  readonly stops: Int32Array;
  readonly jobs: Int32Array;
  readonly loadSum: Int32Array;
  readonly driving: Int32Array;
  readonly meters: Int32Array;
  readonly timeCost: Float64Array;
  readonly waitingCost: Float64Array;
  readonly cost: Float64Array;
  readonly absent: Int32Array;
  readonly totals: { cost: number; unplaced: number; absent: number; usedRoutes: number; placedStops: number };
  link(from: number, to: number): void;
  setLeg(from: number, to: number, cost: number): void;
  /** Called with a route that is unused again. */
  noteUnused(route: number): void;
  /** Brings up to date what is worked out from the order of a route and is not put back by itself. */
  settleDerived(route: number): void;
}

/** Remembers routes as they were before they were touched, so that a change that is not accepted costs what it has touched. */
export function createUndoLog(model: Model, undoable: Undoable) {
  const { nodeCount, routeCount, firstStart, firstEnd, nowhere, dimensions, guards, jobCount } = model;
  const { next, prev, routeOf, leg, reach, departs, latest, drive, stops, jobs, loadSum, driving, meters } = undoable;
  const { timeCost, waitingCost, cost, absent, totals, link, setLeg, noteUnused, settleDerived } = undoable;
  const withCapacity = guards.capacity;
  /** Departures and latest arrivals by node alone are enough. */
  const plainTimes = guards.time && !guards.scheduled;
  /** `log.stamp` when the route was last touched. */
  const touchedAt = new Int32Array(routeCount).fill(-1);
  const touched = new Int32Array(routeCount);
  const savedFrom = new Int32Array(routeCount + 1);
  const savedNode = new Int32Array(nodeCount);
  const savedLeg = new Float64Array(nodeCount);
  const savedDeparts = new Int32Array(nodeCount);
  const savedLatest = new Int32Array(nodeCount);
  const savedDrive = new Int32Array(nodeCount);
  const savedRoute = new Float64Array(routeCount * 7);
  const savedLoad = new Int32Array(routeCount * dimensions);
  const savedAbsent = new Int32Array(jobCount);
  const savedTotals = { ...totals };
  /** `broken`: taking stops out made a route infeasible, which it can where a detour is faster than the direct way. */
  const log = { touched: 0, stamp: 0, broken: false };

  function begin(): void {
    log.touched = 0;
    log.stamp++;
    log.broken = false;
    for (let at = 0; at < totals.absent; at++) savedAbsent[at] = absent[at]!;
    savedTotals.cost = totals.cost;
    savedTotals.unplaced = totals.unplaced;
    savedTotals.absent = totals.absent;
    savedTotals.usedRoutes = totals.usedRoutes;
    savedTotals.placedStops = totals.placedStops;
  }

  /** Must be called before a route is changed. */
  function touch(route: number): void {
    if (touchedAt[route] === log.stamp) return;
    touchedAt[route] = log.stamp;
    let at = savedFrom[log.touched]!;
    for (let node = firstStart + route; ; node = next[node]!) {
      savedNode[at] = node;
      savedLeg[at] = leg[node]!;
      if (plainTimes) {
        savedDeparts[at] = departs[node]!;
        savedLatest[at] = latest[node]!;
        savedDrive[at] = drive[node]!;
      }
      at++;
      if (node >= firstEnd) break;
    }
    const slot = log.touched * 7;
    savedRoute[slot] = stops[route]!;
    savedRoute[slot + 1] = jobs[route]!;
    savedRoute[slot + 2] = cost[route]!;
    savedRoute[slot + 3] = driving[route]!;
    savedRoute[slot + 4] = meters[route]!;
    savedRoute[slot + 5] = timeCost[route]!;
    savedRoute[slot + 6] = waitingCost[route]!;
    if (withCapacity) {
      for (let d = 0; d < dimensions; d++) savedLoad[log.touched * dimensions + d] = loadSum[route * dimensions + d]!;
    }
    touched[log.touched++] = route;
    savedFrom[log.touched] = at;
  }

  /** Back to the state at `begin`. */
  function rollBack(): void {
    for (let each = 0; each < log.touched; each++) {
      const start = firstStart + touched[each]!;
      for (let node = next[start]!; node < firstEnd; node = next[node]!) {
        routeOf[node] = -1;
        // `next` stays, so that this walk goes on; nobody follows it from a node outside.
        prev[node] = nowhere;
        leg[node] = Number.NEGATIVE_INFINITY;
        reach[node] = Number.NEGATIVE_INFINITY;
        reach[nodeCount + node] = Number.NEGATIVE_INFINITY;
      }
    }
    for (let each = 0; each < log.touched; each++) {
      const route = touched[each]!;
      const to = savedFrom[each + 1]!;
      let before = nowhere;
      for (let at = savedFrom[each]!; at < to; at++) {
        const node = savedNode[at]!;
        if (before !== nowhere) {
          link(before, node);
          setLeg(before, node, savedLeg[at - 1]!);
        }
        routeOf[node] = route;
        if (plainTimes) {
          departs[node] = savedDeparts[at]!;
          latest[node] = savedLatest[at]!;
          drive[node] = savedDrive[at]!;
        }
        before = node;
      }
      const slot = each * 7;
      stops[route] = savedRoute[slot]!;
      if (stops[route] === 0) noteUnused(route);
      jobs[route] = savedRoute[slot + 1]!;
      cost[route] = savedRoute[slot + 2]!;
      driving[route] = savedRoute[slot + 3]!;
      meters[route] = savedRoute[slot + 4]!;
      timeCost[route] = savedRoute[slot + 5]!;
      waitingCost[route] = savedRoute[slot + 6]!;
      if (withCapacity) {
        for (let d = 0; d < dimensions; d++) loadSum[route * dimensions + d] = savedLoad[each * dimensions + d]!;
      }
      settleDerived(route);
    }
    for (let at = 0; at < savedTotals.absent; at++) absent[at] = savedAbsent[at]!;
    totals.cost = savedTotals.cost;
    totals.unplaced = savedTotals.unplaced;
    totals.absent = savedTotals.absent;
    totals.usedRoutes = savedTotals.usedRoutes;
    totals.placedStops = savedTotals.placedStops;
  }

  return { log, touched, touchedAt, begin, touch, rollBack };
}
