import { and, eq, ne } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { itineraries, stops } from './schema.ts';

/** When the visits of these jobs will be over, or were, as far as they stand on itineraries of whatever date: seconds of the epoch. */
export async function plannedEndsOf({ db }: ReadWork, jobIds: readonly string[]): Promise<Map<string, number>> {
  if (jobIds.length === 0) return new Map();
  const rows = await db
    .select({ jobId: stops.jobId, planned: stops.plannedDepartureAt, done: stops.finishedAt })
    .from(stops)
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .where(
      and(
        isAmong(stops.jobId, jobIds),
        eq(stops.kind, 'job'),
        ne(stops.state, 'dropped'),
        ne(itineraries.state, 'cancelled'),
      ),
    );
  return new Map(rows.map(({ jobId, planned, done }) => [jobId!, Math.floor((done ?? planned).getTime() / 1000)]));
}
