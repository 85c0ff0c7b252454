import type { EligibilityRule, Obstacle } from './index.ts';

/** The job alone against the empty vehicle, in dimensions without a price for what is too much. */
export const size: EligibilityRule = (job, vehicle, dimensions) => {
  let worst: Obstacle | null = null;
  for (const [dimension, name] of dimensions.entries()) {
    const amount = Math.max(job.amounts?.[dimension] ?? 0, job.collectedAmounts?.[dimension] ?? 0);
    if (vehicle.limitPrices?.perUnit?.[name] !== undefined) continue;
    const capacity = vehicle.capacities?.[dimension] ?? Number.POSITIVE_INFINITY;
    if (amount > capacity && amount - capacity > (worst?.by ?? 0)) {
      worst = {
        reason: 'too_big',
        by: amount - capacity,
        detail: `The job takes ${amount} ${name}, vehicle ${vehicle.id} holds ${capacity} ${name}.`,
      };
    }
  }
  return worst;
};
