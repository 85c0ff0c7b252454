import type { RouteClause, Violation } from './violation.ts';

/** Nothing is loaded before it is there: deliveries at their start or reload, shipments and pickups at their stop. */
export const readyTimes: RouteClause = ({ route, jobs, lockedStops }) => {
  const violations: Violation[] = [];
  let loading = route.startSeconds;
  let number = 0;
  for (const stop of route.stops) {
    if (stop.kind === 'reload') loading = stop.serviceStartSeconds;
    const job = stop.jobId === undefined ? undefined : jobs.get(stop.jobId);
    if (stop.kind !== 'start' && stop.kind !== 'end' && stop.kind !== 'break') number++;
    if (job?.readySeconds === undefined || stop.kind === 'shipment_delivery' || number <= lockedStops) continue;
    const taken = stop.kind === 'delivery' ? loading : stop.serviceStartSeconds;
    if (taken < job.readySeconds) {
      violations.push({
        rule: 'ready_time',
        jobId: job.id,
        detail: `Loaded at ${taken}, ready only at ${job.readySeconds}.`,
      });
    }
  }
  return violations;
};
