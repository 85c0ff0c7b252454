import type { SoftRideRule } from '../plan.ts';
import type { ChangePrices, Job, Vehicle } from '../problem.ts';
import { isForbidden, isOther } from './allowed-vehicle.ts';
import { isAtHome } from './area.ts';
import { missingOperators } from './crew-size.ts';
import { missingSkills } from './skills.ts';

/** What it costs that a job rides on a vehicle, by soft rule. */
export function ridePrices(job: Job, vehicle: Vehicle): Readonly<Record<SoftRideRule, number>> {
  const { otherVehiclePrice = 0, forbiddenVehiclePrice = 0, missingSkillPrice = 0, missingOperatorPrice = 0 } = job;
  return {
    area: isAtHome(job, vehicle) ? 0 : (vehicle.outsideAreasPrice ?? 0),
    vehicle_not_allowed:
      (isOther(job, vehicle) ? otherVehiclePrice : 0) + (isForbidden(job, vehicle) ? forbiddenVehiclePrice : 0),
    skill: missingSkillPrice * missingSkills(job, vehicle).length,
    crew_size: missingOperatorPrice * missingOperators(job, vehicle),
  };
}

/** All of them together. */
export function ridePrice(job: Job, vehicle: Vehicle): number {
  const { area, vehicle_not_allowed, skill, crew_size } = ridePrices(job, vehicle);
  return area + vehicle_not_allowed + skill + crew_size;
}

/** The most that a vehicle in its own area can cost. */
export function mostRidePrice(job: Job): number {
  const { otherVehiclePrice = 0, forbiddenVehiclePrice = 0, missingSkillPrice = 0, missingOperatorPrice = 0 } = job;
  const { skills = [], operators = 1 } = job;
  return (
    otherVehiclePrice + forbiddenVehiclePrice + missingSkillPrice * skills.length + missingOperatorPrice * operators
  );
}

/** Price of telling the crew and the customer that another vehicle comes. */
export function vehicleToldPrice(job: Job, vehicle: Vehicle, prices: ChangePrices | undefined): number {
  const told = job.told?.vehicleId;
  return told === undefined || told === vehicle.id ? 0 : (prices?.vehicle ?? 0);
}
