import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Replays the load: never over a capacity, never below nothing, and as the stops say. */
export const capacity: RouteClause = ({ problem, route, vehicle, jobs, lockedStops }) => {
  const violations: Violation[] = [];
  const stops = workStops(route);
  for (const [d, dimension] of (problem.capacityDimensions ?? []).entries()) {
    const limit = vehicle.capacities?.[d] ?? Number.POSITIVE_INFINITY;
    const amountOf = (jobId: string | undefined) => jobs.get(jobId ?? '')?.amounts?.[d] ?? 0;
    const collectedBy = (jobId: string | undefined) => jobs.get(jobId ?? '')?.collectedAmounts?.[d] ?? 0;
    const deliveriesFrom = (from: number) => {
      let sum = 0;
      for (const stop of stops.slice(from)) {
        if (stop.kind === 'reload') break;
        if (stop.kind === 'delivery') sum += amountOf(stop.jobId);
      }
      return sum;
    };
    let shipments = 0;
    let others = deliveriesFrom(0);
    const check = (load: number, said: number | undefined, inherited: boolean, jobId?: string) => {
      const at = { ...(jobId !== undefined && { jobId }) };
      if (said !== load)
        violations.push({ rule: 'load', ...at, detail: `${dimension} on board is ${load}, the plan says ${said}.` });
      if (load > limit && !inherited)
        violations.push({ rule: 'capacity', ...at, detail: `${load} ${dimension} on board, ${limit} allowed.` });
      if (load < 0) violations.push({ rule: 'capacity', ...at, detail: `${load} ${dimension} on board.` });
    };
    check(others, route.stops[0]?.load[d], lockedStops > 0);
    for (const [index, stop] of stops.entries()) {
      const amount = amountOf(stop.jobId);
      if (stop.kind === 'delivery') others -= amount;
      else if (stop.kind === 'pickup') others += amount;
      else if (stop.kind === 'shipment_pickup') shipments += amount;
      else if (stop.kind === 'shipment_delivery') shipments -= amount;
      else others = deliveriesFrom(index + 1);
      if (stop.kind === 'delivery' || stop.kind === 'shipment_delivery') others += collectedBy(stop.jobId);
      check(others + shipments, stop.load[d], index < lockedStops, stop.jobId);
    }
  }
  const reloads = stops.filter(({ kind }) => kind === 'reload').length;
  const allowed = vehicle.reload?.maxReloads ?? 0;
  if (reloads > allowed) violations.push({ rule: 'reload', detail: `Reloads ${reloads} times, ${allowed} allowed.` });
  return violations;
};
