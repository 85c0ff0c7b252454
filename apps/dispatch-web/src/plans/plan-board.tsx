import type { Plan, PlanChanges } from '@roundsman/api-contract';
import { distance, duration, Empty, Loading, Sentence } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { instantOf } from '../day/local-instant.ts';
import { money } from '../figures/money.ts';
import { QueryStates } from '../lists/query-states.tsx';
import { MovesProvider } from '../moves/moves-provider.tsx';
import { Pane, RememberedSplitter } from '../panes/remembered-splitter.tsx';
import { useLocations } from '../queries/fleet.ts';
import { allJobsQuery } from '../queries/jobs.ts';
import { useListOf } from '../selection/use-branch.ts';
import { useOpenJob, useSelection } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { changeNote } from './change-words.ts';
import styles from './plan-board.module.css';
import { PlanButtons } from './plan-buttons.tsx';
import { PlanConcessions } from './plan-concessions.tsx';
import { PlanFindings } from './plan-findings.tsx';
import { canApply, goalWords, hasRoutes, phaseWords } from './plan-words.ts';
import { UnplacedList } from './unplaced-list.tsx';
import { usePlanBoard } from './use-plan-board.ts';

const DispatchMap = lazy(() =>
  import('../route-map/dispatch-map.tsx').then((module) => ({ default: module.DispatchMap })),
);

/** One plan on map and timeline, with what it could not place. Jobs can be moved by hand while it is not applied. */
export function PlanBoard({ plan, ghostIds }: { plan: Plan; ghostIds: readonly string[] }) {
  const { zone, can } = useOrganisation();
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const board = usePlanBoard(plan, ghostIds);
  const locations = useLocations();
  const places = useMemo(() => [...locations.values()], [locations]);
  const unplaced = board.detail.data?.unplaced ?? none;
  const left = useUnplacedJobs(plan, unplaced);
  const emptySpan = useMemo<[number, number]>(
    () => [instantOf(plan.serviceDate, '07:00', zone), instantOf(plan.serviceDate, '18:00', zone)],
    [plan.serviceDate, zone],
  );

  return (
    <MovesProvider
      rows={board.rows}
      price={board.moves.price}
      apply={board.moves.apply}
      allowed={can('plans:write') && canApply(plan)}
    >
      <div className={styles.head}>
        <Sentence
          level={2}
          detail={detailOf(plan, board.detail.data?.changes ?? null)}
          aside={<PlanButtons plan={plan} detail={board.detail.data} />}
        >
          {sentenceOf(plan)}
        </Sentence>
        {board.detail.data && canApply(plan) && <PlanFindings plan={board.detail.data} />}
        {board.detail.data && <PlanConcessions concessions={board.detail.data.concessions} onOpenJob={openJob} />}
      </div>
      {!hasRoutes(plan) ? (
        <div className={styles.nothing}>
          <Empty
            title={plan.state === 'failed' ? 'This run has no result.' : 'Its routes appear when it has found some.'}
          >
            {plan.failure}
          </Empty>
        </div>
      ) : (
        <div className={styles.body}>
          <QueryStates query={board.detail} what="The plan’s routes" loadingRows={12}>
            <RememberedSplitter name="plan-board" orientation="horizontal">
              <Pane key="routes" size={100} min="320px">
                <RememberedSplitter name="plan-routes" orientation="vertical">
                  <Pane key="map" size={50} min="140px">
                    <Suspense fallback={<Loading label="Opening the map" />}>
                      <DispatchMap
                        name="plans"
                        label={`Map of plan ${plan.code}`}
                        rows={board.rows}
                        shapes={board.shapes}
                        ghosts={board.ghosts}
                        loose={left.places}
                        locations={places}
                        selection={selection}
                        onSelect={select}
                        onOpenJob={openJob}
                      />
                    </Suspense>
                  </Pane>
                  <Pane key="timeline" size={50} min="120px">
                    <Timeline
                      label={`Routes of plan ${plan.code}`}
                      rows={board.rows}
                      zone={zone}
                      emptySpan={emptySpan}
                      selection={selection}
                      onSelect={select}
                      onOpenJob={openJob}
                      detailOf={routeWords}
                      showNow={false}
                    />
                  </Pane>
                </RememberedSplitter>
              </Pane>
              {unplaced.length > 0 && (
                <Pane key="unplaced" size="264px" min="200px">
                  <UnplacedList unplaced={unplaced} names={left.names} />
                </Pane>
              )}
            </RememberedSplitter>
          </QueryStates>
        </div>
      )}
    </MovesProvider>
  );
}

const none: never[] = [];

/** Who they are and where, for the list and the map. */
function useUnplacedJobs(plan: Plan, unplaced: readonly { jobId: string }[]) {
  const jobs = useQuery({
    ...allJobsQuery({ serviceDate: plan.serviceDate, branchId: useListOf(plan.branchId), state: ['new', 'scheduled'] }),
    enabled: unplaced.length > 0,
  }).data;
  return useMemo(() => {
    const wanted = new Set(unplaced.map(({ jobId }) => jobId));
    const left = (jobs ?? []).filter(({ id }) => wanted.has(id));
    return {
      names: new Map(left.map(({ id, contact }) => [id, contact.name])),
      places: left.flatMap(({ id, contact, address }) =>
        address.point ? [{ id, label: contact.name, point: address.point }] : [],
      ),
    };
  }, [jobs, unplaced]);
}

/** "16 stops · until 16:40". */
function routeWords(row: RouteRow): string {
  const stops = row.stops.filter((stop) => stop.kind === 'job').length;
  return `${stops} stops · ${duration((row.endMs - row.departureMs) / 1000)}`;
}

function sentenceOf({ code, state, figures, progress }: Plan): string {
  if (state === 'running') return `${code} is ${phaseWords(progress.phase)}`;
  if (!figures) return code;
  const unplaced = figures.unplaced > 0 ? `${figures.unplaced} not` : 'none left over';
  return `${code}: ${figures.placed} of ${figures.jobs} jobs placed, ${unplaced}`;
}

function detailOf({ mode, goal, figures, roads, stale }: Plan, changes: PlanChanges | null): string {
  if (!figures) return '';
  const late = figures.lateStops > 0 ? `${figures.lateStops} stops late` : 'every window kept';
  const changed = stale ? ' · something changed since it was made' : '';
  const rest = mode === 'replan' ? 'still to do: ' : '';
  const note = mode === 'plan' ? '' : changeNote(changes);
  const aim = goal === 'cheapest' ? '' : `${goalWords[goal].label.toLowerCase()} · `;
  return `${note && `${note} · `}${aim}${rest}${figures.vehicles} vehicles · ${money(figures.cost)} · ${distance(figures.driveMeters)}, ${duration(figures.driveSeconds)} driving · ${late} · roads: ${roads}${changed}`;
}
