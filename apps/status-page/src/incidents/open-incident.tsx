import type { StatusIncident } from '@roundsman/api-contract';
import { duration } from '@roundsman/ui';
import { inPageOrder } from './component-names.ts';
import styles from './incidents.module.css';
import { Instant } from './instant.tsx';
import { Updates } from './updates.tsx';

export interface OpenIncidentProps {
  incident: StatusIncident;
  names: ReadonlyMap<string, string>;
  now: Date;
}

/** What is wrong now, in the words of those who are mending it, with when they will speak again. */
export function OpenIncident({ incident, names, now }: OpenIncidentProps) {
  const [latest, ...earlier] = incident.updates;
  return (
    <article id={incident.id} className={styles.open}>
      <h2 className={styles.title}>{incident.title}</h2>
      <p className={styles.facts}>
        <strong>{stateWords[incident.state]}</strong> · since{' '}
        <Instant at={incident.startedAt} day={{ otherThan: now }} /> · {affectedWords(incident, names)}
      </p>
      {latest && <p className={styles.latest}>{latest.message}</p>}
      <p className={styles.facts}>
        {latest && (
          <>
            Written <Instant at={latest.at} day={{ otherThan: now }} />.{' '}
          </>
        )}
        <NextWords at={incident.nextUpdateAt} now={now} />
      </p>
      {earlier.length > 0 && (
        <details>
          <summary>Earlier words ({earlier.length})</summary>
          <Updates updates={earlier} />
        </details>
      )}
    </article>
  );
}

function affectedWords({ affected }: StatusIncident, names: ReadonlyMap<string, string>): string {
  const impacts = new Map(affected.map(({ componentId, impact }) => [componentId, impactWords[impact]]));
  return inPageOrder(names, [...impacts.keys()])
    .map((id) => `${names.get(id) ?? id} ${impacts.get(id)}`)
    .join(', ');
}

function NextWords({ at, now }: { at: string | null; now: Date }) {
  if (at === null) return 'When the next words come is not said yet.';
  const seconds = (Date.parse(at) - now.getTime()) / 1000;
  return (
    <>
      Next words by <Instant at={at} day={{ otherThan: now }} />
      {seconds > 0 ? `, in ${duration(Math.max(60, seconds))}.` : `: overdue by ${duration(Math.max(60, -seconds))}.`}
    </>
  );
}

const stateWords: Record<StatusIncident['state'], string> = {
  investigating: 'Investigating',
  identified: 'Cause identified',
  monitoring: 'Mended, being watched',
  resolved: 'Resolved',
};

const impactWords = {
  degraded: 'degraded',
  partial_outage: 'out in part',
  major_outage: 'out',
} as const;
