import type { Itinerary, Plan } from '@roundsman/api-contract';
import { Problem, type Work } from '../../platform/index.ts';
import { resolveBranch } from '../accounts/index.ts';
import { findPlan, type PlanWish, readDay, startPlan } from '../plans/index.ts';
import { listItineraries } from './read-itineraries.ts';
import { replanDay } from './replan-day.ts';
import { standingOf } from './running-day.ts';

/**
 * Plans a branch's date over what is left of it: vehicles that are out already keep their itineraries and are not planned again
 * unless somebody names them; drafts may be planned anew, or improved. The running day is `replanDay`'s. Problems: 409 `nothing_to_improve`,
 * 422 `branch_unknown`.
 */
export async function planDay(work: Work, asked: PlanWish): Promise<Plan> {
  const branch = await resolveBranch(work, asked.branchId ?? (await branchOfPlan(work, asked.improvePlanId)));
  const wish = { ...asked, branchId: branch.id };
  if (wish.mode === 'replan') return replanDay(work, wish);
  const itineraries = await listItineraries(work, wish.serviceDate, branch.id);
  const out = new Set(
    itineraries.filter(({ state }) => state !== 'draft' && state !== 'cancelled').map(({ vehicleId }) => vehicleId),
  );
  const drafted = itineraries
    .filter(({ state }) => state === 'draft')
    .flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'job').map(({ jobId }) => jobId!));
  const drafts = itineraries.filter(({ state }) => state === 'draft');
  if (wish.mode === 'improve' && !wish.improvePlanId && drafts.length === 0) throw nothingToImprove();
  const day = await readDay(work, {
    ...wish,
    exceptVehicleIds: [...out].filter((id) => id !== null),
    draftedJobIds: drafted,
    endsElsewhere: plannedEnds(itineraries),
  });
  return startPlan(work, { ...wish, day: { ...day, standing: standingOf(drafts) } });
}

const branchOfPlan = async (work: Work, planId: string | undefined) =>
  planId === undefined ? undefined : (await findPlan(work, planId)).branchId;

function nothingToImprove(): Problem {
  return new Problem({
    status: 409,
    code: 'nothing_to_improve',
    title: 'This date has no draft itinerary to start from',
    remedy: 'Plan it from nothing, or name a plan to start from.',
  });
}

/** When each visit of the day's itineraries will be over, or was. */
function plannedEnds(itineraries: readonly Itinerary[]): Map<string, number> {
  return new Map(
    itineraries.flatMap(({ stops }) =>
      stops.flatMap(({ kind, jobId, departure, doneAt }): [string, number][] =>
        kind === 'job' && jobId ? [[jobId, Math.floor(Date.parse(doneAt ?? departure) / 1000)]] : [],
      ),
    ),
  );
}
