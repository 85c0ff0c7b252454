import type { Job } from '@roundsman/api-contract';
import { useMemo } from 'react';
import styles from './fault-counters.module.css';
import { faultName } from './fault-words.ts';
import { BLOCKED, countFaults, isBlocked, READY } from './staging-filter.ts';

interface FaultCountersProps {
  jobs: readonly Job[];
  show: string | undefined;
  onShow: (show: string | undefined) => void;
}

/** How many rows have which fault; each counter is a filter, a second press takes it away. */
export function FaultCounters({ jobs, show, onShow }: FaultCountersProps) {
  const counts = useMemo(() => countFaults(jobs), [jobs]);
  const blocked = useMemo(() => jobs.filter(isBlocked).length, [jobs]);
  if (jobs.length === 0) return null;
  const counter = (key: string | undefined, name: string, count: number, kind: string) => (
    <button
      key={key ?? 'all'}
      type="button"
      className={styles.counter}
      data-kind={kind}
      aria-pressed={show === key}
      onClick={() => onShow(show === key ? undefined : key)}
    >
      {name} <span className={styles.count}>{count}</span>
    </button>
  );
  return (
    <fieldset className={styles.counters}>
      <legend className={styles.legend}>Show rows</legend>
      {counter(undefined, 'All', jobs.length, 'all')}
      {counter(READY, 'Ready', jobs.length - blocked, 'all')}
      {blocked > 0 && counter(BLOCKED, 'Must be fixed', blocked, 'blocks')}
      {counts.map(({ code, blocks, count }) => counter(code, faultName(code), count, blocks ? 'blocks' : 'warns'))}
    </fieldset>
  );
}
