import type { Concession, Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { workStops } from './violation.ts';

/** What shifts do beyond limits that have a price, from what the other clauses have found right: loads, driving and distance of the route. */
export function limitsConceded(problem: Problem, plan: Plan): Omit<Concession, 'vehicleId'>[] {
  return plan.routes.flatMap((route) => {
    const vehicle = problem.vehicles.find(({ id }) => id === route.vehicleId);
    const prices = vehicle?.limitPrices;
    const served = workStops(route).filter(({ kind }) => kind !== 'reload' && kind !== 'shipment_pickup');
    const jobId = workStops(route)
      .filter((stop) => stop.jobId !== undefined)
      .at(-1)?.jobId;
    if (!vehicle || !prices || jobId === undefined) return [];
    const over = (found: number, most = Number.POSITIVE_INFINITY) => Math.max(0, found - most);
    const loads = (problem.capacityDimensions ?? []).map((dimension, d) => ({
      kind: 'capacity' as const,
      jobId,
      price:
        (prices.perUnit?.[dimension] ?? 0) *
        over(Math.max(...route.stops.map(({ load }) => load[d] ?? 0)), vehicle.capacities?.[d]),
    }));
    const hours = over(route.drivingSeconds, vehicle.maxDrivingSeconds) / 3600;
    const kilometers = over(route.distanceMeters, vehicle.maxDistanceMeters) / 1000;
    return [
      { kind: 'max_jobs' as const, jobId, price: (prices.perJob ?? 0) * over(served.length, vehicle.maxJobs) },
      { kind: 'max_driving' as const, jobId, price: (prices.perDrivingHour ?? 0) * hours },
      { kind: 'max_distance' as const, jobId, price: (prices.perKilometer ?? 0) * kilometers },
      ...loads,
    ];
  });
}
