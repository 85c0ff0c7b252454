import { drivenOfLocked, metersOfLocked } from './locked-starts.ts';
import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Most jobs, most driving and most distance of a shift. What a locked start needs by itself, the way home included, is inherited. */
export const limits: RouteClause = (routeCase) => {
  const { route, vehicle, lockedStops } = routeCase;
  const violations: Violation[] = [];
  if (lockedStops > 0 && workStops(route).length === lockedStops) return violations;
  const jobs = workStops(route).filter(({ kind }) => kind !== 'shipment_pickup' && kind !== 'reload').length;
  const locked = workStops(route).slice(0, lockedStops);
  const jobsOfLocked = new Set(locked.flatMap(({ jobId }) => jobId ?? [])).size;
  const checks: [string, number, number | undefined, number][] = [
    ['max_jobs', jobs, vehicle.maxJobs, jobsOfLocked],
    ['max_driving', route.drivingSeconds, vehicle.maxDrivingSeconds, drivenOfLocked(routeCase)],
    ['max_distance', route.distanceMeters, vehicle.maxDistanceMeters, metersOfLocked(routeCase)],
  ];
  for (const [rule, found, most, inherited] of checks) {
    if (most !== undefined && found > Math.max(most, inherited))
      violations.push({ rule, detail: `${found}, at most ${most}.` });
  }
  return violations;
};
