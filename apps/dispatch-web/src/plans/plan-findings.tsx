import type { PlanDetail } from '@roundsman/api-contract';
import styles from './plan-findings.module.css';
import { findingWords } from './plan-words.ts';

const SHOWN = 5;

/** What the independent checker does not agree with: nobody should find that out on the road. */
export function PlanFindings({ plan }: { plan: Pick<PlanDetail, 'findingCount' | 'findings'> }) {
  if (plan.findingCount === 0) return null;
  const more = plan.findingCount - Math.min(SHOWN, plan.findings.length);
  return (
    <section className={styles.findings} aria-label="Found by the check">
      <h3 className={styles.title}>{findingWords(plan)}. Run the plan again, or look at each before you apply it.</h3>
      <ul className={styles.list}>
        {plan.findings.slice(0, SHOWN).map(({ rule, words, vehicleId, jobId }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings never change, and two may say the same.
          <li key={`${rule} ${vehicleId} ${jobId} ${at}`}>{words}</li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </section>
  );
}
