import type { BodyOf, Plan, planEndpoints } from '@roundsman/api-contract';
import { nextCode } from '../../platform/database/index.ts';
import { newId, Problem, type Work } from '../../platform/index.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import { findPlan, presentPlan } from './plan-rows.ts';
import { type DayChoice, readDay } from './read-day.ts';
import { plans, planVehicles } from './schema.ts';

export const RUN_PLAN_TASK = 'plans.run';
const DEFAULT_LIMIT_SECONDS = 10;
/** Minor units for each job: another crew reads a new list, another place in the order is a glance, a broken promise a customer. */
const USUAL_CHANGE_PRICES = { vehicleMinor: 1000, orderMinor: 100, windowMinor: 5000 };

type Asked = BodyOf<typeof planEndpoints.start>;

export interface PlanWish
  extends DayChoice,
    Pick<Asked, 'mode' | 'goal' | 'limitSeconds' | 'seed' | 'improvePlanId' | 'withoutVehicleIds' | 'changePrices'> {
  /** Read already; else it is read by the choice. */
  readonly day?: DaySnapshot;
  /** Name of the travel times in use, kept with the plan. */
  readonly roads: string;
}

/** Takes a snapshot of the day and queues a run of the optimiser. Problem 422 `nothing_to_plan`. */
export async function startPlan(work: Work, wish: PlanWish): Promise<Plan> {
  const mode = wish.mode ?? (wish.improvePlanId ? 'improve' : 'plan');
  const day: DaySnapshot = { ...(wish.day ?? (await readDay(work, wish))), mode };
  if (wish.improvePlanId) await mustHaveRoutes(work, wish.improvePlanId, day.branchId);
  const code = await nextCode(work, plans, 'P');
  const id = newId();
  const { organisationId } = work;
  const [row] = await work.db
    .insert(plans)
    .values({
      organisationId,
      id,
      code,
      branchId: day.branchId,
      fromDate: day.serviceDate,
      toDate: day.serviceDate,
      state: 'running',
      seed: wish.seed ?? 1,
      settings: {
        limitSeconds: wish.limitSeconds ?? DEFAULT_LIMIT_SECONDS,
        goal: wish.goal ?? 'cheapest',
        roads: wish.roads,
        ...(mode === 'replan' && { changePrices: { ...USUAL_CHANGE_PRICES, ...wish.changePrices } }),
      },
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

async function mustHaveRoutes(work: Work, planId: string, branchId: string): Promise<void> {
  const based = await findPlan(work, planId);
  const ofAnother = based.branchId !== branchId;
  if (based.result && !ofAnother) return;
  throw new Problem({
    status: 409,
    code: 'plan_has_no_routes',
    title: 'That plan has no routes to start from',
    ...(ofAnother && { detail: 'Its vehicles are of another branch.' }),
    remedy: 'Choose one of the same branch that has finished.',
  });
}
