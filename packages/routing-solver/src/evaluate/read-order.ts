import type { Model } from '../model/model.ts';
import type { BrokenRule } from '../plan.ts';
import type { Problem, RouteOrder } from '../problem.ts';

export interface ReadOrder {
  /** −1 when there is no such vehicle or shift. */
  readonly route: number;
  readonly nodes: number[];
  readonly broken: BrokenRule[];
}

/** Turns an order of stops into nodes. What the problem does not know is left out and reported. */
export function readOrder(problem: Problem, model: Model, order: RouteOrder, seen = new Set<number>()): ReadOrder {
  const shiftIndex = order.shiftIndex ?? 0;
  const broken: BrokenRule[] = [];
  const report = (rule: BrokenRule['rule'], detail: string, jobId?: string) => {
    broken.push({ rule, vehicleId: order.vehicleId, shiftIndex, by: 0, detail, ...(jobId !== undefined && { jobId }) });
  };
  const route = findRoute(problem, model, order.vehicleId, shiftIndex);
  if (route < 0) report('unknown_vehicle', `There is no vehicle ${order.vehicleId} with a shift ${shiftIndex}.`);
  const nodes: number[] = [];
  const jobs = jobIndex(problem);
  let reload = route < 0 ? 0 : model.reloadFirst[route]!;
  for (const stop of order.stops) {
    if (stop.kind === 'start' || stop.kind === 'end' || stop.kind === 'break') continue;
    if (stop.kind === 'reload') {
      if (route >= 0 && reload < model.reloadFirst[route + 1]!) nodes.push(reload++);
      else report('reload', `Vehicle ${order.vehicleId} may not reload this often.`);
      continue;
    }
    const job = jobs.get(stop.jobId ?? '');
    if (job === undefined) {
      report('unknown_job', `There is no job ${stop.jobId} in the problem.`, stop.jobId);
      continue;
    }
    const node = model.firstNode[job]! + (stop.kind === 'shipment_delivery' ? 1 : 0);
    if (model.job[node] !== job)
      report('unknown_job', `Job ${stop.jobId} has no stop of kind ${stop.kind}.`, stop.jobId);
    else if (seen.has(node)) report('duplicate', `Job ${stop.jobId} is planned twice.`, stop.jobId);
    else {
      seen.add(node);
      nodes.push(node);
    }
  }
  return { route, nodes, broken };
}

const jobIndices = new WeakMap<Problem, Map<string, number>>();

function jobIndex(problem: Problem): Map<string, number> {
  let index = jobIndices.get(problem);
  if (!index) {
    index = new Map(problem.jobs.map((job, at) => [job.id, at]));
    jobIndices.set(problem, index);
  }
  return index;
}

export function findRoute(problem: Problem, model: Model, vehicleId: string, shiftIndex: number): number {
  for (let route = 0; route < model.routeCount; route++) {
    if (model.shift[route] === shiftIndex && problem.vehicles[model.vehicle[route]!]!.id === vehicleId) return route;
  }
  return -1;
}
