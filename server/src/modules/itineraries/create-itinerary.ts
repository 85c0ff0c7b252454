import type { PlannedRoute, Vehicle } from '@roundsman/api-contract';
import { insertMany, nextCodes } from '../../platform/database/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import { getVehicles } from '../fleet/index.ts';
import { itineraries, itineraryCrew, itineraryVehicles, stops, trips } from './schema.ts';
import { newStops, routeColumns } from './write-route.ts';

export const jobsOf = (route: PlannedRoute): string[] =>
  route.stops.filter(({ kind, jobId }) => kind === 'job' && jobId !== null).map(({ jobId }) => jobId!);

export interface NewItinerary {
  readonly route: PlannedRoute;
  readonly serviceDate: string;
  readonly branchId: string;
  readonly planId: string | null;
}

/** A draft itinerary with its vehicle and that vehicle's usual crew. */
export async function createItinerary(work: Work, made: NewItinerary): Promise<string> {
  const [id] = await createItineraries(work, [made]);
  return id!;
}

/** Drafts likewise, in as many statements for thousands as for one. Their ids in the order of what was given. */
export async function createItineraries(work: Work, made: readonly NewItinerary[]): Promise<string[]> {
  if (made.length === 0) return [];
  const vehicles = await getVehicles(
    work,
    made.map(({ route }) => route.vehicleId),
  );
  const codes = await nextCodes(work, itineraries, 'R', made.length);
  const drafts = made.map((one, at) => draftOf(work, one, vehicles.get(one.route.vehicleId)!, codes[at]!));
  const itineraryRows = drafts.map(({ itinerary }) => itinerary);
  await insertMany(work.db, itineraries, itineraryRows);
  const vehicleRows = drafts.map(({ vehicle }) => vehicle);
  await insertMany(work.db, itineraryVehicles, vehicleRows);
  const crewRows = drafts.flatMap(({ crew }) => crew);
  await insertMany(work.db, itineraryCrew, crewRows);
  const tripRows = drafts.flatMap(({ loadings }) => loadings);
  await insertMany(work.db, trips, tripRows);
  const stopRows = drafts.flatMap(({ visits }) => visits);
  await insertMany(work.db, stops, stopRows);
  for (const [at, { itinerary }] of drafts.entries()) {
    const { route, serviceDate } = made[at]!;
    work.emit({
      type: 'itinerary.created',
      subject: { kind: 'itinerary', id: itinerary.id },
      data: { serviceDate, vehicleId: route.vehicleId, jobs: jobsOf(route).length },
    });
  }
  return drafts.map(({ itinerary }) => itinerary.id);
}

/** The rows of one. */
function draftOf(work: Work, { route, serviceDate, branchId, planId }: NewItinerary, vehicle: Vehicle, code: string) {
  const { organisationId } = work;
  const id = newId();
  const columns = routeColumns(route);
  const fromAt = columns.plannedDepartureAt;
  return {
    itinerary: {
      ...{ organisationId, id, code, branchId, planId, serviceDate },
      state: 'draft' as const,
      startLocationId: vehicle.startLocationId,
      endLocationId: vehicle.endLocationId,
      ...columns,
      createdAt: work.recordedAt,
      updatedAt: work.recordedAt,
    },
    vehicle: { organisationId, id: newId(), itineraryId: id, vehicleId: vehicle.id, fromAt },
    crew: vehicle.crew.map(({ operatorId, role }) => ({
      ...{ organisationId, id: newId(), itineraryId: id, operatorId, role, fromAt },
    })),
    loadings: loadsByTrip(route).map((loads, trip) => ({
      ...{ organisationId, id: newId(), itineraryId: id, number: trip + 1 },
      loadLocationId: vehicle.startLocationId,
      loadWeightGrams: Math.max(0, ...loads.map(({ weightGrams }) => weightGrams)),
      loadVolumeLitres: Math.max(0, ...loads.map(({ volumeLitres }) => volumeLitres)),
      loadPieces: Math.max(0, ...loads.map(({ pieces }) => pieces)),
    })),
    visits: newStops(work, id, route),
  };
}

/** What is on board from one loading to the next. */
function loadsByTrip({ stops: list }: PlannedRoute): PlannedRoute['stops'][number]['load'][][] {
  const loads: PlannedRoute['stops'][number]['load'][][] = [[]];
  for (const { kind, load } of list) {
    if (kind === 'loading') loads.push([]);
    loads.at(-1)!.push(load);
  }
  return loads;
}
