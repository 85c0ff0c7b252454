import type { PlanDetail } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import { dayOf, findPlan, getPlan } from '../plans/index.ts';
import { changesSince } from './apply-replan.ts';

/** A plan with its routes; one of the running day is stale as soon as an itinerary went on or was changed. */
export async function getDayPlan(work: ReadWork, planId: string): Promise<PlanDetail> {
  const plan = await getPlan(work, planId);
  const open = plan.state === 'done' || plan.state === 'stopped';
  if (plan.mode !== 'replan' || !open) return plan;
  return { ...plan, stale: (await changesSince(work, dayOf(await findPlan(work, planId)))).length > 0 };
}
