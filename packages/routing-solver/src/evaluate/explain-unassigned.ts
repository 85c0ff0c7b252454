import type { Model } from '../model/model.ts';
import type { Unassigned, UnassignedReason } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { eligibilityRules, firstObstacle, type Obstacle } from '../rules/index.ts';
import { type Company, createCompany } from '../search/company.ts';
import { placements } from './placements.ts';
import { createSequenceCheck, type SequenceCheck } from './sequence-check.ts';

/**
 * Stops gone through in all for the reasons of one plan, less than a second of work. Of thousands that are left out of a large plan each gets an equal
 * share, and what was not looked at is said to be so.
 */
const MOST_STOPS = 2_000_000;

/** What is left of a job's share. */
interface Share {
  stops: number;
}

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
  let stops = MOST_STOPS;
  return left.map((job, index) => {
    const share = { stops: Math.floor(stops / (left.length - index)) };
    const before = share.stops;
    const reason = explain(problem, model, check, orders, company, job, share);
    // What one job does not need the others may use.
    stops -= before - share.stops;
    return { jobId: problem.jobs[job]!.id, ...reason };
  });
}

function explain(
  problem: Problem,
  model: Model,
  check: SequenceCheck,
  orders: readonly (readonly number[])[],
  company: Company,
  job: number,
  share: Share,
): { reason: UnassignedReason; detail: string } {
  if (problem.vehicles.length === 0) return { reason: 'no_vehicles', detail: 'There is no vehicle in the plan.' };
  const routes = Array.from({ length: model.routeCount }, (_, route) => route);
  const able = routes.filter((route) => model.eligible[job * model.abilityCount + model.ability[route]!] === 1);
  if (able.length === 0) return nobodyIsAble(problem, model, job);

  // Routes of one class are alike in everything, so what holds for one alone holds for all.
  const ofClass = new Map<number, UnassignedReason | null>();
  const looked = able.filter((route) => {
    const routeClass = model.routeClass[route]!;
    if (!ofClass.has(routeClass) && share.stops > 0)
      ofClass.set(routeClass, reasonAlone(model, check, route, job, share));
    return ofClass.has(routeClass);
  });
  const possible = looked.filter((route) => ofClass.get(model.routeClass[route]!) === null);
  if (possible.length === 0) {
    if (looked.length === able.length) return tellAlone(problem, [...ofClass.values()], able.length);
    return { reason: 'no_room_left', detail: tellUnlooked(looked.length, able.length) };
  }
  const welcome = possible.filter((route) => company.allows(route, job));
  if (welcome.length === 0) return { reason: 'company', detail: tellCompany(possible.length) };
  return tellInPlan(problem, model, check, orders, job, welcome, share);
}

/** A search that had longer would have found it, or what it needs is no matter of one route (docks, links). */
function tellRoom(vehicleId: string): { reason: UnassignedReason; detail: string } {
  return {
    reason: 'search_ended',
    detail: `Vehicle ${vehicleId} has time and room for it; the search ended before it was put there.`,
  };
}

const tellLooked = (looked: number) =>
  looked > 0
    ? `What is missing was looked at on ${looked} of them only.`
    : 'What is missing was not looked at further.';

function tellUnlooked(looked: number, able: number): string {
  return `None of ${able} vehicle shifts took the job. Even alone ${looked} of them cannot serve it; the others were not looked at further.`;
}

function tellCompany(possible: number): string {
  const shifts = `${possible} vehicle shift${possible === 1 ? '' : 's'} could serve the job alone`;
  return `${shifts}, but each carries a job it must not ride with, or not the one it must ride with.`;
}

/** Each vehicle has an obstacle of its own; the one that stops the vehicle that comes furthest through the rules is the one to tell. */
function nobodyIsAble(problem: Problem, { abilityCount, ability, vehicle: vehicleOf }: Model, job: number): Obstacle {
  const dimensions = problem.capacityDimensions ?? [];
  let furthest: Obstacle | null = null;
  let furthestRule = -1;
  const seen = new Uint8Array(abilityCount);
  for (const [route, index] of vehicleOf.entries()) {
    if (seen[ability[route]!] === 1) continue;
    seen[ability[route]!] = 1;
    const vehicle = problem.vehicles[index]!;
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

function reasonAlone(
  model: Model,
  check: SequenceCheck,
  route: number,
  job: number,
  share: Share,
): UnassignedReason | null {
  const first = model.firstNode[job]!;
  const second = model.partner[first]!;
  const locked = [...model.locked[route]!];
  const nodes = [...locked, ...(second >= 0 ? [first, second] : [first]).filter((node) => !locked.includes(node))];
  share.stops -= 2 + nodes.length;
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
  share: Share,
): { reason: UnassignedReason; detail: string } {
  let timeSomewhere = false;
  let capacitySomewhere = false;
  let limitsEverywhere = true;
  let looked = 0;
  for (const route of possible) {
    if (share.stops <= 0 || (timeSomewhere && capacitySomewhere)) break;
    for (const { nodes } of placements(model, route, orders[route]!, job)) {
      share.stops -= nodes.length;
      if (share.stops <= 0) break;
      if (!check.keepsLimits(route, nodes)) continue;
      limitsEverywhere = false;
      const time = check.keepsTime(route, nodes);
      const capacity: boolean = (time || !capacitySomewhere) && check.keepsCapacity(route, nodes);
      if (time && capacity) return tellRoom(problem.vehicles[model.vehicle[route]!]!.id);
      timeSomewhere ||= time;
      capacitySomewhere ||= capacity;
      if (timeSomewhere && capacitySomewhere) break;
    }
    if (share.stops > 0) looked++;
  }
  const among = `${possible.length} vehicle shift${possible.length === 1 ? '' : 's'} could serve the job alone`;
  const inAll = `(${problem.vehicles.length} vehicles in all)`;
  if (looked < possible.length && !(timeSomewhere && capacitySomewhere)) {
    return {
      reason: 'no_room_left',
      detail: `${among} ${inAll}, but none took it with its other stops. ${tellLooked(looked)}`,
    };
  }
  if (limitsEverywhere) {
    return {
      reason: 'limit_exceeded',
      detail: `${among} ${inAll}, but each would pass its limit of jobs, driving or distance.`,
    };
  }
  if (timeSomewhere && !capacitySomewhere) {
    return { reason: 'no_capacity_left', detail: `${among} ${inAll}, but none with time for it has enough room left.` };
  }
  if (capacitySomewhere && !timeSomewhere) {
    return {
      reason: 'no_time_left',
      detail: `${among} ${inAll}, but none of them has time left for it between its other stops.`,
    };
  }
  return {
    reason: 'no_room_left',
    detail: `${among} ${inAll}, but those with time have no room, and those with room no time.`,
  };
}
