import type { Plan, PlanFinding } from '@roundsman/api-contract';
import { and, eq, isNull } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { Problem, type Work } from '../../platform/index.ts';
import { changeJobStates } from '../jobs/index.ts';
import { changePlanState, dayOf, findChanges, findingsOf, lockPlan, presentPlan, resultOf } from '../plans/index.ts';
import { applyReplan, changesSince } from './apply-replan.ts';
import { createItineraries, jobsOf } from './create-itinerary.ts';
import { itineraries, itineraryVehicles, stops } from './schema.ts';

/**
 * Makes a plan's routes the day's itineraries, all or nothing. Drafts of the same vehicles, and drafts that hold the plan's
 * jobs, give way; a plan of the running day changes them in place. Problems: 409 `wrong_state`, 409 `plan_is_stale` with what changed, 409 `vehicle_is_out`,
 * 409 `plan_has_findings` unless somebody takes it all the same.
 */
export async function applyPlan(
  work: Work,
  planId: string,
  { despiteFindings = false }: { readonly despiteFindings?: boolean | undefined } = {},
): Promise<{ plan: Plan; itineraryIds: string[] }> {
  const row = await lockPlan(work, planId);
  const applied = await changePlanState(work, planId, 'apply', {
    appliedAt: work.recordedAt,
    appliedById: work.actor.id,
  });
  const findings = despiteFindings ? [] : findingsOf(row);
  if (findings.length > 0) throw faultWasFound(findings);
  const day = dayOf(row);
  const changes = day.mode === 'replan' ? await changesSince(work, day) : await findChanges(work, row);
  if (changes.length > 0) throw staleBecause(changes);
  if (day.mode === 'replan') {
    const itineraryIds = await applyReplan(work, day, resultOf(row)?.routes ?? [], planId);
    return { plan: presentPlan(applied, false), itineraryIds };
  }
  const routes = (resultOf(row)?.routes ?? []).filter(({ stops: list }) => list.some(({ kind }) => kind === 'job'));
  const jobIds = routes.flatMap(jobsOf);
  await clearTheWay(
    work,
    day.serviceDate,
    day.vehicles.map(({ id }) => id),
    jobIds,
  );
  const { refused } = await changeJobStates(work, jobIds, 'schedule', { by: 'planner', data: { planId } });
  if (refused.length > 0)
    throw staleBecause(refused.map(({ jobId }) => day.jobs.find(({ id }) => id === jobId)?.code ?? jobId));
  const { serviceDate, branchId } = day;
  const drafts = routes.map((route) => ({ route, serviceDate, branchId, planId }));
  const itineraryIds = await createItineraries(work, drafts);
  return { plan: presentPlan(applied, false), itineraryIds };
}

async function clearTheWay(
  work: Work,
  serviceDate: string,
  vehicleIds: readonly string[],
  jobIds: readonly string[],
): Promise<void> {
  const ofVehicles = await work.db
    .select({ id: itineraries.id, state: itineraries.state, code: itineraries.code })
    .from(itineraries)
    .innerJoin(
      itineraryVehicles,
      and(eq(itineraryVehicles.itineraryId, itineraries.id), isNull(itineraryVehicles.toAt)),
    )
    .where(and(eq(itineraries.serviceDate, serviceDate), isAmong(itineraryVehicles.vehicleId, vehicleIds)));
  const ofJobs =
    jobIds.length === 0
      ? []
      : await work.db
          .selectDistinct({ id: itineraries.id, state: itineraries.state, code: itineraries.code })
          .from(stops)
          .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
          .where(and(isAmong(stops.jobId, jobIds), eq(itineraries.state, 'draft')));
  const out = ofVehicles.filter(
    ({ state }) => state === 'dispatched' || state === 'started' || state === 'interrupted',
  );
  if (out.length > 0) {
    throw new Problem({
      status: 409,
      code: 'vehicle_is_out',
      title: 'A vehicle of this plan already runs an itinerary of the day',
      detail: out.map(({ code }) => code).join(', '),
      remedy: 'Plan the other vehicles, or move jobs by hand.',
    });
  }
  const drafts = [...new Set([...ofVehicles, ...ofJobs].filter(({ state }) => state === 'draft').map(({ id }) => id))];
  if (drafts.length === 0) return;
  const freed = await work.db
    .select({ jobId: stops.jobId })
    .from(stops)
    .where(and(isAmong(stops.itineraryId, drafts), eq(stops.kind, 'job')));
  await changeJobStates(
    work,
    freed.map(({ jobId }) => jobId!),
    'unschedule',
    { by: 'planner' },
  );
  await work.db.delete(itineraries).where(isAmong(itineraries.id, drafts));
  for (const id of drafts) work.emit({ type: 'itinerary.replaced', subject: { kind: 'itinerary', id } });
}

function staleBecause(codes: readonly string[]): Problem {
  return new Problem({
    status: 409,
    code: 'plan_is_stale',
    title: 'The day changed since this plan was made',
    detail: `Changed: ${codes.slice(0, 12).join(', ')}${codes.length > 12 ? ` and ${codes.length - 12} more` : ''}.`,
    remedy: 'Run the plan again; it can start from these routes.',
    extra: { changed: [...codes] },
  });
}

function faultWasFound(findings: readonly PlanFinding[]): Problem {
  return new Problem({
    status: 409,
    code: 'plan_has_findings',
    title: 'The check of this plan found fault with it',
    detail: findings
      .slice(0, 3)
      .map(({ words }) => words)
      .join(' '),
    remedy:
      'Run the plan again. If you have looked at what was found and want it all the same, apply it with despiteFindings.',
    extra: { findings: findings.map((finding) => ({ ...finding })) },
  });
}
