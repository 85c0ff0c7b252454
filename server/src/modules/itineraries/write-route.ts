import type { PlannedRoute, PlannedStop } from '@roundsman/api-contract';
import { areaFactorsAround } from '@roundsman/delivery-rules';
import { and, eq, ne } from 'drizzle-orm';
import { insertMany, isAmong, updateMany } from '../../platform/database/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import { itineraries, stops } from './schema.ts';

type StopValues = typeof stops.$inferInsert;

const instant = (text: string) => new Date(text);

/** The columns of an itinerary that follow from its route. */
export function routeColumns(route: PlannedRoute) {
  return {
    plannedDepartureAt: instant(route.departure),
    plannedFinishAt: instant(route.end),
    plannedDistanceMeters: route.figures.driveMeters,
    plannedDrivingSeconds: route.figures.driveSeconds,
    plannedCostMinor: route.figures.cost.amountMinor,
    endLegDistanceMeters: route.finish ? route.returnDriveMeters : null,
    endLegSeconds: route.finish ? route.returnDriveSeconds : null,
    hourFactors: route.hourFactors ?? null,
    areaFactors: areaFactorsAround(
      route.areaFactors,
      route.stops.map(({ point }) => point),
    ),
  };
}

/** Rows of a route's stops. A pickup keeps the job it is made for in its actions, since only visits carry a job. */
function stopValues(work: Work, itineraryId: string, stop: PlannedStop, position: number): StopValues {
  const serviceAt = instant(stop.serviceStart);
  const departureAt = instant(stop.departure);
  return {
    organisationId: work.organisationId,
    id: stop.id,
    itineraryId,
    position,
    kind: stop.kind,
    jobId: stop.kind === 'job' ? stop.jobId : null,
    locationId: stop.locationId,
    lon: stop.point?.lon ?? null,
    lat: stop.point?.lat ?? null,
    plannedArrivalAt: instant(stop.arrival),
    plannedServiceAt: serviceAt,
    plannedDepartureAt: departureAt,
    serviceSeconds: Math.round((departureAt.getTime() - serviceAt.getTime()) / 1000),
    legDistanceMeters: stop.driveMeters,
    legSeconds: stop.driveSeconds,
    forJobId: stop.kind === 'pickup' ? stop.jobId : null,
  };
}

/** Rows of a new draft itinerary's stops. */
export const newStops = (work: Work, itineraryId: string, route: PlannedRoute): StopValues[] =>
  route.stops.map((stop, index) => stopValues(work, itineraryId, { ...stop, id: newId() }, index + 1));

/**
 * Writes a route changed by hand over an itinerary: kept stops get their new place and times, what is new comes. What is no
 * longer in the route goes from a draft, and stays as dropped once a crew may have seen it: their word on it still counts.
 */
export async function rewriteRoute(work: Work, itineraryId: string, route: PlannedRoute): Promise<void> {
  const [itinerary] = await work.db
    .select({ revision: itineraries.revision, state: itineraries.state })
    .from(itineraries)
    .where(eq(itineraries.id, itineraryId))
    .for('update');
  const present = await work.db
    .select({ id: stops.id, state: stops.state })
    .from(stops)
    .where(and(eq(stops.itineraryId, itineraryId), ne(stops.state, 'dropped')));
  const stateOf = new Map(present.map(({ id, state }) => [id, state]));
  const kept = new Set(route.stops.map(({ id }) => id));
  const gone = present.filter(({ id, state }) => !kept.has(id) && state === 'planned').map(({ id }) => id);
  const isGone = and(eq(stops.itineraryId, itineraryId), isAmong(stops.id, gone));
  if (gone.length > 0 && itinerary?.state === 'draft') await work.db.delete(stops).where(isGone);
  else if (gone.length > 0) await work.db.update(stops).set({ state: 'dropped' }).where(isGone);
  const rows = route.stops.map((stop, index) => stopValues(work, itineraryId, stop, index + 1));
  const isPlanned = ({ id }: StopValues) => stateOf.get(id) === 'planned';
  const begun = rows.filter((row) => stateOf.has(row.id) && !isPlanned(row));
  await updateMany(work.db, stops, rows.filter(isPlanned));
  await updateMany(
    work.db,
    stops,
    begun.map(({ id, position }) => ({ id, position })),
  );
  // Coming from another itinerary it is a new stop: the old one stays there as dropped, with what its crew may still say.
  const coming = rows.filter(({ id }) => !stateOf.has(id)).map((row) => ({ ...row, id: newId() }));
  await insertMany(work.db, stops, coming);
  const revision = (itinerary?.revision ?? 0) + 1;
  await work.db
    .update(itineraries)
    .set({ ...routeColumns(route), revision, updatedAt: work.recordedAt })
    .where(eq(itineraries.id, itineraryId));
  work.emit({ type: 'itinerary.changed', subject: { kind: 'itinerary', id: itineraryId }, data: { revision } });
}
