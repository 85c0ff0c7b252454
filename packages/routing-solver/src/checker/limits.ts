import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Most jobs, most driving and most distance of a shift. A locked start that is over by itself is inherited. */
export const limits: RouteClause = ({ route, vehicle, lockedStops }) => {
  const violations: Violation[] = [];
  if (lockedStops > 0 && workStops(route).length === lockedStops) return violations;
  const jobs = workStops(route).filter(({ kind }) => kind !== 'shipment_pickup' && kind !== 'reload').length;
  const checks: [string, number, number | undefined][] = [
    ['max_jobs', jobs, vehicle.maxJobs],
    ['max_driving', route.drivingSeconds, vehicle.maxDrivingSeconds],
    ['max_distance', route.distanceMeters, vehicle.maxDistanceMeters],
  ];
  for (const [rule, found, most] of checks) {
    if (most !== undefined && found > most) violations.push({ rule, detail: `${found}, at most ${most}.` });
  }
  return violations;
};
