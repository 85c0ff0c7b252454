import type { EligibilityRule } from './index.ts';

/** A vehicle without a price for it never leaves its areas; with one, that is a soft rule (`ride-prices.ts`). */
export const area: EligibilityRule = (job, vehicle) => {
  if (vehicle.outsideAreasPrice !== undefined || isAtHome(job, vehicle)) return null;
  const areas = vehicle.areas!.join(', ') || 'no area';
  return { reason: 'outside_area', by: 0, detail: `The job is in ${job.area}, vehicle ${vehicle.id} serves ${areas}.` };
};

export function isAtHome(job: Parameters<EligibilityRule>[0], vehicle: Parameters<EligibilityRule>[1]): boolean {
  return job.area === undefined || vehicle.areas === undefined || vehicle.areas.includes(job.area);
}
