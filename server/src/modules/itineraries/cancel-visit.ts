import type { Job } from '@roundsman/api-contract';
import type { ItineraryState } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import { and, eq, inArray } from 'drizzle-orm';
import type { Database, ReadWork, Work } from '../../platform/index.ts';
import { cancelJob, presentJob } from '../jobs/index.ts';
import { moveOnDay, type PreparedDayMove, prepareDayMove } from './move-on-day.ts';
import { itineraries, stops } from './schema.ts';
import { dropStops } from './write-changes.ts';

/** Where a job stands that is about to be cancelled: on a route that closes up behind it, or nowhere. */
export interface PreparedCancel {
  readonly takenOff: PreparedDayMove | null;
}

/** Prices the route without the job, outside of any transaction. A crew that is on its way already just turns round. */
export async function prepareCancel(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  jobId: string,
): Promise<PreparedCancel> {
  const stop = await database.read(organisationId, (work) => openStopOf(work, jobId));
  if (stop?.state !== 'planned') return { takenOff: null };
  const move = { jobId, vehicleId: null, afterStopId: null, serviceDate: stop.serviceDate };
  return { takenOff: await prepareDayMove(database, roads, organisationId, move) };
}

/**
 * Cancels a job and takes its visit off the day: the crew sees a new revision, the rest of the route is timed anew.
 * Problems as of `cancelJob`, and 409 `day_changed`.
 */
export async function cancelVisit(
  work: Work,
  jobId: string,
  reason: string,
  merchantId: string | null,
  { takenOff }: PreparedCancel,
): Promise<Job> {
  await presentJob(work, jobId, merchantId);
  if (takenOff) await moveOnDay(work, takenOff);
  const cancelled = await cancelJob(work, jobId, reason, merchantId);
  await dropStops(work, jobId, null);
  return cancelled;
}

async function openStopOf(work: ReadWork, jobId: string) {
  const [stop] = await work.db
    .select({ state: stops.state, serviceDate: itineraries.serviceDate })
    .from(stops)
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .where(
      and(eq(stops.jobId, jobId), eq(stops.role, 'lead'), inArray(stops.state, ['planned', 'on_route', 'arrived'])),
    );
  return stop;
}

/** State of the itinerary that the job stands on; null when it stands on none. */
export async function itineraryOfJob(work: ReadWork, jobId: string): Promise<ItineraryState | null> {
  const [row] = await work.db
    .select({ state: itineraries.state })
    .from(stops)
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .where(and(eq(stops.jobId, jobId), inArray(stops.state, ['planned', 'on_route', 'arrived'])));
  return row?.state ?? null;
}
