import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useEtas } from '../live/etas.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itinerariesQuery } from '../queries/itineraries.ts';
import { jobCountsQuery } from '../queries/jobs.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { endangeredStops } from '../timeline/endangered-stops.ts';
import { itineraryRows } from '../timeline/itinerary-rows.ts';
import styles from './day-sentence.module.css';

/** "212 stops · 9 at risk · 3 unplaced": the day before any of its data. */
export function DaySentence() {
  const { date } = useServiceDate();
  const { branchId } = useBranch();
  const { can } = useOrganisation();
  const counts = useQuery({ ...jobCountsQuery(date, branchId), enabled: can('jobs:read') }).data;
  const endangered = useEndangered(date);
  if (!counts) return <p className={styles.sentence} />;
  const { byState } = counts;
  const { atRisk, late } = endangered ?? counts;
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

/** Beside the board: counted as its list counts, so that both say the same. Elsewhere nobody keeps the itineraries fresh. */
function useEndangered(date: string): { late: number; atRisk: number } | null {
  const besideBoard = useLocation({ select: ({ pathname }) => pathname === '/day' });
  const { branchId } = useBranch();
  const read = useQuery({ ...itinerariesQuery(date, branchId), enabled: false }).data;
  const itineraries = besideBoard ? read : undefined;
  const vehicles = useVehicles();
  const etas = useEtas();
  return useMemo(() => {
    if (!itineraries) return null;
    const stops = endangeredStops(itineraryRows(itineraries, vehicles, etas));
    const late = stops.filter(({ stop }) => stop.risk === 'late').length;
    return { late, atRisk: stops.length - late };
  }, [itineraries, vehicles, etas]);
}

const counted = (count: number, thing: string) => `${count.toLocaleString('en-GB')} ${thing}${count === 1 ? '' : 's'}`;
