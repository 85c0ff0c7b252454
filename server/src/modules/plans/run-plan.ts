import type { Roads } from '@roundsman/road-network';
import { type RouteOrder, replanProblem, type Problem as SolverProblem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { type SolveOptions, solveInWorker } from '@roundsman/routing-solver/worker';
import { eq } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import { type Actor, type Database, type JsonObject, Problem, type Work } from '../../platform/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { buildDayProblem } from './day-problem.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import { measureTravel } from './day-travel.ts';
import { standingOrders } from './plan-changes.ts';
import { dayOf, findPlan, lockPlan, type PlanProgress, type PlanRow, resultOf, settingsOf } from './plan-rows.ts';
import { orderOf, type PlanResult, stopKey, viewPlan } from './route-view.ts';
import { planJobs, plans } from './schema.ts';
import { type SearchThreads, threadsWanted } from './search-threads.ts';
import { waitForRoads } from './wait-for-roads.ts';

export interface PlanRunner {
  readonly database: Database;
  readonly roads: Pick<Roads, 'travelTimes' | 'search'>;
  readonly liveFeed: LiveFeed;
  readonly clock: RealClock;
  /** Shared by all plans of the process. */
  readonly threads: SearchThreads;
  readonly log: Log;
}

const PLANNER: Actor = { kind: 'planner', id: null };
/** A stop asked for on another process is seen within this time. */
const LOOK_EVERY_MILLISECONDS = 500;

/**
 * Runs one plan: travel times, search in worker threads, an independent check, the result. Written to be run again from
 * its start after a crash; a plan that is no longer running is left alone.
 */
export async function runPlan(runner: PlanRunner, organisationId: string, planId: string): Promise<void> {
  const scope = { organisationId, actor: PLANNER };
  const row = await runner.database.transact(scope, async (work) => {
    const plan = await lockPlan(work, planId);
    if (plan.state === 'running')
      await work.db.update(plans).set({ startedAt: work.recordedAt }).where(eq(plans.id, planId));
    return plan;
  });
  if (row.state !== 'running') return;
  try {
    await search(runner, row);
  } catch (error) {
    runner.log.error({ err: error, planId }, 'a plan failed');
    await runner.database.transact(scope, (work) => markFailed(work, planId, error));
    tell(runner, row, 'failed', { phase: 'finished', share: 1, elapsedSeconds: 0, iterations: 0, best: null });
  }
}

async function search(runner: PlanRunner, row: PlanRow): Promise<void> {
  const { clock } = runner;
  const day = dayOf(row);
  const { limitSeconds, goal = 'cheapest' } = settingsOf(row);
  const startedAt = clock.now().getTime();
  const elapsed = () => (clock.now().getTime() - startedAt) / 1000;
  let progress: PlanProgress = { phase: 'travel_times', share: 0, elapsedSeconds: 0, iterations: 0, best: null };
  tell(runner, row, 'running', progress);
  const travel = await waitForRoads(
    () => measureTravel(runner.roads, day),
    () => {
      progress = { ...progress, phase: 'waiting_for_roads', elapsedSeconds: elapsed() };
      tell(runner, row, 'running', progress);
      return lookIn(runner, row, progress);
    },
  );
  const { problem: built, epochSeconds } = buildDayProblem(day, travel, {
    goal,
    given: await givenRoutes(runner, row),
  });
  const problem = day.mode === 'replan' ? withTold(built, row) : built;
  let stopped = false;
  const onProgress: SolveOptions['onProgress'] = ({ elapsedSeconds, iterations, cost, unplacedJobs }) => {
    const best = {
      cost: { amountMinor: Math.round(cost), currency: day.currency },
      unplaced: unplacedJobs + day.notReady.length,
    };
    progress = {
      phase: 'searching',
      share: Math.min(1, elapsedSeconds / limitSeconds),
      elapsedSeconds,
      iterations,
      best,
    };
    tell(runner, row, 'running', progress);
  };
  const searchOn = (threads: number) => {
    const options = { limitSeconds, threads, inBackground: true, seed: row.seed, onProgress };
    const solving = solveInWorker(problem, options);
    const looking = setInterval(() => {
      void lookIn(runner, row, progress).then(
        (wanted) => {
          if (wanted) stopped = true;
          if (wanted) solving.stop();
        },
        (error: unknown) =>
          runner.log.warn({ err: error, planId: row.id }, 'could not look whether a plan should stop'),
      );
    }, LOOK_EVERY_MILLISECONDS);
    return solving.plan.finally(() => clearInterval(looking));
  };
  const solved = await runner.threads.lend(threadsWanted(problem.jobs.length), searchOn);
  const findings = checkPlan(problem, solved);
  if (findings.length > 0)
    runner.log.error(
      { planId: row.id, findings: findings.slice(0, 10) },
      'the independent checker does not agree with a plan',
    );
  const result = viewPlan(day, epochSeconds, solved, day.mode === 'replan' ? standingIds(day) : undefined);
  progress = {
    ...progress,
    phase: 'finished',
    share: 1,
    elapsedSeconds: elapsed(),
    best: { cost: result.figures.cost, unplaced: result.unplaced.length },
  };
  await runner.database.transact({ organisationId: row.organisationId, actor: PLANNER }, (work) =>
    writeResult(work, row.id, result, progress, findings, stopped, travel.lastKnown === true),
  );
  tell(runner, row, stopped ? 'stopped' : 'done', progress);
}

async function givenRoutes(runner: PlanRunner, row: PlanRow): Promise<RouteOrder[] | undefined> {
  if (row.basedOnPlanId === null) return dayOf(row).mode === 'improve' ? standingOrders(dayOf(row)) : undefined;
  const based = await runner.database.read(row.organisationId, (work) => findPlan(work, row.basedOnPlanId!));
  return resultOf(based)?.routes.map((route) => orderOf(dayOf(based), route));
}

/** Everything on the day's itineraries was told; another plan costs its price. */
function withTold(problem: SolverProblem, row: PlanRow): SolverProblem {
  const prices = settingsOf(row).changePrices;
  return replanProblem(
    problem,
    { routes: standingOrders(dayOf(row)) },
    { vehicle: prices?.vehicleMinor, order: prices?.orderMinor, window: prices?.windowMinor },
  );
}

/** Stops of the day's itineraries keep their ids, so that applying the plan changes them in place. */
function standingIds({ standing = [] }: DaySnapshot): Map<string, string> {
  return new Map(
    standing.flatMap(({ vehicleId, stops }) =>
      stops.map(({ stopId, kind, jobId }) => [stopKey(vehicleId, kind, jobId, 0), stopId] as const),
    ),
  );
}

/** Writes the progress down, for whoever looks without the live feed, and says whether somebody wants it to stop. */
async function lookIn(runner: PlanRunner, row: PlanRow, progress: PlanProgress): Promise<boolean> {
  return runner.database.transact({ organisationId: row.organisationId, actor: PLANNER }, async (work) => {
    const [now] = await work.db
      .update(plans)
      .set({ progress: { ...progress } })
      .where(eq(plans.id, row.id))
      .returning({ stopRequestedAt: plans.stopRequestedAt });
    return now?.stopRequestedAt != null;
  });
}

async function writeResult(
  work: Work,
  planId: string,
  result: PlanResult,
  progress: PlanProgress,
  findings: readonly unknown[],
  stopped: boolean,
  lastKnown: boolean,
): Promise<void> {
  const plan = await lockPlan(work, planId);
  if (plan.state !== 'running') return;
  const settings = settingsOf(plan);
  const byHour = dayOf(plan).drivingPace ? ', driving by the hour as crews drove lately' : '';
  const roads = `${settings.roads}${lastKnown ? ', which did not answer: its last known times' : ''}${byHour}`;
  const { figures } = result;
  await work.db
    .update(plans)
    .set({
      state: stopped ? 'stopped' : 'done',
      settings: { ...settings, roads },
      result: { ...result },
      progress: { ...progress },
      checkerFindings: [...findings],
      placedCount: figures.placed,
      distanceMeters: figures.driveMeters,
      drivingSeconds: figures.driveSeconds,
      workingSeconds: figures.driveSeconds + figures.serviceSeconds + figures.waitSeconds,
      costMinor: figures.cost.amountMinor,
      windowsBroken: figures.lateStops,
      finishedAt: work.recordedAt,
    })
    .where(eq(plans.id, planId));
  await writePlanJobs(work, planId, result);
  work.emit({
    type: stopped ? 'plan.stopped' : 'plan.finished',
    subject: { kind: 'plan', id: planId },
    data: {
      placed: figures.placed,
      unplaced: figures.unplaced,
      costMinor: figures.cost.amountMinor,
      checkerFindings: findings.length,
    },
  });
}

/** Which job went where, and why not: replaces what stood there. */
export async function writePlanJobs(work: Work, planId: string, result: PlanResult): Promise<void> {
  const { organisationId } = work;
  const placed = result.routes.flatMap(({ vehicleId, stops }) =>
    stops
      .filter(({ kind, jobId }) => kind === 'job' && jobId !== null)
      .map(({ jobId }) => ({ organisationId, planId, jobId: jobId!, placed: true, vehicleId })),
  );
  const unplaced = result.unplaced.map(({ jobId, reason, detail }) => ({
    organisationId,
    planId,
    jobId,
    placed: false,
    unplacedReason: reason,
    unplacedDetail: { words: detail },
  }));
  await work.db.delete(planJobs).where(eq(planJobs.planId, planId));
  const rows = [...placed, ...unplaced];
  if (rows.length > 0) await work.db.insert(planJobs).values(rows);
}

async function markFailed(work: Work, planId: string, error: unknown): Promise<void> {
  const words = error instanceof Problem ? [error.title, error.detail, error.remedy] : [(error as Error).message];
  const failure = words.filter(Boolean).join(' ').slice(0, 500) || 'The optimiser failed.';
  await work.db
    .update(plans)
    .set({ state: 'failed', failure, finishedAt: work.recordedAt })
    .where(eq(plans.id, planId));
  work.emit({ type: 'plan.failed', subject: { kind: 'plan', id: planId } });
}

function tell(runner: PlanRunner, row: PlanRow, state: string, progress: PlanProgress): void {
  const value: JsonObject = {
    planId: row.id,
    state,
    share: progress.share,
    elapsedSeconds: progress.elapsedSeconds,
    unplaced: progress.best?.unplaced ?? null,
    costMinor: progress.best?.cost.amountMinor ?? null,
    iterations: progress.iterations,
  };
  runner.liveFeed.publish(row.organisationId, { topic: 'plan', key: row.id, value });
}
