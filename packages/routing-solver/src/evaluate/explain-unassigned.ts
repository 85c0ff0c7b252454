import type { Model } from '../model/model.ts';
import type { Unassigned, UnassignedReason } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { eligibilityRules, firstObstacle, type Obstacle } from '../rules/index.ts';
import { type Company, createCompany } from '../search/company.ts';
import { placements } from './placements.ts';
import { createSequenceCheck, type SequenceCheck } from './sequence-check.ts';

/** A reason for each job that is in no route: first the job alone against every vehicle, then against the plan as it is. */
export function explainUnassigned(
  problem: Problem,
  model: Model,
  orders: readonly (readonly number[])[],
): Unassigned[] {
  const placed = new Set(orders.flat());
  const left = problem.jobs
    .map((_, job) => job)
    .filter((job) => {
      const first = model.firstNode[job]!;
      return !placed.has(model.partner[first]! >= 0 ? model.partner[first]! : first);
    });
  if (left.length === 0) return [];
  const check = createSequenceCheck(model);
  const rideOf = new Map(orders.flatMap((order, route) => order.map((node) => [model.job[node]!, route] as const)));
  const company = createCompany(model, (job) => rideOf.get(job) ?? -1);
  return left.map((job) => ({ jobId: problem.jobs[job]!.id, ...explain(problem, model, check, orders, company, job) }));
}

function explain(
  problem: Problem,
  model: Model,
  check: SequenceCheck,
  orders: readonly (readonly number[])[],
  company: Company,
  job: number,
): { reason: UnassignedReason; detail: string } {
  if (problem.vehicles.length === 0) return { reason: 'no_vehicles', detail: 'There is no vehicle in the plan.' };
  const routes = Array.from({ length: model.routeCount }, (_, route) => route);
  const able = routes.filter((route) => model.eligible[job * model.classCount + model.routeClass[route]!] === 1);
  if (able.length === 0) return nobodyIsAble(problem, job);

  const alone = able.map((route) => reasonAlone(model, check, route, job));
  const possible = able.filter((_, index) => alone[index] === null);
  if (possible.length === 0) return tellAlone(problem, alone, able.length);
  const welcome = possible.filter((route) => company.allows(route, job));
  if (welcome.length === 0) return { reason: 'company', detail: tellCompany(possible.length) };
  return tellInPlan(problem, model, check, orders, job, welcome);
}

function tellCompany(possible: number): string {
  const shifts = `${possible} vehicle shift${possible === 1 ? '' : 's'} could serve the job alone`;
  return `${shifts}, but each carries a job it must not ride with, or not the one it must ride with.`;
}

/** Each vehicle has an obstacle of its own; the one that stops the vehicle that comes furthest through the rules is the one to tell. */
function nobodyIsAble(problem: Problem, job: number): Obstacle {
  const dimensions = problem.capacityDimensions ?? [];
  let furthest: Obstacle | null = null;
  let furthestRule = -1;
  for (const vehicle of problem.vehicles) {
    const obstacle = firstObstacle(problem.jobs[job]!, vehicle, dimensions);
    if (!obstacle) continue;
    const rule = eligibilityRules.findIndex((each) => each(problem.jobs[job]!, vehicle, dimensions));
    if (rule > furthestRule || (rule === furthestRule && obstacle.by < furthest!.by)) {
      furthest = obstacle;
      furthestRule = rule;
    }
  }
  const others = problem.vehicles.length - 1;
  const rest = others > 0 ? ` No other of the ${others + 1} vehicles comes closer.` : '';
  return furthest
    ? { ...furthest, detail: furthest.detail + rest }
    : { reason: 'vehicle_not_allowed', by: 0, detail: 'A locked start keeps the job on a route that cannot take it.' };
}

function reasonAlone(model: Model, check: SequenceCheck, route: number, job: number): UnassignedReason | null {
  const first = model.firstNode[job]!;
  const second = model.partner[first]!;
  const locked = [...model.locked[route]!];
  const nodes = [...locked, ...(second >= 0 ? [first, second] : [first]).filter((node) => !locked.includes(node))];
  if (!check.isReachable(route, nodes)) return 'unreachable';
  if (!check.keepsLimits(route, nodes)) return 'limit_exceeded';
  if (!check.keepsTime(route, nodes)) return 'outside_shifts';
  return check.keepsCapacity(route, nodes) ? null : 'no_capacity_left';
}

const ALONE: Partial<Record<UnassignedReason, string>> = {
  unreachable: 'There is no way to the place and back for any vehicle that could take the job.',
  limit_exceeded: 'Even alone on a vehicle the job breaks its limit of driving time, distance or jobs.',
  outside_shifts: 'Even alone on a vehicle the job cannot be served inside its windows and the shift, breaks included.',
  no_capacity_left: 'What is already on board leaves too little room.',
};

function tellAlone(
  problem: Problem,
  alone: readonly (UnassignedReason | null)[],
  able: number,
): { reason: UnassignedReason; detail: string } {
  // The vehicle that fails latest in this order is the one that comes closest.
  const order: UnassignedReason[] = ['no_capacity_left', 'outside_shifts', 'limit_exceeded', 'unreachable'];
  const reason = order.find((each) => alone.includes(each))!;
  return { reason, detail: `${ALONE[reason]} Tried on ${able} of ${problem.vehicles.length} vehicles.` };
}

function tellInPlan(
  problem: Problem,
  model: Model,
  check: SequenceCheck,
  orders: readonly (readonly number[])[],
  job: number,
  possible: readonly number[],
): { reason: UnassignedReason; detail: string } {
  let timeSomewhere = false;
  let capacitySomewhere = false;
  let limitsEverywhere = true;
  for (const route of possible) {
    for (const { nodes } of placements(model, route, orders[route]!, job)) {
      if (!check.keepsLimits(route, nodes)) continue;
      limitsEverywhere = false;
      timeSomewhere ||= check.keepsTime(route, nodes);
      capacitySomewhere ||= check.keepsCapacity(route, nodes);
      if (timeSomewhere && capacitySomewhere) break;
    }
  }
  const among = `${possible.length} vehicle shift${possible.length === 1 ? '' : 's'} could serve the job alone`;
  const share = `(${problem.vehicles.length} vehicles in all)`;
  if (limitsEverywhere) {
    return {
      reason: 'limit_exceeded',
      detail: `${among} ${share}, but each would pass its limit of jobs, driving or distance.`,
    };
  }
  if (timeSomewhere && !capacitySomewhere) {
    return { reason: 'no_capacity_left', detail: `${among} ${share}, but none with time for it has enough room left.` };
  }
  if (capacitySomewhere && !timeSomewhere) {
    return {
      reason: 'no_time_left',
      detail: `${among} ${share}, but none of them has time left for it between its other stops.`,
    };
  }
  return {
    reason: 'no_room_left',
    detail: `${among} ${share}, but those with time have no room, and those with room no time.`,
  };
}
