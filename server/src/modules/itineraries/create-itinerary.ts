import type { PlannedRoute } from '@roundsman/api-contract';
import { nextCode } from '../../platform/database/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import { getVehicle } from '../fleet/index.ts';
import { itineraries, itineraryCrew, itineraryVehicles, trips } from './schema.ts';
import { insertStops, routeColumns } from './write-route.ts';

export const jobsOf = (route: PlannedRoute): string[] =>
  route.stops.filter(({ kind, jobId }) => kind === 'job' && jobId !== null).map(({ jobId }) => jobId!);

export interface NewItinerary {
  readonly route: PlannedRoute;
  readonly serviceDate: string;
  readonly branchId: string;
  readonly planId: string | null;
}

/** A draft itinerary with its vehicle and that vehicle's usual crew. */
export async function createItinerary(
  work: Work,
  { route, serviceDate, branchId, planId }: NewItinerary,
): Promise<string> {
  const vehicle = await getVehicle(work, route.vehicleId);
  const { organisationId } = work;
  const code = await nextCode(work, itineraries, 'R');
  const id = newId();
  const columns = routeColumns(route);
  await work.db.insert(itineraries).values({
    organisationId,
    id,
    code,
    branchId,
    planId,
    serviceDate,
    state: 'draft',
    startLocationId: vehicle.startLocationId,
    endLocationId: vehicle.endLocationId,
    ...columns,
    createdAt: work.recordedAt,
    updatedAt: work.recordedAt,
  });
  await work.db.insert(itineraryVehicles).values({
    organisationId,
    id: newId(),
    itineraryId: id,
    vehicleId: vehicle.id,
    fromAt: columns.plannedDepartureAt,
  });
  if (vehicle.crew.length > 0) {
    await work.db.insert(itineraryCrew).values(
      vehicle.crew.map(({ operatorId, role }) => ({
        organisationId,
        id: newId(),
        itineraryId: id,
        operatorId,
        role,
        fromAt: columns.plannedDepartureAt,
      })),
    );
  }
  await work.db.insert(trips).values(
    loadsByTrip(route).map((loads, trip) => ({
      organisationId,
      id: newId(),
      itineraryId: id,
      number: trip + 1,
      loadLocationId: vehicle.startLocationId,
      loadWeightGrams: Math.max(0, ...loads.map(({ weightGrams }) => weightGrams)),
      loadVolumeLitres: Math.max(0, ...loads.map(({ volumeLitres }) => volumeLitres)),
      loadPieces: Math.max(0, ...loads.map(({ pieces }) => pieces)),
    })),
  );
  await insertStops(work, id, route);
  work.emit({
    type: 'itinerary.created',
    subject: { kind: 'itinerary', id },
    data: { serviceDate, vehicleId: vehicle.id, jobs: jobsOf(route).length },
  });
  return id;
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
