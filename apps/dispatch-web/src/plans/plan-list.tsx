import { Checkbox } from '@mantine/core';
import type { Plan } from '@roundsman/api-contract';
import { age, distance, useRealNow } from '@roundsman/ui';
import { money } from '../figures/money.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './plan-list.module.css';
import { findingWords, goalWords, hasRoutes, modeWords, planStateWords } from './plan-words.ts';
import { RunProgress } from './run-progress.tsx';

interface PlanListProps {
  plans: readonly Plan[];
  shownId: string | null;
  beside: readonly string[];
  onShow: (planId: string) => void;
  onCompare: (planId: string) => void;
}

/** Newest first. A tick puts a plan beside the one that is looked at. */
export function PlanList({ plans, shownId, beside, onShow, onCompare }: PlanListProps) {
  // A plan's age is real time, also where the organisation's clock runs otherwise.
  const now = useRealNow(10_000);
  const { branches } = useOrganisation().organisation;
  const branchOf = (plan: Plan) => branches.length > 1 && branches.find(({ id }) => id === plan.branchId)?.name;
  return (
    <ul className={styles.list}>
      {plans.map((plan) => (
        <li key={plan.id} className={styles.plan} data-shown={plan.id === shownId || undefined}>
          <button
            type="button"
            className={styles.show}
            aria-pressed={plan.id === shownId}
            onClick={() => onShow(plan.id)}
          >
            <span className={styles.code}>
              {plan.code}{' '}
              <span className={styles.state}>
                {branchOf(plan) && `${branchOf(plan)}, `}
                {plan.mode !== 'plan' && `${modeWords[plan.mode].label.toLowerCase()}, `}
                {planStateWords(plan.state)}
              </span>
            </span>
            <span className={styles.detail}>{detailOf(plan)}</span>
            <span className={styles.detail}>
              {age((now.getTime() - Date.parse(plan.createdAt)) / 1000)} old · {plan.options.jobCount} jobs,{' '}
              {plan.options.vehicleCount} vehicles, {plan.options.limitSeconds} s
              {plan.goal !== 'cheapest' && `, ${goalWords[plan.goal].label.toLowerCase()}`}
            </span>
            {plan.findingCount > 0 && <span className={styles.stale}>{findingWords(plan)}</span>}
            {plan.stale && <span className={styles.stale}>Something changed since it was made</span>}
          </button>
          {hasRoutes(plan) && plan.id !== shownId && (
            <Checkbox
              size="xs"
              className={styles.compare}
              label="beside"
              aria-label={`Compare with ${plan.code}`}
              checked={beside.includes(plan.id)}
              onChange={() => onCompare(plan.id)}
            />
          )}
          {plan.state === 'running' && <RunProgress plan={plan} />}
        </li>
      ))}
    </ul>
  );
}

function detailOf({ figures, failure, state }: Plan): string {
  if (state === 'failed') return failure ?? 'It failed; run it again.';
  if (!figures) return '';
  const unplaced = figures.unplaced > 0 ? `, ${figures.unplaced} not placed` : ', all placed';
  return `${money(figures.cost)} · ${distance(figures.driveMeters)}${unplaced}`;
}
