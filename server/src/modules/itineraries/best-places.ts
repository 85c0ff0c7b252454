import type { Itinerary, PlannedRoute, PossiblePlace } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { Insertion } from '@roundsman/routing-solver';
import type { Database, ReadWork } from '../../platform/index.ts';
import { resolveBranch } from '../accounts/index.ts';
import { listVehicles } from '../fleet/index.ts';
import {
  askDay,
  buildDayProblem,
  fingerprintDay,
  measureTravel,
  onlyTouched,
  priceMove,
  withLinks,
} from '../plans/index.ts';
import { OPEN_STATES, readOpenDay } from './arrange-day.ts';
import { listItineraries } from './read-itineraries.ts';

export interface PlacesWish {
  readonly serviceDate: string;
  readonly jobId: string;
  readonly count: number;
}

/** Neighbouring places of one vehicle are much the same choice. */
const MOST_OF_A_VEHICLE = 2;

/**
 * The cheapest places for a job among the day's itineraries and idle vehicles that keep every rule, each with all that a move there would do.
 * Problems: 409 `job_not_ready`, 422 `job_unknown`.
 */
export async function findBestPlaces(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  wish: PlacesWish,
): Promise<PossiblePlace[]> {
  const { day, itineraries, routes, linked } = await database.read(organisationId, async (work) =>
    readOpenDay(work, {
      serviceDate: wish.serviceDate,
      vehicleIds: await vehiclesThatTake(work, wish.serviceDate),
      jobIds: [wish.jobId],
    }),
  );
  const { visit, ...opened } = fingerprintDay({ day, drafts: routes, running: [], asItStands: true }, wish.jobId);
  const found = await askDay(roads, opened, { kind: 'places', visit: visit! });
  const places: PossiblePlace[] = [];
  for (const { vehicleId, position } of chooseFrom(found, itineraries, wish)) {
    const stops = otherStops(routes, vehicleId, wish.jobId);
    const [before, after] = [stops[position - 1], stops[position]];
    const move = { jobId: wish.jobId, vehicleId, afterStopId: before?.id ?? null };
    const touched = onlyTouched(day, routes, move);
    const dayProblem = buildDayProblem(touched, await measureTravel(roads, touched));
    const { routes: moved, takenOff: _, ...priced } = withLinks(priceMove(touched, dayProblem, routes, move), linked);
    const own = moved
      .flatMap((route) => route.stops)
      .find(({ kind, jobId }) => kind === 'job' && jobId === wish.jobId)!;
    places.push({
      vehicleId,
      afterStopId: move.afterStopId,
      afterLabel: before?.label ?? null,
      beforeLabel: after?.label ?? null,
      arrival: own.arrival,
      ...priced,
      promisesBroken: promisesBroken(itineraries, moved),
    });
  }
  return places;
}

/** Active vehicles of the branch whose day is not over. */
async function vehiclesThatTake(work: ReadWork, serviceDate: string): Promise<string[]> {
  const branch = await resolveBranch(work, undefined);
  const over = new Set(
    (await listItineraries(work, serviceDate))
      .filter(({ state }) => state !== 'cancelled' && !OPEN_STATES.has(state))
      .map(({ vehicleId }) => vehicleId),
  );
  const vehicles = (await listVehicles(work)).filter(({ active, branchId }) => active && branchId === branch.id);
  return vehicles.map(({ id }) => id).filter((id) => !over.has(id));
}

/** The stops that places are counted among: no breaks, nothing of the job itself. */
function otherStops(
  routes: readonly Pick<PlannedRoute, 'vehicleId' | 'stops'>[],
  vehicleId: string,
  jobId: string,
): PlannedRoute['stops'] {
  const route = routes.find((each) => each.vehicleId === vehicleId);
  return (route?.stops ?? []).filter((stop) => stop.kind !== 'break' && stop.jobId !== jobId);
}

/** The cheapest first, none behind which the crew is already, none that says the same twice; of idle vehicles that are alike the first. */
function chooseFrom(found: readonly Insertion[], itineraries: readonly Itinerary[], wish: PlacesWish): Insertion[] {
  const isIdle = (vehicleId: string) => !itineraries.some((itinerary) => itinerary.vehicleId === vehicleId);
  const begun = new Map(
    itineraries.map(({ vehicleId, stops }) => {
      const counted = stops.filter(({ kind, jobId }) => kind !== 'break' && jobId !== wish.jobId);
      return [vehicleId!, counted.findLastIndex(({ state }) => state !== 'planned') + 1] as const;
    }),
  );
  const chosen: Insertion[] = [];
  for (const place of found) {
    if (chosen.length >= wish.count) break;
    if ((place.pickupPosition ?? place.position) < (begun.get(place.vehicleId) ?? 0)) continue;
    const ofVehicle = chosen.filter(({ vehicleId }) => vehicleId === place.vehicleId);
    if (ofVehicle.length >= MOST_OF_A_VEHICLE || ofVehicle.some(({ position }) => position === place.position))
      continue;
    const isAlike = (other: Insertion) =>
      isIdle(other.vehicleId) && other.price === place.price && other.addedMeters === place.addedMeters;
    if (isIdle(place.vehicleId) && chosen.some(isAlike)) continue;
    chosen.push(place);
  }
  return chosen;
}

/** What customers were told and would no longer hold, though it holds as the day stands. */
function promisesBroken(
  itineraries: readonly Itinerary[],
  moved: readonly PlannedRoute[],
): PossiblePlace['promisesBroken'] {
  const after = new Map(moved.flatMap(({ stops }) => stops.map(({ id, serviceStart }) => [id, serviceStart] as const)));
  return itineraries.flatMap(({ stops }) =>
    stops.flatMap(({ id, jobId, jobCode, label, promise, serviceStart }) => {
      const then = after.get(id);
      if (!promise || !jobId || !jobCode || !then || then <= promise.to || serviceStart > promise.to) return [];
      return [{ jobId, jobCode, label, promise, serviceStart: then }];
    }),
  );
}
