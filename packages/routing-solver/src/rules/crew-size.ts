import type { EligibilityRule } from './index.ts';

export const crewSize: EligibilityRule = (job, vehicle) => {
  const needed = job.operators ?? 1;
  const present = vehicle.crewSize ?? 1;
  if (needed <= present) return null;
  return {
    reason: 'crew_too_small',
    by: needed - present,
    detail: `The job needs ${needed} operators, vehicle ${vehicle.id} has ${present}.`,
  };
};
