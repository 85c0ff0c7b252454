import type { LivePosition } from '@roundsman/api-contract';
import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { eq, sql } from 'drizzle-orm';
import { askTogether, insertNew, keepStatement } from '../../platform/database/index.ts';
import type { JsonObject, Work } from '../../platform/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { addDrivenMeters, whoDrives } from '../itineraries/index.ts';
import { watchGeofences } from './geofences.ts';
import { latestPositions, positions } from './schema.ts';

export interface Fix extends LonLat {
  readonly accuracyMeters: number | null;
  readonly speedMetersPerSecond: number | null;
  readonly headingDegrees: number | null;
  /** Business time. */
  readonly at: Date;
}

export interface PositionBatch {
  readonly deviceId: string;
  readonly operatorId: string;
  readonly itineraryId: string | null;
  readonly fixes: readonly Fix[];
}

/** A fix less exact than this says nothing about the kilometres driven. */
const MOST_ACCURACY_METERS = 100;
/** Standing still makes fixes wander about; steps below this are noise. */
const LEAST_STEP_METERS = 15;

/** Keeps a batch of fixes, those known by (device, time) ignored, and tells the maps where the vehicle is now. */
export async function recordPositions(
  work: Work,
  liveFeed: LiveFeed,
  batch: PositionBatch,
): Promise<{ stored: number; known: number }> {
  const { organisationId } = work;
  const { deviceId, operatorId, itineraryId } = batch;
  const fixes = [...new Map(batch.fixes.map((fix) => [fix.at.getTime(), fix])).values()].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  const rows = fixes.map(({ at, ...fix }) => ({
    organisationId,
    deviceId,
    deviceAt: at,
    recordedAt: work.recordedAt,
    operatorId,
    itineraryId,
    ...fix,
  }));
  // In this order: who comes second waits here, and then sees what the first has stored.
  const [[before], stored] = await askTogether([
    latestForUpdate(work.db, { deviceId }),
    insertNew(work.db, positions, rows, positions.deviceAt),
  ]);
  const storedTimes = new Set(stored.map((at) => at.getTime()));
  const news = fixes.filter(({ at }) => storedTimes.has(at.getTime()) && (!before || at > before.deviceAt));
  await watchGeofences(work, { deviceId, operatorId, itineraryId }, news);
  const last = news.at(-1);
  if (last) {
    const { at, ...fix } = last;
    const row = { operatorId, itineraryId, deviceAt: at, recordedAt: work.recordedAt, ...fix };
    await work.db
      .insert(latestPositions)
      .values({ organisationId, deviceId, ...row })
      .onConflictDoUpdate({ target: [latestPositions.organisationId, latestPositions.deviceId], set: row });
    if (itineraryId) {
      const chain = before?.itineraryId === itineraryId ? [before, ...news] : news;
      await addDrivenMeters(work, itineraryId, drivenMeters(chain));
      await tellMaps(work, liveFeed, itineraryId, last);
    }
  }
  return { stored: stored.length, known: batch.fixes.length - stored.length };
}

const latestForUpdate = keepStatement('latest_position', (db) =>
  db
    .select()
    .from(latestPositions)
    .where(eq(latestPositions.deviceId, sql.placeholder('deviceId')))
    .for('update'),
);

async function tellMaps(
  work: Work,
  liveFeed: LiveFeed,
  itineraryId: string,
  { at, lon, lat, headingDegrees, speedMetersPerSecond }: Fix,
): Promise<void> {
  const driver = await whoDrives(work, itineraryId);
  if (!driver) return;
  const { branchId, vehicleId } = driver;
  const value = {
    itineraryId,
    vehicleId,
    lon,
    lat,
    headingDegrees,
    speedMetersPerSecond,
    at: at.toISOString(),
  } satisfies LivePosition;
  work.afterCommit(() =>
    liveFeed.publish(work.organisationId, {
      topic: 'position',
      key: itineraryId,
      branchId,
      value: value as JsonObject,
    }),
  );
}

function drivenMeters(chain: readonly (LonLat & { readonly accuracyMeters: number | null })[]): number {
  const exact = chain.filter(({ accuracyMeters }) => (accuracyMeters ?? 0) <= MOST_ACCURACY_METERS);
  let sum = 0;
  let from = exact[0];
  for (const fix of exact.slice(1)) {
    const step = greatCircleMeters(from!, fix);
    if (step < LEAST_STEP_METERS) continue;
    sum += step;
    from = fix;
  }
  return sum;
}
