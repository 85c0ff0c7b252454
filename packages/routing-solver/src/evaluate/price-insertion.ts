import { compileModel } from '../model/compile-model.ts';
import { objectiveLevels } from '../model/compile-objective.ts';
import { type Model, NEVER } from '../model/model.ts';
import type { Insertion } from '../plan.ts';
import type { Job, Problem, RouteOrder } from '../problem.ts';
import { assertValid } from '../validate/index.ts';
import { placements } from './placements.ts';
import { readOrder } from './read-order.ts';
import { createSequenceCheck, type SequenceCheck } from './sequence-check.ts';

/**
 * Every feasible place for one more job in a plan, cheapest first; unused shifts count as empty routes. The other jobs stay in their
 * order. Throws `InvalidProblem` when the problem with the job in it is refused.
 */
export function priceInsertion(
  problem: Problem,
  plan: { readonly routes: readonly RouteOrder[] },
  job: Job,
): Insertion[] {
  const known = problem.jobs.some(({ id }) => id === job.id);
  const extended = known ? problem : { ...problem, jobs: [...problem.jobs, job] };
  assertValid(extended);
  const model = compileModel(extended);
  const jobIndex = known ? problem.jobs.findIndex(({ id }) => id === job.id) : problem.jobs.length;
  const check = createSequenceCheck(model);
  const orders = model.locked.map((locked) => [...locked]);
  for (const order of plan.routes) {
    const { route, nodes } = readOrder(extended, model, order);
    if (route >= 0) orders[route] = nodes.filter((node) => model.job[node] !== jobIndex);
  }

  const insertions: Insertion[] = [];
  for (const [route, order] of orders.entries()) {
    if (model.eligible[jobIndex * model.classCount + model.routeClass[route]!] === 0) continue;
    const before = order.length > 0 ? bill(extended, model, check, route, order) : { price: 0, meters: 0, seconds: 0 };
    for (const { nodes, pickupPosition, position } of placements(model, route, order, jobIndex)) {
      if (!check.keepsLimits(route, nodes) || !check.keepsCapacity(route, nodes)) continue;
      if (!check.keepsTime(route, nodes)) continue;
      const after = bill(extended, model, check, route, nodes);
      const node = nodes[position + (pickupPosition < 0 ? 0 : 1)]!;
      const startSeconds = earliestStart(model, check, route, nodes, node);
      insertions.push({
        vehicleId: problem.vehicles[model.vehicle[route]!]!.id,
        shiftIndex: model.shift[route]!,
        ...(pickupPosition >= 0 && { pickupPosition }),
        position,
        price: after.price - before.price,
        addedMeters: after.meters - before.meters,
        addedDrivingSeconds: after.seconds - before.seconds,
        serviceStartSeconds: startSeconds + model.epochSeconds,
        latestServiceStartSeconds: latestStart(model, check, route, nodes, node, startSeconds) + model.epochSeconds,
      });
    }
  }
  return insertions.sort((a, b) => a.price - b.price || a.position - b.position);
}

/** Money of a route, lateness at what the objective gives for it. */
function bill(problem: Problem, model: Model, check: SequenceCheck, route: number, nodes: readonly number[]) {
  const rates = problem.vehicles[model.vehicle[route]!]!.cost ?? { perKilometer: 1 };
  const { seconds, meters } = check.travelOf(route, nodes);
  check.keepsTime(route, nodes);
  check.scheduler.settle();
  const { startSeconds, endSeconds, latenessSeconds } = check.scheduler.result;
  const overtime = Math.max(0, endSeconds - model.overtimeFrom[route]!);
  const price =
    (rates.fixed ?? 0) +
    ((rates.perKilometer ?? 0) * meters) / 1000 +
    ((rates.perHour ?? 0) * (endSeconds - startSeconds) + (rates.overtimePerHour ?? 0) * overtime) / 3600 +
    (latenessRate(problem) * latenessSeconds) / 3600;
  return { price, meters, seconds };
}

function latenessRate(problem: Problem): number {
  const terms = objectiveLevels(problem).flat();
  const weight = (name: string) => terms.find(({ term }) => term === name)?.weight ?? 1;
  return terms.some(({ term }) => term === 'lateness') ? weight('lateness') / weight('cost') : 0;
}

function earliestStart(
  model: Model,
  check: SequenceCheck,
  route: number,
  nodes: readonly number[],
  node: number,
): number {
  // With the start delayed the service may come later than it could; its earliest is what a slot offers.
  return searchStart(model, node, 0, (closes) => {
    const kept = model.closes[node]!;
    model.closes[node] = Math.min(kept, closes);
    const holds = check.keepsTime(route, nodes);
    model.closes[node] = kept;
    return holds;
  });
}

/** Least `closes` that holds. */
function searchStart(model: Model, node: number, from: number, holds: (closes: number) => boolean): number {
  let low = Math.max(from, model.opens[node]!);
  let high = Math.min(model.closes[node]!, NEVER);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function latestStart(
  model: Model,
  check: SequenceCheck,
  route: number,
  nodes: readonly number[],
  node: number,
  from: number,
): number {
  const kept = model.opens[node]!;
  let low = from;
  let high = Math.min(model.closes[node]!, model.closes[model.firstEnd + route]!);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    model.opens[node] = middle;
    if (check.keepsTime(route, nodes)) low = middle;
    else high = middle - 1;
  }
  model.opens[node] = kept;
  return low;
}
