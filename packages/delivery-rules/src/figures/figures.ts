import type { AmountMinor, Seconds } from '@roundsman/units';

import type { ReasonFault } from '../vocabulary/jobs.ts';

/** A count out of a count; `share` is null when there is nothing to count, so that no report shows 0 % of nothing. */
export interface Share {
  readonly of: number;
  readonly count: number;
  readonly share: number | null;
}

export const shareOf = (count: number, of: number): Share => ({ of, count, share: of === 0 ? null : count / of });

/** What each figure means, word for word as reports show it. */
export const FIGURE_WORDS = {
  firstAttemptSuccess: 'Orders completed on attempt 1 ÷ orders attempted.',
  onTimeFirst: 'Arrivals inside the first promise ÷ arrivals with a promise.',
  onTimeCurrent: 'Arrivals inside the promise that stood at arrival ÷ arrivals with a promise.',
  costPerAttemptedStop:
    'Fixed, distance and time cost at the rates frozen at dispatch, as driven and worked ÷ stops attempted.',
  costPerCompletedStop: 'The same cost ÷ stops completed, wholly or in part.',
  dryRuns: 'Visits that ended incomplete, by who was at fault.',
  etaError: 'Arrival less the arrival estimated that many minutes before, as median and 90th percentile of its size.',
  claimsPerThousand: 'Claims opened × 1,000 ÷ jobs closed.',
} as const;
export type FigureName = keyof typeof FIGURE_WORDS;

export interface OrderAttempt {
  readonly orderId: string;
  readonly attemptNumber: number;
  readonly completed: boolean;
}

/** Counts orders, not jobs: an order of two jobs succeeds at first when every one of its first attempts did. */
export function firstAttemptSuccess(attempts: readonly OrderAttempt[]): Share {
  const orders = Map.groupBy(attempts, (attempt) => attempt.orderId);
  const succeeded = [...orders.values()].filter((all) =>
    all.every((attempt) => attempt.attemptNumber === 1 && attempt.completed),
  );
  return shareOf(succeeded.length, orders.size);
}

/** Null when there is nothing to divide by. */
export const costPerStop = (costMinor: AmountMinor, stops: number): AmountMinor | null =>
  stops === 0 ? null : Math.round(costMinor / stops);

export function dryRunsByFault(faults: readonly ReasonFault[]): Record<ReasonFault, number> {
  const counts: Record<ReasonFault, number> = { customer: 0, merchant: 0, organisation: 0, carrier: 0, weather: 0 };
  for (const fault of faults) counts[fault] += 1;
  return counts;
}

export const claimsPerThousand = (claims: number, jobs: number): number | null =>
  jobs === 0 ? null : (claims * 1000) / jobs;

export interface EtaSample {
  readonly leadMinutes: number;
  readonly arrivedAt: Date;
  readonly estimatedAt: Date;
  readonly earliestAt: Date;
  readonly latestAt: Date;
}

export interface EtaError {
  readonly leadMinutes: number;
  readonly samples: number;
  /** Of the absolute error. */
  readonly medianSeconds: Seconds;
  readonly p90Seconds: Seconds;
  readonly insideIntervalShare: number;
}

/** One row a lead time, shortest first. */
export function etaErrors(samples: readonly EtaSample[]): EtaError[] {
  return [...Map.groupBy(samples, (sample) => sample.leadMinutes)]
    .sort(([one], [other]) => one - other)
    .map(([leadMinutes, group]) => {
      const errors = group
        .map((sample) => Math.round(Math.abs(sample.arrivedAt.getTime() - sample.estimatedAt.getTime()) / 1000))
        .sort((one, other) => one - other);
      const inside = group.filter((one) => one.earliestAt <= one.arrivedAt && one.arrivedAt <= one.latestAt);
      return {
        leadMinutes,
        samples: group.length,
        medianSeconds: quantile(errors, 0.5),
        p90Seconds: quantile(errors, 0.9),
        insideIntervalShare: inside.length / group.length,
      };
    });
}

/** Nearest rank: always a value that occurred. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}
