import type { Plan } from '@roundsman/api-contract';
import { Problem, type Work } from '../../platform/index.ts';
import { type PlanWish, readDay, startPlan } from '../plans/index.ts';
import { listItineraries } from './read-itineraries.ts';
import { asRunning, openItineraries, openJobs } from './running-day.ts';

/**
 * Plans the rest of a branch's date again around what crews and customers were told: what is done stays, everything else may change at its price. New
 * jobs of the date come in; vehicles that are named, or that were taken out of service, give theirs away. Problems: 409 `nothing_to_replan`,
 * 422 `nothing_to_plan`.
 */
export async function replanDay(work: Work, wish: PlanWish & { readonly branchId: string }): Promise<Plan> {
  const open = openItineraries(await listItineraries(work, wish.serviceDate, wish.branchId));
  if (open.length === 0) {
    throw new Problem({
      status: 409,
      code: 'nothing_to_replan',
      title: 'This date has no itinerary that could be planned again',
      remedy: 'Plan the date from nothing.',
    });
  }
  const gone = wish.withoutVehicleIds ?? [];
  const onTheRoad = open.map(({ vehicleId }) => vehicleId!);
  const day = await readDay(work, {
    ...wish,
    vehicleIds: wish.vehicleIds && [...wish.vehicleIds, ...onTheRoad].filter((id) => !gone.includes(id)),
    exceptVehicleIds: gone,
    // Whatever state they are in, jobs on the itineraries belong to the day.
    lockedStarts: open.map((itinerary) => ({ vehicleId: itinerary.vehicleId!, jobIds: openJobs(itinerary) })),
  });
  return startPlan(work, { ...wish, day: await asRunning(work, day, open) });
}
