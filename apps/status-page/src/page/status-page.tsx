import type { StatusDocument } from '@roundsman/api-contract';
import {
  age,
  ColorSchemeSwitch,
  Failed,
  Loading,
  Sentence,
  type SentenceTone,
  timeOfDay,
  useRealNow,
  zoneLabel,
} from '@roundsman/ui';
import { useEffect } from 'react';
import { ComponentGroups } from '../components/index.ts';
import { ageSeconds, type StatusLoad, useStatusDocument } from '../document/index.ts';
import { History, Maintenances, OpenIncident, readerZone } from '../incidents/index.ts';
import { Subscribe } from '../subscribe/index.ts';
import styles from './status-page.module.css';

/** The sentence, the open incident, the components, what is planned, what was. */
export function StatusPage() {
  const load = useStatusDocument();
  const now = useRealNow(1000);
  const { document: status, receipt, trouble } = load;

  const seconds = receipt && ageSeconds(receipt, now);
  const stale = status !== null && seconds !== null && seconds > status.staleAfterSeconds;
  const title = status && (stale ? 'Status unknown' : status.overall.sentence);
  useEffect(() => {
    if (title && status) document.title = `${title} · ${status.page.name} status`;
  }, [title, status]);

  if (!status || seconds === null) return <main className={styles.page}>{firstLoad(load)}</main>;
  const names = new Map(status.groups.flatMap((group) => group.components).map(({ id, name }) => [id, name]));
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <p className={styles.name}>{status.page.name} status</p>
        <ColorSchemeSwitch />
      </header>
      <div role="status">
        {stale ? (
          <Sentence detail="Below is what was last known. It may be wrong now.">
            Status unknown since {timeOfDay(new Date(status.generatedAt), readerZone)}
          </Sentence>
        ) : (
          <Sentence tone={toneOf[status.overall.state]}>{status.overall.sentence}</Sentence>
        )}
      </div>
      <p className={styles.age}>
        As of {seconds < 60 ? `${Math.floor(seconds)} s` : age(seconds)} ago
        {trouble !== null && `: ${trouble}. Trying again every 15 s`}. Times are in {zoneWords(now)}.
      </p>
      <div className={styles.body} data-stale={stale}>
        {status.openIncidents.map((incident) => (
          <OpenIncident key={incident.id} incident={incident} names={names} now={now} />
        ))}
        <ComponentGroups document={status} />
        <Subscribe document={status} />
        <Maintenances maintenances={status.maintenances} names={names} now={now} />
        <History incidents={status.history} maintenances={status.pastMaintenances} names={names} />
      </div>
      <footer className={styles.foot}>
        <a href="./feed.atom">Atom feed</a> · <a href="./status.json">JSON</a> ·{' '}
        <a href="./summary.html">Without scripts</a>
      </footer>
    </main>
  );
}

const toneOf: Record<StatusDocument['overall']['state'], SentenceTone> = {
  operational: 'calm',
  under_maintenance: 'calm',
  unknown: 'calm',
  incident: 'at_risk',
  degraded: 'at_risk',
  partial_outage: 'broken',
  major_outage: 'broken',
};

function zoneWords(now: Date): string {
  const label = zoneLabel(now, readerZone);
  return label === readerZone ? label : `${readerZone.replaceAll('_', ' ')} (${label})`;
}

function firstLoad({ trouble }: StatusLoad) {
  if (trouble === null) return <Loading label="Reading the status" rows={8} />;
  return (
    <Failed title="Status unknown" reason={trouble}>
      The status file beside this page could not be read. This page tries again every 15 seconds.{' '}
      <a href="./summary.html">The same facts without scripts</a>
    </Failed>
  );
}
