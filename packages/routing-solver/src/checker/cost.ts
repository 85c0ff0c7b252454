import { differs } from './differs.ts';
import type { RouteClause, Violation } from './violation.ts';

/** Money by the vehicle's rates from the times and distances of the route. */
export const cost: RouteClause = ({ route, vehicle, shift, jobs }) => {
  const violations: Violation[] = [];
  const rates = vehicle.cost ?? { perKilometer: 1 };
  const onDuty = route.endSeconds - route.startSeconds;
  const overSeconds = Math.max(0, route.endSeconds - (shift.overtimeFromSeconds ?? shift.endSeconds));
  const right = {
    fixed: rates.fixed ?? 0,
    distance: (route.distanceMeters / 1000) * (rates.perKilometer ?? 0),
    time: (onDuty / 3600) * (rates.perHour ?? 0),
    overtime: (overSeconds / 3600) * (rates.overtimePerHour ?? 0),
  };
  const total = right.fixed + right.distance + right.time + right.overtime;
  for (const [name, amount] of Object.entries({ ...right, total })) {
    const found = route.cost[name as keyof typeof route.cost];
    if (differs(found, amount)) violations.push({ rule: 'cost', detail: `${name} is ${found}, not ${amount}.` });
  }
  let late = 0;
  for (const stop of route.stops) {
    const promised = jobs.get(stop.jobId ?? '')?.promisedSeconds;
    if (promised === undefined || stop.kind === 'shipment_pickup') continue;
    late += Math.max(0, stop.serviceStartSeconds - promised);
  }
  if (late !== route.latenessSeconds) {
    violations.push({ rule: 'lateness', detail: `latenessSeconds is ${route.latenessSeconds}, not ${late}.` });
  }
  return violations;
};
