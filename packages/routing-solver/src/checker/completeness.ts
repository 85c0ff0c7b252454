import type { PlanClause, Violation } from './violation.ts';

/** Every job is either planned once, with all its stops on one route, or unassigned with a reason; no shift has two routes. */
export const completeness: PlanClause = (problem, plan) => {
  const violations: Violation[] = [];
  const report = (detail: string, jobId?: string) => {
    violations.push({ rule: 'completeness', detail, ...(jobId !== undefined && { jobId }) });
  };
  const shifts = plan.routes.map(({ vehicleId, shiftIndex }) => `${vehicleId}/${shiftIndex}`);
  if (new Set(shifts).size < shifts.length) report('A shift has two routes.');
  const stopsOf = new Map<string, string[]>();
  for (const [index, route] of plan.routes.entries()) {
    for (const stop of route.stops) {
      if (stop.jobId === undefined) continue;
      stopsOf.set(stop.jobId, [...(stopsOf.get(stop.jobId) ?? []), `${stop.kind}@${index}`]);
    }
  }
  const unassigned = new Map(plan.unassigned.map((each) => [each.jobId, each]));
  if (unassigned.size < plan.unassigned.length) report('A job is listed twice as unassigned.');
  for (const job of problem.jobs) {
    const stops = stopsOf.get(job.id) ?? [];
    stopsOf.delete(job.id);
    const left = unassigned.get(job.id);
    unassigned.delete(job.id);
    const half = job.kind === 'shipment' && stops.length === 1 && stops[0]!.startsWith('shipment_pickup');
    if (left) {
      // Only what a locked start took on board may stay on board.
      if (stops.length > 0 && !half) report('Planned and unassigned.', job.id);
      if (left.detail.trim() === '') report('Unassigned without a reason in words.', job.id);
      continue;
    }
    const routes = new Set(stops.map((stop) => stop.split('@')[1]));
    const kinds = stops.map((stop) => stop.split('@')[0]).sort();
    const wanted = job.kind === 'shipment' ? ['shipment_delivery', 'shipment_pickup'] : [job.kind];
    if (kinds.join() !== wanted.join()) report(`Its stops are [${kinds.join()}], not [${wanted.join()}].`, job.id);
    else if (routes.size > 1) report('Its stops are on two routes.', job.id);
  }
  for (const jobId of [...stopsOf.keys(), ...unassigned.keys()]) report('The problem has no such job.', jobId);
  return violations;
};
