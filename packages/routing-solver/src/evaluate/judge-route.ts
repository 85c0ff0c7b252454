import { type Model, NEVER, NodeKind } from '../model/model.ts';
import type { BrokenRule, BrokenRuleName, Route, UnassignedReason } from '../plan.ts';
import type { Break, Problem } from '../problem.ts';
import { eligibilityRules } from '../rules/index.ts';
import { overload } from './loads.ts';
import { wheelOver } from './wheel-time.ts';
import { minutes } from './words.ts';

const RULE_OF_OBSTACLE: Partial<Record<UnassignedReason, BrokenRuleName>> = {
  vehicle_not_allowed: 'vehicle_not_allowed',
  skill_missing: 'skill',
  crew_too_small: 'crew_size',
  outside_area: 'area',
};

/** Every rule that a described route breaks. */
export function judgeRoute(
  problem: Problem,
  model: Model,
  route: number,
  nodes: readonly number[],
  described: Route,
): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const vehicle = problem.vehicles[model.vehicle[route]!]!;
  const shift = vehicle.shifts[described.shiftIndex]!;
  const report = (
    rule: BrokenRuleName,
    by: number,
    detail: string,
    more: { jobId?: string; dimension?: string } = {},
  ) => {
    broken.push({ rule, vehicleId: vehicle.id, shiftIndex: described.shiftIndex, by, detail, ...more });
  };

  judgeLockedStart(problem, model, route, nodes, report);
  judgePrecedence(problem, model, nodes, report);
  for (const node of nodes) {
    const job = problem.jobs[model.job[node]!];
    if (!job || model.kind[node] === NodeKind.shipmentPickup) continue;
    for (const rule of eligibilityRules) {
      const obstacle = rule(job, vehicle, problem.capacityDimensions ?? []);
      const name = obstacle && RULE_OF_OBSTACLE[obstacle.reason];
      if (name) report(name, obstacle.by, obstacle.detail, { jobId: job.id });
    }
  }

  // A locked start may take them later.
  const owed = (shift.breaks ?? []).map((rest, index) => {
    const latest = model.breaks[3 * (model.breakFirst[route]! + index) + 1]!;
    return { ...rest, latestStartSeconds: latest + model.epochSeconds };
  });
  let number = -1;
  for (const stop of described.stops) {
    if (stop.kind === 'break') {
      const rest = owed.find(({ id }) => id === stop.breakId);
      if (!rest) continue;
      const late = stop.serviceStartSeconds - rest.latestStartSeconds;
      if (late > 0) report('break', late, `Break ${rest.id} starts ${minutes(late)} too late.`);
      continue;
    }
    const node = number >= 0 && stop.kind !== 'end' ? nodes[number]! : -1;
    number++;
    const job = stop.jobId === undefined ? {} : { jobId: stop.jobId };
    if (stop.distanceMeters >= NEVER || stop.drivingSeconds >= NEVER) {
      report('unreachable', 0, 'There is no way from the stop before to this one.', job);
    } else if (node >= 0) {
      const late = stop.serviceStartSeconds - model.epochSeconds - model.closes[node]!;
      if (late > 0) report('time_window', late, `Service starts ${minutes(late)} after the window has closed.`, job);
    }
  }
  for (const missed of missedBreaks(described, owed)) {
    report('break', missed.durationSeconds, `Break ${missed.id} finds no place.`);
  }
  const past = described.endSeconds - model.epochSeconds - model.closes[model.firstEnd + route]!;
  if (past > 0) report('shift', past, `The route ends ${minutes(past)} after the shift.`);

  judgeLimits(problem, model, route, nodes, described, report);
  return broken;
}

type Report = (rule: BrokenRuleName, by: number, detail: string, more?: { jobId?: string; dimension?: string }) => void;

function judgeLimits(
  problem: Problem,
  model: Model,
  route: number,
  nodes: readonly number[],
  described: Route,
  report: Report,
): void {
  for (const [d, dimension] of (problem.capacityDimensions ?? []).entries()) {
    const capacity = model.capacity[route * model.dimensions + d]!;
    const inherits = model.overloaded[route] === 1;
    const overs = inherits
      ? [overload(model, route, nodes)[d]!]
      : described.trips.map(({ peakLoad }) => peakLoad[d]! - capacity);
    for (const over of overs) {
      if (over > 0)
        report(
          'capacity',
          over,
          `${over} ${dimension} more than the vehicle's ${capacity} ${dimension} at the fullest.`,
          {
            dimension,
          },
        );
    }
  }
  const jobs = nodes.filter((node) => model.job[node]! >= 0 && model.kind[node] !== NodeKind.shipmentPickup).length;
  const jobsOver = jobs - model.maxJobs[route]!;
  if (jobsOver > 0) report('max_jobs', jobsOver, `${jobs} jobs; at most ${model.maxJobs[route]} are allowed.`);
  const drivingOver = described.drivingSeconds - model.maxDriving[route]!;
  if (drivingOver > 0) report('max_driving', drivingOver, `${minutes(drivingOver)} more driving than allowed.`);
  const wheel = wheelOver(problem, model, route, nodes, described);
  if (wheel > 0) report('driving_break', wheel, `${minutes(wheel)} more at the wheel than allowed without a rest.`);
  const metersOver = described.distanceMeters - model.maxMeters[route]!;
  if (metersOver > 0) report('max_distance', metersOver, `${(metersOver / 1000).toFixed(1)} km more than allowed.`);
}

function judgePrecedence(problem: Problem, model: Model, nodes: readonly number[], report: Report): void {
  const at = new Map(nodes.map((node, index) => [node, index]));
  for (const [index, node] of nodes.entries()) {
    const partner = model.partner[node]!;
    if (partner < 0) continue;
    const jobId = problem.jobs[model.job[node]!]!.id;
    const other = at.get(partner);
    if (model.kind[node] === NodeKind.shipmentPickup) {
      if (other === undefined)
        report('precedence', 0, `Job ${jobId} is picked up and not delivered on this route.`, { jobId });
    } else if (other === undefined)
      report('precedence', 0, `Job ${jobId} is delivered without its pickup on this route.`, { jobId });
    else if (other > index) report('precedence', 0, `Job ${jobId} is delivered before its pickup.`, { jobId });
  }
}

function judgeLockedStart(
  problem: Problem,
  model: Model,
  route: number,
  nodes: readonly number[],
  report: Report,
): void {
  for (const [index, node] of model.locked[route]!.entries()) {
    if (nodes[index] === node) continue;
    const job = problem.jobs[model.job[node]!];
    const name = job ? `Job ${job.id}` : 'A reload';
    report('locked_start', 0, `${name} must stay at position ${index + 1}.`, job && { jobId: job.id });
    return;
  }
}

function missedBreaks(described: Route, breaks: readonly Break[]) {
  let free = Number.NEGATIVE_INFINITY;
  return breaks.filter((rest) => {
    if (described.stops.some(({ breakId }) => breakId === rest.id)) return false;
    free = Math.max(free, rest.earliestStartSeconds) + rest.durationSeconds;
    return described.endSeconds > rest.latestStartSeconds && described.startSeconds < free;
  });
}
