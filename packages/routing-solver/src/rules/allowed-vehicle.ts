import type { Job, Vehicle } from '../problem.ts';
import type { EligibilityRule } from './index.ts';

/** With a price each half of it is a soft rule (`ride-prices.ts`). */
export const allowedVehicle: EligibilityRule = (job, vehicle) => {
  if (job.forbiddenVehiclePrice === undefined && isForbidden(job, vehicle)) {
    return { reason: 'vehicle_not_allowed', by: 0, detail: `The job must not ride on vehicle ${vehicle.id}.` };
  }
  if (job.otherVehiclePrice === undefined && isOther(job, vehicle)) {
    const allowed = job.allowedVehicleIds?.join(', ') || 'none';
    return { reason: 'vehicle_not_allowed', by: 0, detail: `The job may ride only on: ${allowed}.` };
  }
  return null;
};

export function isForbidden({ forbiddenVehicleIds }: Job, { id }: Vehicle): boolean {
  return forbiddenVehicleIds?.includes(id) === true;
}

/** Not among those that are allowed. */
export function isOther({ allowedVehicleIds }: Job, { id }: Vehicle): boolean {
  return allowedVehicleIds?.includes(id) === false;
}

/** The job as one that no vehicle takes, at no price. */
export function onNoVehicle({ otherVehiclePrice: _price, ...job }: Job): Job {
  return { ...job, allowedVehicleIds: [] };
}
