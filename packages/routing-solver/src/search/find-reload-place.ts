import { overload } from '../evaluate/loads.ts';
import { type Model, NodeKind } from '../model/model.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import { createPeakLoad } from '../schedule/peak-load.ts';
import type { InsertionChecks } from './insertion-checks.ts';
import type { RouteState } from './routes.ts';

export type ReloadPlaces = ReturnType<typeof createReloadPlaces>;

/**
 * Room by coming back to load: for a stop that fits nowhere, the cheapest place in a route together with a reload right before or right
 * after it. Looks at whole routes, which is affordable because it is the last thing tried, or tried rarely.
 */
export function createReloadPlaces(model: Model, state: RouteState, checks: InsertionChecks) {
  const { firstStart, firstEnd, routeCount, reloadFirst, dimensions, kind, capacity, overloaded, guards } = model;
  const { ability, abilityCount, eligible, maxDriving, maxMeters, place, slot, arcs } = model;
  const { next, routeOf, stops, leg } = state;
  const scheduler = createScheduler(model, true);
  const peakLoad = createPeakLoad(model);
  const trial = new Int32Array(model.nodeCount);
  let ridePrice = 0;
  const best = { price: Number.POSITIVE_INFINITY, before: -1, reload: -1, reloadFirst: false };

  /**
   * True when there is such a place; `insert` takes it.
   * @param below what the job costs elsewhere: only what is cheaper is a place.
   */
  function find(node: number, job: number, below: number): boolean {
    best.price = below;
    best.before = -1;
    for (let route = 0; route < routeCount; route++) {
      if (stops[route] === 0 || eligible[job * abilityCount + ability[route]!] === 0) continue;
      if (guards.company && !state.company.allows(route, job)) continue;
      if (guards.limits && !checks.keepsJobLimit(route)) continue;
      ridePrice = guards.company || guards.ridePrices ? state.rideCost(route, job) : 0;
      const reload = spareReload(route);
      if (reload < 0) continue;
      for (let before = firstStart + route; before < firstEnd; before = next[before]!) {
        if (checks.closedAfter[before] === 1) continue;
        // A reload at the head or the tail of a route would load or unload nothing.
        if (before < firstStart) consider(route, before, reload, node);
        if (next[before]! < firstEnd) consider(route, before, node, reload);
      }
    }
    return best.before >= 0;
  }

  function spareReload(route: number): number {
    for (let node = reloadFirst[route]!; node < reloadFirst[route + 1]!; node++) if (routeOf[node]! < 0) return node;
    return -1;
  }

  function consider(route: number, before: number, first: number, second: number): void {
    const after = next[before]!;
    const detour =
      state.arcCost(route, before, first) + state.arcCost(route, first, second) + state.arcCost(route, second, after);
    const price = detour - leg[before]! + ridePrice;
    if (price >= best.price) return;
    let length = 0;
    for (let each = firstStart + route; each < firstEnd; each = next[each]!) {
      if (each < firstStart) trial[length++] = each;
      if (each !== before) continue;
      trial[length++] = first;
      trial[length++] = second;
    }
    if (!keepsLoads(route, length) || !scheduler.run(route, trial, length)) return;
    if (guards.limits && !keepsTravelLimits(route, length)) return;
    best.price = price;
    best.before = before;
    best.reloadFirst = kind[first] === NodeKind.reload;
    best.reload = best.reloadFirst ? first : second;
  }

  function keepsLoads(route: number, length: number): boolean {
    if (overloaded[route] === 1) return overload(model, route, trial.subarray(0, length)).every((over) => over <= 0);
    for (let d = 0; d < dimensions; d++) {
      if (peakLoad(trial, 0, length, d) > capacity[route * dimensions + d]!) return false;
    }
    return true;
  }

  function keepsTravelLimits(route: number, length: number): boolean {
    let seconds = 0;
    let meters = 0;
    let from = firstStart + route;
    for (let at = 0; at <= length; at++) {
      const to = at < length ? trial[at]! : firstEnd + route;
      seconds += state.travelSeconds(route, from, to);
      meters += arcs[slot(place[from]!, place[to]!)]!;
      from = to;
    }
    return seconds <= maxDriving[route]! && meters <= maxMeters[route]!;
  }

  function insert(node: number): void {
    const { before, reload } = best;
    const route = routeOf[before]!;
    state.touch(route);
    state.insertAfter(best.reloadFirst ? reload : node, before);
    state.insertAfter(best.reloadFirst ? node : reload, next[before]!);
    state.settleRoute(route);
  }

  return { find, insert };
}
