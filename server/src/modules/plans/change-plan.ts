import type { Plan } from '@roundsman/api-contract';
import { type PlanEvent, planStates, transition } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import { Problem, type Work } from '../../platform/index.ts';
import { stateActorOf } from '../jobs/index.ts';
import { lockPlan, type PlanRow, presentPlan } from './plan-rows.ts';
import { plans } from './schema.ts';

/** Asks a running plan to stop and keep its best so far; one that has ended is answered as it is. */
export async function stopPlan(work: Work, planId: string): Promise<Plan> {
  const row = await lockPlan(work, planId);
  if (row.state === 'running')
    await work.db.update(plans).set({ stopRequestedAt: work.recordedAt }).where(eq(plans.id, planId));
  return presentPlan(row, false);
}

export async function dropPlan(work: Work, planId: string): Promise<Plan> {
  return presentPlan(await changePlanState(work, planId, 'drop', { droppedAt: work.recordedAt }), false);
}

/** Moves a plan by the state table. Problem 409 `wrong_state`. */
export async function changePlanState(
  work: Work,
  planId: string,
  event: PlanEvent,
  set: Partial<typeof plans.$inferInsert>,
): Promise<PlanRow> {
  const row = await lockPlan(work, planId);
  const answer = transition(planStates, row.state, event, stateActorOf(work.actor));
  if (!answer.allowed) throw new Problem({ status: 409, code: answer.code, title: answer.why });
  const [changed] = await work.db
    .update(plans)
    .set({ ...set, state: answer.to })
    .where(eq(plans.id, planId))
    .returning();
  work.emit({
    type: `plan.${event === 'apply' ? 'applied' : 'dropped'}`,
    subject: { kind: 'plan', id: planId },
    data: { serviceDate: row.fromDate },
  });
  return changed!;
}
