import type { Plan, PlanDetail, PlannedRoute } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import { findChanges } from './find-changes.ts';
import { changesOf } from './plan-changes.ts';
import { findingsOf } from './plan-findings.ts';
import { dayOf, findPlan, plansOf, presentPlan, resultOf } from './plan-rows.ts';

export async function listPlans(work: ReadWork, serviceDate: string): Promise<Plan[]> {
  return (await plansOf(work, serviceDate)).map((row) => presentPlan(row, false));
}

export async function getPlan(work: ReadWork, planId: string): Promise<PlanDetail> {
  const row = await findPlan(work, planId);
  const result = resultOf(row);
  const open = row.state === 'done' || row.state === 'stopped';
  const stale = open && (await findChanges(work, row)).length > 0;
  return {
    ...presentPlan(row, stale),
    routes: [...(result?.routes ?? [])],
    unplaced: [...(result?.unplaced ?? [])],
    findings: findingsOf(row),
    concessions: [...(result?.concessions ?? [])],
    changes: result ? changesOf(dayOf(row), result) : null,
  };
}

export async function routesOfPlan(work: ReadWork, planId: string): Promise<readonly PlannedRoute[]> {
  return resultOf(await findPlan(work, planId))?.routes ?? [];
}
