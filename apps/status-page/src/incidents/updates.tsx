import type { StatusUpdate } from '@roundsman/api-contract';
import styles from './incidents.module.css';
import { Instant } from './instant.tsx';

const words: Record<StatusUpdate['state'], string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  completed: 'Completed',
};

/** What was said, newest first. */
export function Updates({ updates, zone }: { updates: readonly StatusUpdate[]; zone?: string }) {
  return (
    <ol className={styles.updates}>
      {updates.map((update) => (
        <li key={update.id}>
          <span className={styles.facts}>
            <Instant at={update.at} {...(zone && { zone })} /> · {words[update.state]}
          </span>
          <p>{update.message}</p>
        </li>
      ))}
    </ol>
  );
}
