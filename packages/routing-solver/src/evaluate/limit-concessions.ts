import type { Concession, Route, SoftLimit } from '../plan.ts';
import type { Problem, Vehicle } from '../problem.ts';

/** Limits of a shift that have a price, where routes are beyond them. */
export function limitConcessions(problem: Problem, routes: readonly Route[]): Concession[] {
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  return routes.flatMap((route) => {
    const vehicle = vehicles.get(route.vehicleId)!;
    if (!vehicle.limitPrices) return [];
    const jobId = route.stops.findLast((stop) => stop.jobId !== undefined)?.jobId;
    if (jobId === undefined) return [];
    const prices = beyond(vehicle, route, problem.capacityDimensions ?? []).filter(({ price }) => price > 0);
    return prices.map((conceded) => ({ ...conceded, jobId, vehicleId: vehicle.id }));
  });
}

function beyond(vehicle: Vehicle, route: Route, dimensions: readonly string[]) {
  const jobs = route.trips.reduce((sum, { jobIds }) => sum + jobIds.length, 0);
  const { perJob, perDrivingHour, perKilometer, perUnit = {} } = vehicle.limitPrices!;
  const price = (kind: SoftLimit, each: number | undefined, found: number, most: number | undefined, units = 1) => ({
    kind,
    price: ((each ?? 0) * Math.max(0, found - (most ?? Number.POSITIVE_INFINITY))) / units,
  });
  return [
    price('max_jobs', perJob, jobs, vehicle.maxJobs),
    price('max_driving', perDrivingHour, route.drivingSeconds, vehicle.maxDrivingSeconds, 3600),
    price('max_distance', perKilometer, route.distanceMeters, vehicle.maxDistanceMeters, 1000),
    ...dimensions.map((name, d) => {
      const fullest = Math.max(...route.trips.map(({ peakLoad }) => peakLoad[d]!));
      return price('capacity', perUnit[name], fullest, vehicle.capacities?.[d]);
    }),
  ];
}
