import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Vehicle, crew and skills are right for every job on the route. What is locked is inherited, and whoever was picked up so must be delivered. */
export const eligibility: RouteClause = (routeCase) => {
  const { route, vehicle, jobs, lockedStops } = routeCase;
  const violations: Violation[] = [];
  const locked = new Set(
    workStops(route)
      .slice(0, lockedStops)
      .map(({ jobId }) => jobId),
  );
  for (const stop of route.stops) {
    const job = stop.jobId === undefined ? undefined : jobs.get(stop.jobId);
    if (!job || locked.has(job.id)) continue;
    const report = (rule: string, detail: string) => violations.push({ rule, jobId: job.id, detail });
    if (job.forbiddenVehicleIds?.includes(vehicle.id)) report('vehicle', 'Rides on a forbidden vehicle.');
    if (job.allowedVehicleIds && !job.allowedVehicleIds.includes(vehicle.id))
      report('vehicle', 'Rides on a vehicle not allowed.');
    const outside = job.area !== undefined && vehicle.areas !== undefined && !vehicle.areas.includes(job.area);
    if (outside && vehicle.outsideAreasPrice === undefined) report('area', `Rides outside of its vehicle's areas.`);
    for (const skill of job.skills ?? [])
      if (!vehicle.skills?.includes(skill)) report('skill', `The crew lacks ${skill}.`);
    if ((job.operators ?? 1) > (vehicle.crewSize ?? 1)) report('crew_size', `Needs ${job.operators} operators.`);
  }
  return violations;
};
