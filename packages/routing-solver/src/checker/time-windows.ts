import type { TimeWindow } from '../problem.ts';
import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Service starts inside a window of its stop, or as late as a locked start needs; the route lies inside the shift. */
export const timeWindows: RouteClause = ({ route, shift, vehicle, jobs, inherited }) => {
  const violations: Violation[] = [];
  for (const [index, { kind, jobId, serviceStartSeconds: at }] of workStops(route).entries()) {
    const job = jobs.get(jobId ?? '');
    const windows =
      kind === 'reload' ? vehicle.reload?.windows : kind === 'shipment_pickup' ? job?.pickup?.windows : job?.windows;
    if (!windows?.length || isInside(windows, at)) continue;
    const isPast = windows.every(({ endSeconds }) => at > endSeconds);
    if (isPast && at <= (inherited.stops[index] ?? Number.NEGATIVE_INFINITY)) continue;
    const detail = `${kind === 'reload' ? 'Loads' : 'Service starts'} at ${at}, outside every window.`;
    violations.push({ rule: 'time_window', ...(job && { jobId: job.id }), detail });
  }
  if (route.startSeconds < shift.startSeconds) {
    violations.push({
      rule: 'shift',
      detail: `Leaves at ${route.startSeconds}, before the shift at ${shift.startSeconds}.`,
    });
  }
  if (route.endSeconds > inherited.endSeconds) {
    violations.push({ rule: 'shift', detail: `Ends at ${route.endSeconds}, after the shift at ${shift.endSeconds}.` });
  }
  return violations;
};

const isInside = (windows: readonly TimeWindow[], at: number) =>
  windows.some(({ startSeconds, endSeconds }) => at >= startSeconds && at <= endSeconds);
