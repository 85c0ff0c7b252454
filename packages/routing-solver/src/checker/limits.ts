import { drivenOfLocked, metersOfLocked } from './locked-starts.ts';
import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Most jobs, most driving and most distance of a shift. What a locked start needs by itself, the way home included, is inherited; what has a price is a concession. */
export const limits: RouteClause = (routeCase) => {
  const { route, vehicle, lockedStops } = routeCase;
  const violations: Violation[] = [];
  if (lockedStops > 0 && workStops(route).length === lockedStops) return violations;
  const jobs = workStops(route).filter(({ kind }) => kind !== 'shipment_pickup' && kind !== 'reload').length;
  const locked = workStops(route).slice(0, lockedStops);
  const jobsOfLocked = new Set(locked.flatMap(({ jobId }) => jobId ?? [])).size;
  const prices = vehicle.limitPrices ?? {};
  const checks: [string, number, number | undefined, number, number | undefined][] = [
    ['max_jobs', jobs, vehicle.maxJobs, jobsOfLocked, prices.perJob],
    ['max_driving', route.drivingSeconds, vehicle.maxDrivingSeconds, drivenOfLocked(routeCase), prices.perDrivingHour],
    ['max_distance', route.distanceMeters, vehicle.maxDistanceMeters, metersOfLocked(routeCase), prices.perKilometer],
  ];
  for (const [rule, found, most, inherited, price] of checks) {
    if (most !== undefined && price === undefined && found > Math.max(most, inherited))
      violations.push({ rule, detail: `${found}, at most ${most}.` });
  }
  return violations;
};
