import { Button } from '@mantine/core';
import type { Itinerary } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { DispatchDialog } from '../dispatching/dispatch-dialog.tsx';
import { useNextFleetStep } from '../fleet/use-next-step.ts';
import { Icon } from '../icons/icon.tsx';
import { hasWork } from '../queries/itineraries.ts';
import { jobCountsQuery } from '../queries/jobs.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useRoomAhead, useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './day-bar.module.css';
import { type DayPane, PANES } from './day-search.ts';
import type { useDay } from './use-day.ts';

interface DayBarProps {
  day: ReturnType<typeof useDay>;
  panes: readonly DayPane[];
  onPanes: (panes: DayPane[]) => void;
}

const names: Record<DayPane, string> = { list: 'List', map: 'Map', timeline: 'Timeline' };

/** The one thing to do next with the day, and which panes are shown. */
export function DayBar({ day, panes, onPanes }: DayBarProps) {
  const { can } = useOrganisation();
  const { date } = useServiceDate();
  const room = useRoomAhead();
  const [dispatching, setDispatching] = useState(false);
  const itineraries = day.itineraries.data ?? [];
  const drafts = itineraries.filter((itinerary) => itinerary.state === 'draft' && hasWork(itinerary));
  const toggle = (pane: DayPane) => {
    const next = PANES.filter((one) => (one === pane ? !panes.includes(one) : panes.includes(one)));
    if (next.length > 0) onPanes(next);
  };

  return (
    <div className={styles.bar}>
      <h1 className={styles.sentence}>{day.itineraries.data ? stateOfDay(itineraries) : 'Reading the day …'}</h1>
      {day.itineraries.data?.length === 0 && <NextStep date={date} />}
      {drafts.length > 0 && can('itineraries:write') && (
        <Button size="compact-sm" onClick={() => setDispatching(true)}>
          Dispatch {drafts.length === 1 ? '1 itinerary' : `${drafts.length} itineraries`} …
        </Button>
      )}
      {can('plans:read') && (
        <button
          type="button"
          className={`${styles.pane} ${styles.room}`}
          aria-pressed={room.isOpen}
          onClick={room.isOpen ? room.closeRoom : room.openRoom}
        >
          Room ahead
        </button>
      )}
      <fieldset className={styles.panes}>
        <legend className={styles.legend}>Panes</legend>
        {PANES.map((pane) => (
          <button
            key={pane}
            type="button"
            className={styles.pane}
            aria-pressed={panes.includes(pane)}
            onClick={() => toggle(pane)}
          >
            {names[pane]}
          </button>
        ))}
        {(['map', 'timeline'] as const).map((pane) => (
          <button
            key={pane}
            type="button"
            className={styles.out}
            aria-label={`${names[pane]} in a window of its own`}
            title={`${names[pane]} in a window of its own`}
            onClick={() => popOut(pane, date)}
          >
            <Icon name={pane === 'map' ? 'external' : 'window'} />
          </button>
        ))}
      </fieldset>
      {dispatching && <DispatchDialog date={date} itineraries={drafts} onClose={() => setDispatching(false)} />}
    </div>
  );
}

/** Before there is a day: where to go for one. */
function NextStep({ date }: { date: string }) {
  const { branchId } = useBranch();
  const counts = useQuery(jobCountsQuery(date, branchId)).data;
  const step = useNextFleetStep();
  const { staging = 0, new: unplaced = 0 } = counts?.byState ?? {};
  // Without them nothing can be planned, however many jobs there are.
  if (step === 'locations') return <Link {...toFleet(step)}>Add the place that your vehicles start from</Link>;
  if (step === 'vehicles') return <Link {...toFleet(step)}>Add your first vehicle</Link>;
  if (unplaced > 0) return <Link to="/plans">Plan {counted(unplaced)}</Link>;
  if (staging > 0) return <Link to="/staging">Release {counted(staging)} from staging</Link>;
  return counts ? <Link to="/staging">Upload jobs</Link> : null;
}

const counted = (jobs: number) => (jobs === 1 ? '1 job' : `${jobs} jobs`);

const toFleet = (tab: 'locations' | 'vehicles') => ({ to: '/fleet', search: { tab } }) as const;

function popOut(pane: DayPane, date: string): void {
  window.open(`/day?only=${pane}&date=${date}`, `roundsman-${pane}`, 'popup,width=1200,height=800');
}

function stateOfDay(itineraries: readonly Itinerary[]): string {
  if (itineraries.length === 0) return 'No vehicle has anything to do on this day yet.';
  const count = (state: string) => itineraries.filter((itinerary) => itinerary.state === state).length;
  const parts = [
    [count('started'), 'under way'],
    [count('interrupted'), 'interrupted'],
    [count('dispatched'), 'dispatched, not started'],
    [itineraries.filter((one) => one.state === 'draft' && hasWork(one)).length, 'not dispatched'],
    [count('finished'), 'finished'],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, state]) => `${number} ${state}`);
  return `Vehicles: ${words.join(' · ') || 'none at work'}`;
}
