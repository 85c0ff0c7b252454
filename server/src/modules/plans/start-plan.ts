import type { Plan } from '@roundsman/api-contract';
import { newId, Problem, type Work } from '../../platform/index.ts';
import { findPlan, type PlanRow, presentPlan } from './plan-rows.ts';
import { type DayChoice, readDay } from './read-day.ts';
import { plans, planVehicles } from './schema.ts';

export const RUN_PLAN_TASK = 'plans.run';
const DEFAULT_LIMIT_SECONDS = 10;

export interface PlanWish extends DayChoice {
  readonly limitSeconds?: number | undefined;
  readonly seed?: number | undefined;
  /** Start from this plan's routes. */
  readonly improvePlanId?: string | undefined;
  /** Name of the travel times in use, kept with the plan. */
  readonly roads: string;
}

/** Takes a snapshot of the day and queues a run of the optimiser. Problem 422 `nothing_to_plan`. */
export async function startPlan(work: Work, wish: PlanWish): Promise<Plan> {
  const day = await readDay(work, wish);
  if (wish.improvePlanId) await mustHaveRoutes(work, wish.improvePlanId);
  const id = newId();
  const count = await work.db.$count(plans);
  const { organisationId } = work;
  const [row] = await work.db
    .insert(plans)
    .values({
      organisationId,
      id,
      code: `P${count + 1}`,
      branchId: day.branchId,
      fromDate: day.serviceDate,
      toDate: day.serviceDate,
      state: 'running',
      seed: wish.seed ?? 1,
      settings: { limitSeconds: wish.limitSeconds ?? DEFAULT_LIMIT_SECONDS, roads: wish.roads },
      input: { ...day },
      jobCount: day.jobs.length,
      vehicleCount: day.vehicles.length,
      basedOnPlanId: wish.improvePlanId ?? null,
      createdById: work.actor.id,
      createdAt: work.recordedAt,
    })
    .returning();
  await work.db
    .insert(planVehicles)
    .values(
      day.vehicles.map(({ id: vehicleId }) => ({ organisationId, planId: id, vehicleId, date: day.serviceDate })),
    );
  // Every run of an organisation's queue takes a core, so they go one after the other.
  await work.addTask(
    RUN_PLAN_TASK,
    { organisationId, planId: id },
    { queue: `plans ${organisationId}`, maxAttempts: 3, jobKey: `plan ${id}` },
  );
  work.emit({
    type: 'plan.started',
    subject: { kind: 'plan', id },
    data: { serviceDate: day.serviceDate, jobs: day.jobs.length, vehicles: day.vehicles.length },
  });
  return presentPlan(row!, false);
}

async function mustHaveRoutes(work: Work, planId: string): Promise<PlanRow> {
  const based = await findPlan(work, planId);
  if (based.result) return based;
  throw new Problem({
    status: 409,
    code: 'plan_has_no_routes',
    title: 'That plan has no routes to start from',
    remedy: 'Choose one that has finished.',
  });
}
