import { useLocalStorage } from '@mantine/hooks';
import { Loading } from '@roundsman/ui';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTrack } from '../itinerary/use-track.ts';
import { MovesProvider } from '../moves/moves-provider.tsx';
import { Pane, RememberedSplitter } from '../panes/remembered-splitter.tsx';
import { useLocations } from '../queries/fleet.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useOpenItinerary, useOpenJob, useSelection, useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { ChosenBar } from './chosen-bar.tsx';
import { sortChosen } from './chosen-jobs.ts';
import { DayBar } from './day-bar.tsx';
import { DayList } from './day-list.tsx';
import type { DayPane } from './day-search.ts';
import { instantOf } from './local-instant.ts';
import { progressWords } from './progress-words.ts';
import { useDay } from './use-day.ts';
import { useDayMoves } from './use-day-moves.ts';

const DispatchMap = lazy(() =>
  import('../route-map/dispatch-map.tsx').then((module) => ({ default: module.DispatchMap })),
);

const nobody: ReadonlySet<string> = new Set();
const everyPane: DayPane[] = ['list', 'map', 'timeline'];

/** The dispatch board: what needs somebody, where everything is, and when. */
export function DayScreen() {
  const { date, isToday } = useServiceDate();
  const { zone, can } = useOrganisation();
  const only = useSearch({ from: '/day', select: (search) => search.only });
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const { itineraryId, openItinerary } = useOpenItinerary();
  const track = useTrack(itineraryId);
  const day = useDay(date);
  const { branchId } = useBranch();
  const moves = useDayMoves(date, branchId);
  const locations = useLocations();
  const [kept, setKept] = useLocalStorage<DayPane[]>({
    key: 'roundsman.day-panes',
    defaultValue: everyPane,
    getInitialValueInEffect: false,
  });
  const panes = only ? [only] : kept;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(nobody);

  const emptySpan = useMemo<[number, number]>(
    () => [instantOf(date, '07:00', zone), instantOf(date, '18:00', zone)],
    [date, zone],
  );
  const loose = useMemo(
    () =>
      day.unplacedJobs.flatMap(({ id, contact, address }) =>
        address.point ? [{ id, label: contact.name, point: address.point }] : [],
      ),
    [day.unplacedJobs],
  );
  const places = useMemo(
    () => [...locations.values()].filter((place) => branchId === undefined || place.branchId === branchId),
    [locations, branchId],
  );
  const detailOf = useCallback(
    (row: RouteRow) => progressWords(row, row.itineraryId ? day.byId.get(row.itineraryId) : undefined, day.etas),
    [day.byId, day.etas],
  );

  const openRow = useCallback(
    (row: RouteRow) => row.itineraryId !== null && openItinerary(row.itineraryId),
    [openItinerary],
  );

  const map = (
    <Suspense fallback={<Loading label="Opening the map" />}>
      <DispatchMap
        name="day"
        label="Map of the day"
        rows={day.rows}
        shapes={day.shapes}
        track={track}
        loose={loose}
        locations={places}
        selection={selection}
        onSelect={select}
        onOpenJob={openJob}
        onOpenRow={openRow}
        chosen={chosen}
        onChoose={(jobIds) => setChosen(new Set(jobIds))}
      />
    </Suspense>
  );
  const timeline = (
    <Timeline
      label="The day of each vehicle"
      rows={day.rows}
      zone={zone}
      emptySpan={emptySpan}
      selection={selection}
      onSelect={select}
      onOpenJob={openJob}
      onOpenRow={openRow}
      detailOf={detailOf}
      showNow={isToday}
    />
  );
  const board = [
    panes.includes('map') && (
      <Pane key="map" size={58} min="160px">
        {map}
      </Pane>
    ),
    panes.includes('timeline') && (
      <Pane key="timeline" size={42} min="120px">
        {timeline}
      </Pane>
    ),
  ].filter((pane) => pane !== false);

  return (
    <MovesProvider rows={day.rows} price={moves.price} apply={moves.apply} allowed={can('itineraries:write')}>
      {chosen.size > 0 && (
        <ChosenBar
          chosen={sortChosen(chosen, day.rows, day.unplacedJobs)}
          date={date}
          onDone={() => setChosen(nobody)}
        />
      )}
      {!only && <DayBar day={day} panes={panes} onPanes={setKept} />}
      <RememberedSplitter name="day" orientation="horizontal">
        {panes.includes('list') && (
          <Pane key="list" size="308px" min="220px">
            <DayList day={day} date={date} />
          </Pane>
        )}
        {board.length > 0 && (
          <Pane key="board" size={100} min="320px">
            <RememberedSplitter name="day-board" orientation="vertical">
              {board}
            </RememberedSplitter>
          </Pane>
        )}
      </RememberedSplitter>
    </MovesProvider>
  );
}
