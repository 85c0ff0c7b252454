import type { Itinerary } from '@roundsman/api-contract';
import { Empty, StateMark, timeOfDay, timeSpan } from '@roundsman/ui';
import { useMemo } from 'react';
import { ListRow } from '../day/list-row.tsx';
import { Section } from '../job/section.tsx';
import { useVehicles } from '../queries/fleet.ts';
import { useOpenJob, useSelection } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { type RouteEta, type RouteStop, rowOfItinerary } from '../timeline/route-row.ts';
import { lateWords, stopStateWords } from '../timeline/stop-words.ts';
import styles from './itinerary-stops.module.css';

/** Its stops in their order, each with how it stands and when. Click chooses, double click or Enter opens the job. */
export function ItineraryStops({ itinerary, eta }: { itinerary: Itinerary; eta: RouteEta | undefined }) {
  const vehicle = useVehicles().get(itinerary.vehicleId ?? '');
  const { stops } = useMemo(() => rowOfItinerary(itinerary, vehicle, eta), [itinerary, vehicle, eta]);
  return (
    <Section title={`Stops ${stops.length}`}>
      {stops.length === 0 && <Empty title="Nothing stands on it.">Jobs are dragged onto its vehicle.</Empty>}
      <ol className={styles.list}>
        {stops.map((stop) => (
          <li key={stop.id}>
            <Stop stop={stop} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Stop({ stop }: { stop: RouteStop }) {
  const { zone } = useOrganisation();
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const { jobId, fill, due, risk } = stop;
  const isOver = fill === 'done' || fill === 'failed' || fill === 'partial' || fill === 'cancelled';
  const late = isOver ? '' : lateWords(stop);
  const tone = isOver || risk === 'none' ? 'calm' : risk === 'late' ? 'broken' : 'at_risk';
  return (
    <ListRow
      mark={<StateMark fill={fill} label={stopStateWords(fill)} hideLabel />}
      title={`${stop.number}. ${stop.label}`}
      end={timeOfDay(new Date(isOver ? stop.departureMs : stop.arrivalMs), zone)}
      endTone={tone}
      detail={[stopStateWords(fill), due && `due ${timeSpan(new Date(due.fromMs), new Date(due.toMs), zone)}`, late]
        .filter(Boolean)
        .join(' · ')}
      selected={selection !== null && (selection.id === stop.id || (jobId !== null && selection.id === jobId))}
      onSelect={() => select(jobId ? { kind: 'job', id: jobId } : { kind: 'stop', id: stop.id })}
      onOpen={jobId ? () => openJob(jobId) : undefined}
    />
  );
}
