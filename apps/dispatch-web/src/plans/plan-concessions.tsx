import type { PlanDetail } from '@roundsman/api-contract';
import { money } from '../figures/money.ts';
import styles from './plan-concessions.module.css';
import { concessionWords } from './plan-words.ts';

interface PlanConcessionsProps extends Pick<PlanDetail, 'concessions'> {
  onOpenJob: (jobId: string) => void;
}

/** Wishes at a price that the plan does not keep: folded, since each was weighed as whoever named the price has asked. */
export function PlanConcessions({ concessions, onOpenJob }: PlanConcessionsProps) {
  if (concessions.length === 0) return null;
  return (
    <details className={styles.concessions}>
      <summary>{concessionWords(concessions)}</summary>
      <ul className={styles.list}>
        {concessions.map(({ kind, words, price, vehicleId, jobId }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change, and a job may lose two of a kind.
          <li key={`${kind} ${vehicleId} ${jobId} ${at}`}>
            <span className={styles.price}>{money(price)}</span>
            <button type="button" className={styles.words} onClick={() => onOpenJob(jobId)}>
              {words}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
