import type { StatusMaintenance } from '@roundsman/api-contract';
import { componentNames } from './component-names.ts';
import styles from './incidents.module.css';
import { Instant } from './instant.tsx';
import { Updates } from './updates.tsx';

export interface MaintenancesProps {
  maintenances: readonly StatusMaintenance[];
  names: ReadonlyMap<string, string>;
  now: Date;
}

/** Work that goes on or is coming, soonest first. */
export function Maintenances({ maintenances, names, now }: MaintenancesProps) {
  if (maintenances.length === 0) return null;
  return (
    <section aria-labelledby="maintenance">
      <h2 id="maintenance" className={styles.section}>
        Maintenance
      </h2>
      {maintenances.map((maintenance) => (
        <article key={maintenance.id} id={maintenance.id} className={styles.past}>
          <h3 className={styles.subtitle}>{maintenance.title}</h3>
          <p className={styles.facts}>
            <strong>{maintenance.state === 'in_progress' ? 'In progress' : 'Scheduled'}</strong> ·{' '}
            <Instant at={maintenance.scheduledFrom} /> to{' '}
            <Instant at={maintenance.scheduledUntil} day={{ otherThan: new Date(maintenance.scheduledFrom) }} /> ·{' '}
            {componentNames(names, maintenance.componentIds)}
          </p>
          <Updates updates={maintenance.updates} />
          {maintenance.state === 'in_progress' && Date.parse(maintenance.scheduledUntil) < now.getTime() && (
            <p className={styles.facts}>It takes longer than planned.</p>
          )}
        </article>
      ))}
    </section>
  );
}
