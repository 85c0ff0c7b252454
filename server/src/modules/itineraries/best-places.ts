import type { Itinerary, PlannedRoute, PossiblePlace } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { Insertion } from '@roundsman/routing-solver';
import type { Database } from '../../platform/index.ts';
import { askDay, withLinks } from '../plans/index.ts';
import { readPlacesDay } from './places-day.ts';

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
  const { itineraries, routes, linked, opened, visit } = await database.read(organisationId, (work) =>
    readPlacesDay(work, wish.serviceDate, wish.jobId),
  );
  const wanted = { ofVehicle: MOST_OF_A_VEHICLE, begun: begunOf(itineraries, wish.jobId) };
  const found = await askDay(roads, opened, { kind: 'places', visit, wanted });
  const between = chooseFrom(found, itineraries, wish.count).map(({ vehicleId, position }) => {
    const stops = otherStops(routes, vehicleId, wish.jobId);
    return { vehicleId, before: stops[position - 1], after: stops[position] };
  });
  const moves = between.map(({ vehicleId, before }) => ({
    ...{ jobId: wish.jobId, vehicleId, afterStopId: before?.id ?? null },
  }));
  const priced = await askDay(roads, opened, { kind: 'moves', visit, moves });
  return between.map(({ vehicleId, before, after }, at) => {
    const { routes: moved, takenOff: _, ...consequences } = withLinks(priced[at]!, linked);
    const own = moved
      .flatMap((route) => route.stops)
      .find(({ kind, jobId }) => kind === 'job' && jobId === wish.jobId)!;
    return {
      vehicleId,
      afterStopId: before?.id ?? null,
      afterLabel: before?.label ?? null,
      beforeLabel: after?.label ?? null,
      arrival: own.arrival,
      ...consequences,
      promisesBroken: promisesBroken(itineraries, moved),
    };
  });
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

/** How many of a vehicle's stops are over or under way, counted as places are. */
function begunOf(itineraries: readonly Itinerary[], jobId: string): Map<string, number> {
  return new Map(
    itineraries.map(({ vehicleId, stops }) => {
      const counted = stops.filter((stop) => stop.kind !== 'break' && stop.jobId !== jobId);
      return [vehicleId!, counted.findLastIndex(({ state }) => state !== 'planned') + 1] as const;
    }),
  );
}

/** The cheapest first, none that says the same twice; of idle vehicles that are alike the first. */
function chooseFrom(found: readonly Insertion[], itineraries: readonly Itinerary[], count: number): Insertion[] {
  const busy = new Set(itineraries.map(({ vehicleId }) => vehicleId));
  const chosen: Insertion[] = [];
  for (const place of found) {
    if (chosen.length >= count) break;
    const isAlike = (other: Insertion) =>
      !busy.has(other.vehicleId) && other.price === place.price && other.addedMeters === place.addedMeters;
    if (!busy.has(place.vehicleId) && chosen.some(isAlike)) continue;
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
  const touched = new Set(moved.map(({ vehicleId }) => vehicleId));
  const stops = itineraries.filter(({ vehicleId }) => touched.has(vehicleId!)).flatMap((itinerary) => itinerary.stops);
  return stops.flatMap(({ id, jobId, jobCode, label, promise, serviceStart }) => {
    const then = after.get(id);
    if (!promise || !jobId || !jobCode || !then || then <= promise.to || serviceStart > promise.to) return [];
    return [{ jobId, jobCode, label, promise, serviceStart: then }];
  });
}
