import type { Itinerary, Plan } from '@roundsman/api-contract';
import type { Work } from '../../platform/index.ts';
import { type PlanWish, startPlan } from '../plans/index.ts';
import { listItineraries } from './read-itineraries.ts';

/**
 * Plans a date over what is left of it: vehicles that are out already keep their itineraries and are not planned again
 * unless somebody names them; drafts may be planned anew.
 */
export async function planDay(work: Work, wish: PlanWish): Promise<Plan> {
  const itineraries = await listItineraries(work, wish.serviceDate);
  const out = new Set(
    itineraries.filter(({ state }) => state !== 'draft' && state !== 'cancelled').map(({ vehicleId }) => vehicleId),
  );
  const drafted = itineraries
    .filter(({ state }) => state === 'draft')
    .flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'job').map(({ jobId }) => jobId!));
  return startPlan(work, {
    ...wish,
    exceptVehicleIds: [...out].filter((id) => id !== null),
    draftedJobIds: drafted,
    endsElsewhere: plannedEnds(itineraries),
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
