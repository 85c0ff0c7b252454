/** Rules that hold between a job and a vehicle whatever the route: each says null, or what stands against it. */

import type { UnassignedReason } from '../plan.ts';
import type { Job, Vehicle } from '../problem.ts';
import { allowedVehicle } from './allowed-vehicle.ts';
import { area } from './area.ts';
import { crewSize } from './crew-size.ts';
import { size } from './size.ts';
import { skills } from './skills.ts';

export interface Obstacle {
  readonly reason: UnassignedReason;
  /** How much is missing; 0 where there is no amount. */
  readonly by: number;
  readonly detail: string;
}

export type EligibilityRule = (job: Job, vehicle: Vehicle, dimensions: readonly string[]) => Obstacle | null;

/** In the order in which a person would ask. */
export const eligibilityRules: readonly EligibilityRule[] = [allowedVehicle, area, skills, crewSize, size];
export function firstObstacle(job: Job, vehicle: Vehicle, dimensions: readonly string[]): Obstacle | null {
  for (const rule of eligibilityRules) {
    const obstacle = rule(job, vehicle, dimensions);
    if (obstacle) return obstacle;
  }
  return null;
}

export { allowedVehicle, onNoVehicle } from './allowed-vehicle.ts';
export { crewSize } from './crew-size.ts';
export { mostRidePrice, ridePrice, ridePrices, vehicleToldPrice } from './ride-prices.ts';
export { size } from './size.ts';
export { skills } from './skills.ts';
