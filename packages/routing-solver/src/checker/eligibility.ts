import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Vehicle, crew and skills are right for every job on the route, unless that has a price. What is locked is inherited, and whoever was picked up so must be delivered. */
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
    if (job.forbiddenVehiclePrice === undefined && job.forbiddenVehicleIds?.includes(vehicle.id))
      report('vehicle', 'Rides on a forbidden vehicle.');
    if (job.otherVehiclePrice === undefined && job.allowedVehicleIds?.includes(vehicle.id) === false)
      report('vehicle', 'Rides on a vehicle not allowed.');
    const outside = job.area !== undefined && vehicle.areas !== undefined && !vehicle.areas.includes(job.area);
    if (outside && vehicle.outsideAreasPrice === undefined) report('area', `Rides outside of its vehicle's areas.`);
    for (const skill of job.skills ?? [])
      if (job.missingSkillPrice === undefined && !vehicle.skills?.includes(skill))
        report('skill', `The crew lacks ${skill}.`);
    if (job.missingOperatorPrice === undefined && (job.operators ?? 1) > (vehicle.crewSize ?? 1))
      report('crew_size', `Needs ${job.operators} operators.`);
  }
  return violations;
};
