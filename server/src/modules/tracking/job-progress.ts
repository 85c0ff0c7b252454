import type { JobProgress as JobProgressSchema } from '@roundsman/api-contract';
import { policiesOf, riskOf } from '@roundsman/delivery-rules';
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { isOneOf, keepStatement, partRows } from '../../platform/database/index.ts';
import type { ReadWork, Tx } from '../../platform/index.ts';
import { organisations } from '../accounts/schema.ts';
import { chosenWindow } from '../itineraries/index.ts';
import { itineraries, itineraryVehicles, stops } from '../itineraries/schema.ts';
import { jobWindows, promises } from '../jobs/schema.ts';
import { etas } from './schema.ts';

type JobProgress = z.infer<typeof JobProgressSchema>;

/** Where jobs stand in their day: present for those on an itinerary. */
export async function progressOf(work: ReadWork, jobIds: readonly string[]): Promise<Map<string, JobProgress>> {
  if (jobIds.length === 0) return new Map();
  const rows = await stopsOfJobs(work.db, { jobIds });
  return new Map(rows.map((row) => [row.stop.jobId!, progressAt(row)]));
}

const selectStops = (db: Tx) =>
  db
    .select({
      stop: {
        id: stops.id,
        jobId: stops.jobId,
        position: stops.position,
        state: stops.state,
        arrival: stops.plannedArrivalAt,
        serviceStart: stops.plannedServiceAt,
        departure: stops.plannedDepartureAt,
        arrivedAt: stops.arrivedAt,
      },
      itinerary: { id: itineraries.id, code: itineraries.code, vehicleId: itineraryVehicles.vehicleId },
      eta: { at: etas.arrivalAt, earliest: etas.p10At, latest: etas.p90At, computedAt: etas.computedAt },
      policies: organisations.policies,
      promises: partRows(
        { startsAt: promises.startsAt, endsAt: promises.endsAt },
        sql`${promises} where ${promises.jobId} = ${stops.jobId}`,
        sql`${promises.number}`,
      ),
      windows: partRows(
        { startsAt: sql<string>`${jobWindows.startsAt}`, endsAt: sql<string>`${jobWindows.endsAt}` },
        sql`${jobWindows} where ${jobWindows.jobId} = ${stops.jobId} and ${jobWindows.startsAt} is not null`,
        sql`${jobWindows.position}`,
      ),
    })
    .from(stops)
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .innerJoin(organisations, eq(organisations.id, stops.organisationId))
    .leftJoin(itineraryVehicles, and(eq(itineraryVehicles.itineraryId, itineraries.id), isNull(itineraryVehicles.toAt)))
    .leftJoin(etas, eq(etas.stopId, stops.id))
    .where(
      and(
        isOneOf(stops.jobId, 'jobIds'),
        eq(stops.kind, 'job'),
        ne(stops.state, 'dropped'),
        ne(itineraries.state, 'cancelled'),
      ),
    )
    .orderBy(asc(itineraries.code), asc(stops.position));

const stopsOfJobs = keepStatement('stops_of_jobs', selectStops);
type Row = Awaited<ReturnType<typeof stopsOfJobs>>[number];

function progressAt({ stop, itinerary, eta, ...row }: Row): JobProgress {
  const promise = row.promises.map(asInterval).at(-1) ?? null;
  const limit = promise ?? chosenWindow(row.windows.map(asInterval), stop.serviceStart);
  // Without an estimate a stop that is under way could be anywhere.
  const expected = eta?.at ?? (stop.state === 'planned' ? stop.arrival : null);
  const reached = stop.arrivedAt ?? eta?.at ?? stop.arrival;
  return {
    itineraryId: itinerary.id,
    itineraryCode: itinerary.code,
    vehicleId: itinerary.vehicleId,
    stopId: stop.id,
    position: stop.position,
    plannedArrival: stop.arrival.toISOString(),
    plannedDeparture: stop.departure.toISOString(),
    eta: eta && {
      at: eta.at.toISOString(),
      earliest: eta.earliest.toISOString(),
      latest: eta.latest.toISOString(),
      computedAt: eta.computedAt.toISOString(),
    },
    risk:
      promise && expected && stop.state !== 'done' ? riskOf(expected, promise, policiesOf(row.policies)).risk : 'none',
    lateSeconds: limit ? Math.round((reached.getTime() - limit.endsAt.getTime()) / 1000) : 0,
  };
}

const asInterval = ({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});
