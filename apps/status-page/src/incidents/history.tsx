import type { StatusIncident, StatusMaintenance } from '@roundsman/api-contract';
import { duration, Empty } from '@roundsman/ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { componentNames } from './component-names.ts';
import styles from './incidents.module.css';
import { Instant } from './instant.tsx';
import { PostMortem } from './post-mortem.tsx';
import { Updates } from './updates.tsx';

export interface HistoryProps {
  incidents: readonly StatusIncident[];
  maintenances: readonly StatusMaintenance[];
  names: ReadonlyMap<string, string>;
}

/** What is over, newest first. */
export function History({ incidents, maintenances, names }: HistoryProps) {
  const entries = [
    ...incidents.map((incident) => ({
      at: incident.startedAt,
      row: <PastIncident key={incident.id} incident={incident} names={names} />,
    })),
    ...maintenances.map((maintenance) => ({
      at: maintenance.scheduledFrom,
      row: <PastMaintenance key={maintenance.id} maintenance={maintenance} names={names} />,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section aria-labelledby="history">
      <h2 id="history" className={styles.section}>
        History
      </h2>
      {entries.length === 0 ? <Empty title="No incident is on record." /> : entries.map(({ row }) => row)}
    </section>
  );
}

function PastIncident({ incident, names }: { incident: StatusIncident; names: ReadonlyMap<string, string> }) {
  // An example keeps the zone of its report, so that its times can be compared with it.
  const zone = incident.example ? { zone: 'UTC' } : {};
  const ended = incident.resolvedAt ?? incident.startedAt;
  const seconds = (Date.parse(ended) - Date.parse(incident.startedAt)) / 1000;
  return (
    <article id={incident.id} className={styles.past}>
      <h3 className={styles.subtitle}>{incident.title}</h3>
      {incident.example && (
        <p className={styles.example}>An example from history. It is not an incident of this installation.</p>
      )}
      <p className={styles.facts}>
        <Instant at={incident.startedAt} year {...zone} /> · {duration(seconds)} ·{' '}
        {componentNames(
          names,
          incident.affected.map((one) => one.componentId),
        )}
      </p>
      <Disclosure id={incident.id} label="What was said, and why it happened">
        <Updates updates={incident.updates} {...zone} />
        <PostMortem incident={incident} names={names} />
      </Disclosure>
    </article>
  );
}

function PastMaintenance({
  maintenance,
  names,
}: {
  maintenance: StatusMaintenance;
  names: ReadonlyMap<string, string>;
}) {
  return (
    <article id={maintenance.id} className={styles.past}>
      <h3 className={styles.subtitle}>{maintenance.title}</h3>
      <p className={styles.facts}>
        Maintenance · <Instant at={maintenance.scheduledFrom} year /> ·{' '}
        {componentNames(names, maintenance.componentIds)}
      </p>
      <Disclosure id={maintenance.id} label="What was said">
        <Updates updates={maintenance.updates} />
      </Disclosure>
    </article>
  );
}

interface DisclosureProps {
  id: string;
  label: string;
  children: ReactNode;
}

/** Closed, unless the page's address points at it (links of the feed do). */
function Disclosure({ id, label, children }: DisclosureProps) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const follow = () => {
      if (location.hash !== `#${id}` || !element.current) return;
      element.current.open = true;
      element.current.scrollIntoView({ block: 'center' });
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [id]);
  return (
    <details ref={element}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}
