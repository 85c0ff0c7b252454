import type { Roads } from '@roundsman/road-network';
import { asc, eq } from 'drizzle-orm';
import type { EventReader } from '../../platform/event-log/index.ts';
import type { Actor, Database } from '../../platform/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { drivingProfiles } from '../fleet/index.ts';
import { setDrivenMeters, whoDrives } from '../itineraries/index.ts';
import { positions } from './schema.ts';

export interface DrivenTools {
  readonly database: Database;
  readonly roads: Pick<Roads, 'search'>;
}

const SYSTEM: Actor = { kind: 'system', id: null };
/** A fix a second for more than half a day. */
const MOST_FIXES = 50_000;

/**
 * The kilometres of a finished itinerary along the roads that its positions were recorded on. Until then, and where there
 * are no positions, the sum of straight steps stands. Answers the meters written, null when there was nothing to match.
 */
export async function measureDriven(
  { database, roads }: DrivenTools,
  organisationId: string,
  itineraryId: string,
): Promise<number | null> {
  const { fixes, profile } = await database.read(organisationId, async (work) => ({
    fixes: await work.db
      .select({ lon: positions.lon, lat: positions.lat, accuracyMeters: positions.accuracyMeters })
      .from(positions)
      .where(eq(positions.itineraryId, itineraryId))
      .orderBy(asc(positions.deviceAt))
      .limit(MOST_FIXES),
    profile: (await drivingProfiles(work)).get((await whoDrives(work, itineraryId))?.vehicleId ?? '') ?? 'van',
  }));
  if (fixes.length < 2) return null;
  const { meters } = await roads.search.matchTrack(fixes, profile);
  await database.transact({ organisationId, actor: SYSTEM }, (work) => setDrivenMeters(work, itineraryId, meters));
  return meters;
}

/** The reader of the log that measures each itinerary when it finishes, outside of its transaction. */
export function drivenReader(tools: DrivenTools, log: Log): EventReader {
  return {
    name: 'driven-distance',
    types: ['itinerary.finished'],
    handle: async (work, events) => {
      work.afterCommit(() => {
        for (const { id: itineraryId } of events.map(({ subject }) => subject))
          measureDriven(tools, work.organisationId, itineraryId).catch((error: unknown) =>
            log.warn({ err: error, itineraryId }, 'the kilometres of an itinerary could not be measured on the roads'),
          );
      });
    },
  };
}
