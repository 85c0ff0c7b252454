import { earliestEndOfLocked } from './locked-starts.ts';
import { isLocked, type RouteClause, type Violation } from './violation.ts';

/** Service starts inside a window of its stop, the route lies inside the shift. */
export const timeWindows: RouteClause = (routeCase) => {
  const { route, shift, jobs } = routeCase;
  const violations: Violation[] = [];
  for (const stop of route.stops) {
    const job = stop.jobId === undefined ? undefined : jobs.get(stop.jobId);
    if (stop.kind === 'reload' && !isLocked(routeCase, stop)) {
      const hours = routeCase.vehicle.reload?.windows ?? [];
      const at = stop.serviceStartSeconds;
      if (hours.length > 0 && !hours.some(({ startSeconds, endSeconds }) => at >= startSeconds && at <= endSeconds))
        violations.push({ rule: 'time_window', detail: `Loads at ${at}, outside every window.` });
    }
    if (!job || isLocked(routeCase, stop)) continue;
    const windows = (stop.kind === 'shipment_pickup' ? job.pickup?.windows : job.windows) ?? [];
    const start = stop.serviceStartSeconds;
    if (
      windows.length > 0 &&
      !windows.some(({ startSeconds, endSeconds }) => start >= startSeconds && start <= endSeconds)
    ) {
      violations.push({
        rule: 'time_window',
        jobId: job.id,
        detail: `Service starts at ${start}, outside every window.`,
      });
    }
  }
  if (route.startSeconds < shift.startSeconds) {
    violations.push({
      rule: 'shift',
      detail: `Leaves at ${route.startSeconds}, before the shift at ${shift.startSeconds}.`,
    });
  }
  const allowedEnd = Math.max(shift.endSeconds, earliestEndOfLocked(routeCase));
  if (route.endSeconds > allowedEnd) {
    violations.push({ rule: 'shift', detail: `Ends at ${route.endSeconds}, after the shift at ${shift.endSeconds}.` });
  }
  return violations;
};
