import type { Model } from '../model/model.ts';
import type { RouteState } from './routes.ts';
import type { Ruin } from './ruin.ts';

/** The best solution so far. Only routes changed since it was last stored are copied, so that a run of small gains stays cheap. */
export function createBestPlan(model: Model, state: RouteState) {
  const { nodeCount, routeCount, firstStart, firstEnd, jobCount } = model;
  const { next, stops, totals, absent, log, touched } = state;
  const bestNext = Int32Array.from(next);
  const bestAbsent = Int32Array.from(absent);
  const bestStops = new Int32Array(routeCount);
  const changed = new Uint8Array(routeCount);
  const changedRoutes = new Int32Array(routeCount);
  let changedCount = 0;
  const best = {
    objective: Number.POSITIVE_INFINITY,
    cost: 0,
    unplaced: 0,
    absent: jobCount,
    usedRoutes: 0,
  };

  /** Remembers the routes of the move just accepted. */
  function noteChanges(): void {
    for (let each = 0; each < log.touched; each++) {
      const route = touched[each]!;
      if (changed[route] === 1) continue;
      changed[route] = 1;
      changedRoutes[changedCount++] = route;
    }
  }

  function store(): void {
    for (let each = 0; each < changedCount; each++) {
      const route = changedRoutes[each]!;
      changed[route] = 0;
      for (let node = firstStart + route; node < firstEnd; node = next[node]!) bestNext[node] = next[node]!;
      bestStops[route] = stops[route]!;
    }
    changedCount = 0;
    for (let at = 0; at < totals.absent; at++) bestAbsent[at] = absent[at]!;
    best.objective = state.objective();
    best.cost = totals.cost;
    best.unplaced = totals.unplaced;
    best.absent = totals.absent;
    best.usedRoutes = totals.usedRoutes;
  }

  /** Nodes of a route of the best solution, in order. */
  function sequence(route: number): number[] {
    const nodes: number[] = [];
    for (
      let node = bestNext[firstStart + route]!;
      node < firstEnd && nodes.length <= nodeCount;
      node = bestNext[node]!
    ) {
      nodes.push(node);
    }
    return nodes;
  }

  /** Makes the best solution the current one again. */
  function restore(ruin: Ruin): void {
    state.begin();
    for (let route = 0; route < routeCount; route++) if (changed[route] === 1) ruin.empty(route);
    for (let route = 0; route < routeCount; route++) if (changed[route] === 1) state.append(route, sequence(route));
    state.recountAbsent();
    for (let each = 0; each < changedCount; each++) changed[changedRoutes[each]!] = 0;
    changedCount = 0;
  }

  /** All routes in turn, −1 after each. */
  function allNodes(): number[] {
    const nodes: number[] = [];
    for (let route = 0; route < routeCount; route++) nodes.push(...sequence(route), -1);
    return nodes;
  }

  /** The same of the current solution. */
  function currentNodes(): number[] {
    const nodes: number[] = [];
    for (let route = 0; route < routeCount; route++) {
      for (let node = next[firstStart + route]!; node < firstEnd; node = next[node]!) nodes.push(node);
      nodes.push(-1);
    }
    return nodes;
  }

  /** Makes a solution of any search of the same problem the current one. */
  function become(nodes: readonly number[], ruin: Ruin): void {
    state.begin();
    for (let route = 0; route < routeCount; route++) ruin.empty(route);
    let route = 0;
    let order: number[] = [];
    for (const node of nodes) {
      if (node >= 0) order.push(node);
      else {
        state.append(route++, order);
        order = [];
      }
    }
    state.recountAbsent();
    noteChanges();
  }

  /** The same, and the best one as well. */
  function adopt(nodes: readonly number[], ruin: Ruin): void {
    become(nodes, ruin);
    store();
  }

  return { best, noteChanges, store, restore, allNodes, currentNodes, become, adopt, sequence };
}

export type BestPlan = ReturnType<typeof createBestPlan>;
