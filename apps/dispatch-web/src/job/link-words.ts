import type { JobLink } from '@roundsman/api-contract';
import { duration } from '@roundsman/ui';
import { money } from '../figures/money.ts';

type Kind = JobLink['kind'];

const asFollower: Partial<Record<Kind, string>> = {
  follows: 'After',
  retry_of: 'Another attempt at',
  pickup_for: 'Fetches the goods of',
  replaces: 'Instead of',
};
const asLeader: Partial<Record<Kind, string>> = {
  follows: 'Before',
  retry_of: 'Tried again by',
  pickup_for: 'Goods fetched by',
  replaces: 'Replaced by',
};

/** "After", "Together with": the words before the other job's name. */
export function linkWords({ kind, direction }: Pick<JobLink, 'kind' | 'direction'>): string {
  if (kind === 'together') return 'On one vehicle with';
  if (kind === 'apart') return 'Never on one vehicle with';
  return (direction === 'to' ? asFollower : asLeader)[kind] ?? kind.replaceAll('_', ' ');
}

/** How strictly, and in which time: "30 min to 2 h later", "a wish worth CHF 20.00". Empty when there is nothing to add. */
export function linkTerms({ kind, minGapSeconds, maxGapSeconds, priceMinor }: JobLink, currency: string): string {
  if (kind === 'together' || kind === 'apart')
    return priceMinor === null ? '' : `a wish worth ${money({ amountMinor: priceMinor, currency })}`;
  if (kind !== 'follows') return '';
  const least = minGapSeconds ? duration(minGapSeconds) : null;
  if (maxGapSeconds === null) return least ? `at least ${least} between` : '';
  return least ? `${least} to ${duration(maxGapSeconds)} between` : `at most ${duration(maxGapSeconds)} between`;
}

/** What a person may set and take away. */
export const isSetByPeople = ({ kind }: Pick<JobLink, 'kind'>): boolean =>
  kind === 'follows' || kind === 'together' || kind === 'apart';
