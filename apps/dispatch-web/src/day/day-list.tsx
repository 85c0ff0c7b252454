import { Empty, TooMuch } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type CrewThatWrote, crewsThatWrote } from '../itinerary/crews-that-wrote.ts';
import { useCalmOrder } from '../lists/keep-order.ts';
import { QueryStates } from '../lists/query-states.tsx';
import { unreadChatQuery } from '../queries/chat.ts';
import { conflictsQuery } from '../queries/itineraries.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useOpenItinerary, useSelection } from '../selection/use-screen.ts';
import { type EndangeredStop, endangeredStops } from '../timeline/endangered-stops.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import { ConflictRow } from './conflict-row.tsx';
import styles from './day-list.module.css';
import { EndangeredRow } from './endangered-row.tsx';
import { UnplacedRow } from './unplaced-row.tsx';
import type { useDay } from './use-day.ts';
import { useUnplacedReasons } from './use-unplaced-reasons.ts';
import { VehicleRow } from './vehicle-row.tsx';
import { WroteRow } from './wrote-row.tsx';

const MOST_ROWS = 200;

/** What needs somebody, worst first; then what stands nowhere; then every vehicle. */
export function DayList({ day, date }: { day: ReturnType<typeof useDay>; date: string }) {
  const { branchId } = useBranch();
  const conflicts = (useQuery(conflictsQuery).data ?? []).filter(
    // Of a branch those that are on its board; one about no itinerary is for everybody.
    ({ itineraryId }) => branchId === undefined || itineraryId === null || day.byId.has(itineraryId),
  );
  const unread = useQuery(unreadChatQuery(date, branchId)).data;
  const wrote = useMemo(() => crewsThatWrote(unread ?? []), [unread]);
  const wroteBy = useMemo(() => new Map(wrote.map((crew) => [crew.itineraryId, crew.unread])), [wrote]);
  const reasons = useUnplacedReasons(date, day.unplacedJobs.length > 0);
  const endangered = useMemo(() => endangeredStops(day.rows), [day.rows]);
  const late = endangered.filter(({ stop }) => stop.risk === 'late');
  const atRisk = endangered.filter(({ stop }) => stop.risk === 'at_risk');

  return (
    <div className={styles.list}>
      <QueryStates query={day.itineraries} what="The day’s itineraries" loadingRows={12}>
        {conflicts.length > 0 && (
          <Section title="Crew and desk disagree" count={conflicts.length}>
            {conflicts.map((conflict) => (
              <ConflictRow key={conflict.id} conflict={conflict} />
            ))}
          </Section>
        )}
        {wrote.length > 0 && <Wrote crews={wrote} day={day} />}
        {late.length > 0 && <Endangered title="Late" stops={late} />}
        {atRisk.length > 0 && <Endangered title="At risk" stops={atRisk} />}
        <Section title="Unplaced" count={day.unplacedJobs.length} dropOff>
          {day.unplacedJobs.slice(0, MOST_ROWS).map((job) => (
            <UnplacedRow key={job.id} job={job} reason={reasons.get(job.id) ?? null} />
          ))}
          {day.unplacedJobs.length > MOST_ROWS && (
            <TooMuch shown={MOST_ROWS} total={day.unplacedJobs.length} what="jobs">
              The Jobs screen finds the rest.
            </TooMuch>
          )}
        </Section>
        <Section title="Vehicles" count={day.rows.length}>
          {day.rows.length === 0 && (
            <Empty title="No vehicles.">Vehicles are added under Fleet; a plan gives them their day.</Empty>
          )}
          {day.rows.slice(0, MOST_ROWS).map((row) => (
            <Vehicle key={row.key} row={row} day={day} unread={wroteBy.get(row.itineraryId ?? '') ?? 0} />
          ))}
          {day.rows.length > MOST_ROWS && (
            <TooMuch shown={MOST_ROWS} total={day.rows.length} what="vehicles">
              The timeline has them all; the search finds one.
            </TooMuch>
          )}
        </Section>
      </QueryStates>
    </div>
  );
}

function Wrote({ crews, day }: { crews: readonly CrewThatWrote[]; day: ReturnType<typeof useDay> }) {
  const { shown, ...hold } = useCalmOrder(crews, ({ itineraryId }) => itineraryId);
  return (
    <div {...hold}>
      <Section title="Crews wrote" count={crews.length}>
        {shown.slice(0, MOST_ROWS).map((crew) => (
          <WroteRow
            key={crew.itineraryId}
            crew={crew}
            row={day.rows.find(({ itineraryId }) => itineraryId === crew.itineraryId)}
          />
        ))}
        {shown.length > MOST_ROWS && <TooMuch shown={MOST_ROWS} total={shown.length} what="crews" />}
      </Section>
    </div>
  );
}

interface VehicleProps {
  row: RouteRow;
  day: ReturnType<typeof useDay>;
  unread: number;
}

function Vehicle({ row, day, unread }: VehicleProps) {
  const itinerary = row.itineraryId ? day.byId.get(row.itineraryId) : undefined;
  const delay = day.etas.get(row.itineraryId ?? '')?.delaySeconds ?? itinerary?.progress.delaySeconds ?? 0;
  const [selection, select] = useSelection();
  const { openItinerary } = useOpenItinerary();
  return (
    <VehicleRow
      row={row}
      itinerary={itinerary}
      delaySeconds={delay}
      selected={selection !== null && (selection.id === row.vehicleId || selection.id === row.itineraryId)}
      unread={unread}
      onSelect={select}
      onOpen={openItinerary}
    />
  );
}

function Endangered({ title, stops }: { title: string; stops: readonly EndangeredStop[] }) {
  const { shown, ...hold } = useCalmOrder(stops, ({ stop }) => stop.id);
  return (
    <div {...hold}>
      <Section title={title} count={stops.length}>
        {shown.slice(0, MOST_ROWS).map(({ row, stop }) => (
          <EndangeredRow key={stop.id} row={row} stop={stop} />
        ))}
        {shown.length > MOST_ROWS && <TooMuch shown={MOST_ROWS} total={shown.length} what="stops" />}
      </Section>
    </div>
  );
}

interface SectionProps {
  title: string;
  count: number;
  /** A job dropped here is taken off its vehicle. */
  dropOff?: boolean;
  children: React.ReactNode;
}

function Section({ title, count, dropOff = false, children }: SectionProps) {
  return (
    <section className={styles.section} data-drop={dropOff ? 'off' : undefined}>
      <h2 className={styles.title}>
        {title} <span className={styles.count}>{count}</span>
      </h2>
      {children}
    </section>
  );
}
