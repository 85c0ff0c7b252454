import { distanceDifference, durationDifference } from '@roundsman/ui';
import { problemLine } from '../session/problem-words.ts';
import styles from './consequence-list.module.css';
import { brokenWords } from './move-words.ts';
import type { Pricing } from './moves-context.ts';

/** "+6 min, +3.1 km", then each rule that would be broken and each that would be mended. */
export function ConsequenceList({
  pricing,
  stale = false,
}: {
  pricing: Pick<Pricing, 'consequences' | 'error'>;
  stale?: boolean;
}) {
  const { consequences, error } = pricing;
  if (!consequences) return <p className={styles.refused}>{problemLine(error)}</p>;
  return (
    <div className={styles.list} data-stale={stale || undefined}>
      <p>
        {durationDifference(consequences.driveSeconds)}, {distanceDifference(consequences.driveMeters)}
      </p>
      {brokenWords(consequences).map((words, index) => (
        <p key={words} className={consequences.broken[index]?.kind === 'window' ? styles.late : styles.broken}>
          {words}
        </p>
      ))}
      {consequences.repaired.map((words) => (
        <p key={words} className={styles.repaired}>
          {words}
        </p>
      ))}
    </div>
  );
}
