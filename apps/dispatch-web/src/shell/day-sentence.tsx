import { useQuery } from '@tanstack/react-query';
import { jobCountsQuery } from '../queries/jobs.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './day-sentence.module.css';

/** "212 stops · 9 at risk · 3 unplaced": the day before any of its data. */
export function DaySentence() {
  const { date } = useServiceDate();
  const { can } = useOrganisation();
  const counts = useQuery({ ...jobCountsQuery(date), enabled: can('jobs:read') }).data;
  if (!counts) return <p className={styles.sentence} />;
  const { byState, atRisk, late } = counts;
  const staged = byState.staging ?? 0;
  const unplaced = byState.new ?? 0;
  const stops = Object.entries(byState).reduce(
    (sum, [state, count]) => (state === 'staging' || state === 'cancelled' ? sum : sum + count),
    -unplaced,
  );
  return (
    <p className={styles.sentence}>
      <span>{counted(stops, 'stop')}</span>
      {late > 0 && <span className={styles.late}>{late} late</span>}
      {atRisk > 0 && <span className={styles.atRisk}>{atRisk} at risk</span>}
      {unplaced > 0 && <span>{unplaced} unplaced</span>}
      {staged > 0 && <span>{staged} in staging</span>}
    </p>
  );
}

const counted = (count: number, thing: string) => `${count.toLocaleString('en-GB')} ${thing}${count === 1 ? '' : 's'}`;
