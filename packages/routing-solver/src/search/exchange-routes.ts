import { type Model, NodeKind } from '../model/model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import type { Recreate } from './recreate.ts';
import type { RouteState } from './routes.ts';
import type { Ruin } from './ruin.ts';

/** Share of the used routes that may be exchanged at once. */
const MOST_EXCHANGED = 0.5;

/**
 * Selective route exchange (Nagata, Bräysy & Dullaert 2010): some neighbouring routes of the current solution go, the routes of another
 * solution that have most of the same stops come in, and what is then left out is put back. Half of the time the new routes come
 * whole and others lose their stops, else the new ones do without what others have.
 */
export function createRouteExchange(
  model: Model,
  state: RouteState,
  neighbours: Neighbours,
  ruin: Ruin,
  recreate: Recreate,
  random: Random,
) {
  const { routeCount, jobCount, firstNode, firstEnd, kind, locked, routeClass, partner } = model;
  const { nearest, nearestCount, nearestWidth } = neighbours;
  const { routeOf, stops, totals } = state;
  /** By node, its route in the other solution. */
  const otherRoute = new Int32Array(model.nodeCount);
  const shared = new Int32Array(routeCount);

  /** @param other in the form of `currentNodes`. False: the current solution is as it was. */
  function exchange(other: readonly number[]): boolean {
    const sequences = split(other);
    const leaving = drawNeighbouringRoutes();
    if (leaving.length === 0) return false;
    const coming = routesLike(leaving, sequences);
    state.begin();
    for (const route of leaving) ruin.empty(route);
    if (random.unit() < 0.5) clearFor(coming.map((route) => sequences[route]!));
    for (const route of coming) {
      const into = roomFor(route, sequences[route]!);
      if (into >= 0) state.append(into, sequences[route]!);
    }
    state.recountAbsent();
    recreate.recreate();
    if (!state.log.broken) return true;
    state.rollBack();
    return false;
  }

  function split(nodes: readonly number[]): number[][] {
    const sequences: number[][] = Array.from({ length: routeCount }, () => []);
    otherRoute.fill(-1);
    let route = 0;
    for (const node of nodes) {
      if (node < 0) route++;
      else {
        sequences[route]!.push(node);
        otherRoute[node] = route;
      }
    }
    return sequences;
  }

  function drawNeighbouringRoutes(): number[] {
    const most = 1 + random.below(Math.max(1, Math.floor(totals.usedRoutes * MOST_EXCHANGED)));
    const seed = firstNode[random.below(jobCount)]!;
    const routes: number[] = [];
    for (let at = seed * nearestWidth; at < seed * nearestWidth + nearestCount[seed]!; at++) {
      const route = routeOf[nearest[at]!]!;
      if (route < 0 || locked[route]!.length > 0 || routes.includes(route)) continue;
      routes.push(route);
      if (routes.length === most) break;
    }
    return routes;
  }

  /** As many routes of the other solution, those with most stops of the leaving ones first. */
  function routesLike(leaving: readonly number[], sequences: readonly number[][]): number[] {
    shared.fill(0);
    for (const route of leaving) {
      for (let node = state.next[model.firstStart + route]!; node < firstEnd; node = state.next[node]!) {
        const other = otherRoute[node]!;
        if (other >= 0 && locked[other]!.length === 0) shared[other]!++;
      }
    }
    const candidates = Array.from(shared.keys()).filter((route) => shared[route]! > 0);
    const likeness = (route: number) => shared[route]! / sequences[route]!.length;
    candidates.sort((a, b) => likeness(b) - likeness(a) || a - b);
    return candidates.slice(0, leaving.length + random.below(2));
  }

  /** Takes the stops of routes that come in out of the others. */
  function clearFor(sequences: readonly number[][]): void {
    const changed = new Set<number>();
    for (const node of sequences.flat()) {
      const route = routeOf[node]!;
      if (route < 0 || kind[node] === NodeKind.reload) continue;
      state.touch(route);
      changed.add(route);
      state.remove(node);
      if (partner[node]! < 0 || routeOf[partner[node]!]! < 0) state.addAbsent(model.job[node]!);
    }
    for (const route of changed) state.settleRoute(route);
  }

  /** An unused route that is like the one the stops come from; −1 when there is none. */
  function roomFor(route: number, sequence: readonly number[]): number {
    if (stops[route] === 0) return route;
    if (sequence.some((node) => kind[node] === NodeKind.reload)) return -1;
    return state.unusedRoute(routeClass[route]!);
  }

  return { exchange };
}
