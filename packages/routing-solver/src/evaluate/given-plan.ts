import { type Model, NodeKind } from '../model/model.ts';
import type { Problem } from '../problem.ts';
import { createCompany } from '../search/company.ts';
import { readOrder } from './read-order.ts';
import { createSequenceCheck } from './sequence-check.ts';

/** Orders of a given plan as far as they hold: stop after stop is kept while the route stays feasible, the rest is dropped. */
export function feasibleGivenRoutes(problem: Problem, model: Model): number[][] {
  const check = createSequenceCheck(model);
  const seen = new Set<number>();
  for (const locked of model.locked) for (const node of locked) seen.add(node);
  const orders = model.locked.map((locked) => [...locked]);
  const rideOf = new Map<number, number>();
  const company = createCompany(model, (job) => rideOf.get(job) ?? -1);
  for (const [route, locked] of model.locked.entries()) for (const node of locked) rideOf.set(model.job[node]!, route);
  /** Stop after stop behind what is locked. */
  const keepInOrder = (route: number, nodes: readonly number[]) => {
    let order = orders[route]!;
    for (const node of nodes) {
      const job = model.job[node]!;
      if (job >= 0 && model.eligible[job * model.abilityCount + model.ability[route]!] === 0) continue;
      const longer = [...order, node];
      if (model.kind[node] === NodeKind.shipmentDelivery && !order.includes(node - 1)) continue;
      if (job >= 0 && !company.allows(route, job)) continue;
      if (!check.keepsAll(route, longer)) continue;
      order = longer;
      if (job >= 0) rideOf.set(job, route);
    }
    return order;
  };
  for (const given of problem.givenPlan?.routes ?? []) {
    const { route, nodes } = readOrder(problem, model, given, seen);
    if (route < 0) continue;
    const before = orders[route]!.length;
    let order = keepInOrder(route, keepWholeJobs(model, orders[route]!, nodes));
    let whole = dropHalves(model, order);
    // Past a half that goes out there may be no way, or a longer one: what is left is held against the rules anew.
    while (whole.length < order.length) {
      for (const node of order) if (!whole.includes(node)) rideOf.delete(model.job[node]!);
      order = keepInOrder(route, whole.slice(before));
      whole = dropHalves(model, order);
    }
    orders[route] = order;
  }
  return orders;
}

function keepWholeJobs(model: Model, order: readonly number[], nodes: readonly number[]): number[] {
  const all = new Set([...order, ...nodes]);
  return nodes.filter((node) => model.partner[node]! < 0 || all.has(model.partner[node]!));
}

/** A pickup whose delivery did not hold goes out as well, unless it is locked. */
function dropHalves(model: Model, order: readonly number[]): number[] {
  const all = new Set(order);
  const locked = new Set(model.locked.flatMap((nodes) => [...nodes]));
  return order.filter((node) => locked.has(node) || model.partner[node]! < 0 || all.has(model.partner[node]!));
}
