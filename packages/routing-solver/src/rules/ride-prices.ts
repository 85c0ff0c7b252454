import type { ChangePrices, Job, Vehicle } from '../problem.ts';
import { isAtHome } from './area.ts';

/** Price of the vehicle leaving its areas for this job. */
export function areaPrice(job: Job, vehicle: Vehicle): number {
  return isAtHome(job, vehicle) ? 0 : (vehicle.outsideAreasPrice ?? 0);
}

/** Price of telling the crew and the customer that another vehicle comes. */
export function vehicleToldPrice(job: Job, vehicle: Vehicle, prices: ChangePrices | undefined): number {
  const told = job.told?.vehicleId;
  return told === undefined || told === vehicle.id ? 0 : (prices?.vehicle ?? 0);
}
