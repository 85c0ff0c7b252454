import type { Job, Vehicle } from '../problem.ts';
import type { EligibilityRule } from './index.ts';

/** With a price it is a soft rule (`ride-prices.ts`). */
export const crewSize: EligibilityRule = (job, vehicle) => {
  const missing = missingOperators(job, vehicle);
  if (job.missingOperatorPrice !== undefined || missing === 0) return null;
  return {
    reason: 'crew_too_small',
    by: missing,
    detail: `The job needs ${job.operators} operators, vehicle ${vehicle.id} has ${vehicle.crewSize ?? 1}.`,
  };
};

export function missingOperators({ operators = 1 }: Job, { crewSize = 1 }: Vehicle): number {
  return Math.max(0, operators - crewSize);
}
