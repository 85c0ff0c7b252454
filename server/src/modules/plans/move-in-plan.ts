import type { Consequences, PlanDetail } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import { eq } from 'drizzle-orm';
import { type Database, Problem, type Work } from '../../platform/index.ts';
import { buildDayProblem } from './day-problem.ts';
import { measureTravel } from './day-travel.ts';
import { linksInPlan, withLinks } from './judge-links.ts';
import { onlyTouched } from './only-touched.ts';
import { changesOf } from './plan-changes.ts';
import { findingsOf } from './plan-findings.ts';
import { dayOf, findPlan, lockPlan, type PlanRow, presentPlan, resultOf } from './plan-rows.ts';
import { type Move, type PricedMove, priceMove } from './price-move.ts';
import { type PlanResult, sumFigures } from './route-view.ts';
import { writePlanJobs } from './run-plan.ts';
import { plans } from './schema.ts';

/** What a move in a plan would do. Problem 409 `plan_has_no_routes`. */
export async function priceMoveInPlan(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  planId: string,
  move: Move,
): Promise<Consequences> {
  const row = await database.read(organisationId, (work) => findPlan(work, planId));
  return price(roads, row, move);
}

export interface PreparedMove {
  readonly planId: string;
  readonly priced: PricedMove;
  readonly move: Move;
  /** The routes it was priced against; another hand in between is refused. */
  readonly resultBefore: string;
}

/** Prices the move outside of any transaction, since travel times may come over a network. */
export async function prepareMoveInPlan(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  planId: string,
  move: Move,
): Promise<PreparedMove> {
  const row = await database.read(organisationId, (work) => findPlan(work, planId));
  return { planId, move, priced: await price(roads, row, move), resultBefore: JSON.stringify(row.result) };
}

/** Writes a priced move into the plan. Problem 409 `plan_changed` when somebody else moved a stop meanwhile. */
export async function moveInPlan(
  work: Work,
  { planId, move, priced, resultBefore }: PreparedMove,
): Promise<PlanDetail> {
  const row = await lockPlan(work, planId);
  const result = routesOf(row);
  if (JSON.stringify(row.result) !== resultBefore) {
    throw new Problem({
      status: 409,
      code: 'plan_changed',
      title: 'Somebody else just changed this plan',
      remedy: 'Look at it again, then move the stop.',
    });
  }
  const day = dayOf(row);
  const touched = new Map(priced.routes.map((route) => [route.vehicleId, route]));
  const kept = result.routes.map((route) => touched.get(route.vehicleId) ?? route);
  const added = priced.routes.filter(({ vehicleId }) => !result.routes.some((route) => route.vehicleId === vehicleId));
  const routes = [...kept, ...added].filter(({ stops }) => stops.some(({ kind }) => kind !== 'break'));
  const code = day.jobs.find(({ id }) => id === move.jobId)?.code ?? '';
  const others = result.unplaced.filter(({ jobId }) => jobId !== move.jobId);
  const unplaced = priced.takenOff
    ? [...others, { jobId: move.jobId, jobCode: code, reason: 'taken_off', detail: 'Taken off by hand.' }]
    : others;
  const concessions = (result.concessions ?? []).filter(({ jobId }) => jobId !== move.jobId);
  const next: PlanResult = { routes, unplaced, figures: sumFigures(day, routes, unplaced.length), concessions };
  const [changed] = await work.db
    .update(plans)
    .set({
      result: { ...next },
      costMinor: next.figures.cost.amountMinor,
      placedCount: next.figures.placed,
      windowsBroken: next.figures.lateStops,
    })
    .where(eq(plans.id, planId))
    .returning();
  await writePlanJobs(work, planId, next);
  work.emit({
    type: 'plan.changed',
    subject: { kind: 'plan', id: planId },
    data: { jobId: move.jobId, vehicleId: move.vehicleId },
  });
  return {
    ...presentPlan(changed!, false),
    routes: [...routes],
    unplaced: [...unplaced],
    findings: findingsOf(changed!),
    concessions,
    changes: changesOf(day, next),
  };
}

async function price(roads: Pick<Roads, 'travelTimes' | 'search'>, row: PlanRow, move: Move): Promise<PricedMove> {
  const { routes } = routesOf(row);
  const whole = dayOf(row);
  const day = onlyTouched(whole, routes, move);
  const priced = priceMove(day, buildDayProblem(day, await measureTravel(roads, day)), routes, move);
  const codes = new Map(whole.jobs.map(({ id, code }) => [id, code]));
  return withLinks(priced, { links: linksInPlan(whole), routes, codes });
}

function routesOf(row: PlanRow): PlanResult {
  const result = resultOf(row);
  const open = row.state === 'done' || row.state === 'stopped';
  if (!result || !open)
    throw new Problem({
      status: 409,
      code: 'plan_has_no_routes',
      title: `A plan that is ${row.state} cannot be changed by hand`,
      remedy: 'Wait until it has finished, or move the stop on the day itself.',
    });
  return result;
}
