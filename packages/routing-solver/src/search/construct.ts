import { createSequenceCheck } from '../evaluate/sequence-check.ts';
import type { Model } from '../model/model.ts';
import type { Neighbours } from './neighbours.ts';
import type { RouteState } from './routes.ts';
import { buildChains } from './savings.ts';

/**
 * Puts chains of absent stops into unused routes, as far as they keep every rule there: a start that is close for many stops. What they
 * leave absent (shipments, stops for few vehicles, what does not fit) is for `recreate`.
 */
export function layChains(model: Model, state: RouteState, neighbours: Neighbours): void {
  const { firstStart, firstEnd, opening, classCount, routeClass, eligible, job: jobOf, guards } = model;
  const { ability, abilityCount, firstRoute } = model;
  const { toldVehicle } = model.rides;
  const reference = commonestUnusedRoute();
  if (reference < 0) return;
  const check = createSequenceCheck(model);
  for (const chain of buildChains(model, state, neighbours, reference)) {
    const route = cheapestRouteFor(chain);
    if (route >= 0) state.append(route, chain);
  }
  state.recountAbsent();

  function commonestUnusedRoute(): number {
    const unused = new Int32Array(classCount);
    for (let route = 0; route < model.routeCount; route++) {
      if (state.stops[route] === 0) unused[routeClass[route]!]!++;
    }
    return state.unusedRoute(unused.indexOf(Math.max(...unused)));
  }

  /** −1 when no unused route can do it. */
  function cheapestRouteFor(chain: readonly number[]): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const route of candidatesFor(chain)) {
      if (route < 0 || chain.some((node) => eligible[jobOf[node]! * abilityCount + ability[route]!] === 0)) continue;
      const cost = costOf(route, chain);
      if (cost >= least || !check.keepsAll(route, chain)) continue;
      best = route;
      least = cost;
    }
    return best;
  }

  /** One unused route of each class, and those of the vehicles that its jobs were told. */
  function candidatesFor(chain: readonly number[]): Set<number> {
    const routes = new Set(Array.from({ length: classCount }, (_, each) => state.unusedRoute(each)));
    for (const node of toldVehicle.length > 0 ? chain : []) {
      const told = toldVehicle[jobOf[node]!]!;
      for (let route = told < 0 ? 0 : firstRoute[told]!; told >= 0 && route < firstRoute[told + 1]!; route++)
        if (state.stops[route] === 0) routes.add(route);
    }
    return routes;
  }

  function costOf(route: number, chain: readonly number[]): number {
    let cost = opening[route]!;
    let before = firstStart + route;
    if (guards.ridePrices) for (const node of chain) cost += state.rideCost(route, jobOf[node]!);
    for (const node of [...chain, firstEnd + route]) {
      cost += state.arcCost(route, before, node);
      before = node;
    }
    return cost;
  }
}
