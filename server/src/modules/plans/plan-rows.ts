import type { Plan } from '@roundsman/api-contract';
import type { PlanGoal } from '@roundsman/delivery-rules';
import { desc, eq } from 'drizzle-orm';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import type { PlanResult } from './route-view.ts';
import { plans } from './schema.ts';

export type PlanRow = typeof plans.$inferSelect;
export type PlanProgress = Plan['progress'];

export interface PlanSettings {
  /** Plans of the running day only. */
  readonly changePrices?: { readonly vehicleMinor: number; readonly orderMinor: number; readonly windowMinor: number };
  /** Missing in plans from before it was asked for: `cheapest`. */
  readonly goal?: PlanGoal;
  readonly limitSeconds: number;
  readonly roads: string;
}

export const settingsOf = (row: PlanRow) => row.settings as unknown as PlanSettings;
export const dayOf = (row: PlanRow) => row.input as unknown as DaySnapshot;
export const resultOf = (row: PlanRow) => row.result as unknown as PlanResult | null;

/** Problem 404 `plan_unknown`. */
export async function findPlan(work: ReadWork, planId: string): Promise<PlanRow> {
  const [row] = await work.db.select().from(plans).where(eq(plans.id, planId));
  return row ?? Promise.reject(unknownPlan());
}

export async function lockPlan(work: Work, planId: string): Promise<PlanRow> {
  const [row] = await work.db.select().from(plans).where(eq(plans.id, planId)).for('update');
  return row ?? Promise.reject(unknownPlan());
}

export async function plansOf(work: ReadWork, serviceDate: string): Promise<PlanRow[]> {
  return work.db.select().from(plans).where(eq(plans.fromDate, serviceDate)).orderBy(desc(plans.createdAt)).limit(50);
}

export function presentPlan(row: PlanRow, stale: boolean): Plan {
  const settings = settingsOf(row);
  const progress = row.progress as Partial<PlanProgress>;
  return {
    id: row.id,
    code: row.code,
    branchId: row.branchId,
    serviceDate: row.fromDate,
    mode: dayOf(row).mode ?? 'plan',
    goal: settings.goal ?? 'cheapest',
    state: row.state,
    progress: { phase: 'waiting', share: 0, elapsedSeconds: 0, iterations: 0, best: null, ...progress },
    options: {
      limitSeconds: settings.limitSeconds,
      seed: row.seed,
      jobCount: row.jobCount ?? 0,
      vehicleCount: row.vehicleCount ?? 0,
    },
    figures: resultOf(row)?.figures ?? null,
    findingCount: row.checkerFindings?.length ?? 0,
    roads: settings.roads,
    stale,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdById,
    failure: row.failure,
  };
}

function unknownPlan(): Problem {
  return new Problem({ status: 404, code: 'plan_unknown', title: 'There is no such plan' });
}
