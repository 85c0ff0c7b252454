import type { EligibilityRule } from './index.ts';

export const allowedVehicle: EligibilityRule = (job, vehicle) => {
  if (job.forbiddenVehicleIds?.includes(vehicle.id)) {
    return { reason: 'vehicle_not_allowed', by: 0, detail: `The job must not ride on vehicle ${vehicle.id}.` };
  }
  if (job.allowedVehicleIds && !job.allowedVehicleIds.includes(vehicle.id)) {
    const allowed = job.allowedVehicleIds.join(', ') || 'none';
    return { reason: 'vehicle_not_allowed', by: 0, detail: `The job may ride only on: ${allowed}.` };
  }
  return null;
};
