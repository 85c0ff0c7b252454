import type { Itinerary } from '@roundsman/api-contract';
import { policiesOf, riskOf } from '@roundsman/delivery-rules';
import { asc, desc, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { getItineraries, listItineraries } from '../itineraries/index.ts';
import { readEtas } from './refresh-etas.ts';
import { latestPositions, positions } from './schema.ts';

/** The day's itineraries, of all branches unless one is named, with their ETAs, risks and where they are. */
export async function followItineraries(work: ReadWork, serviceDate: string, branchId?: string): Promise<Itinerary[]> {
  return follow(work, await listItineraries(work, serviceDate, branchId));
}

export async function followSome(work: ReadWork, ids: readonly string[]): Promise<Itinerary[]> {
  return follow(work, await getItineraries(work, ids));
}

async function follow(work: ReadWork, list: readonly Itinerary[]): Promise<Itinerary[]> {
  const ids = list.map(({ id }) => id);
  const etas = await readEtas(work, ids);
  const where =
    ids.length === 0
      ? []
      : await work.db
          .select()
          .from(latestPositions)
          .where(isAmong(latestPositions.itineraryId, ids))
          .orderBy(asc(latestPositions.deviceAt));
  const positionOf = new Map(where.map((row) => [row.itineraryId, row]));
  const policies = policiesOf((await getOrganisation(work)).policies);
  return list.map((itinerary) => {
    const at = positionOf.get(itinerary.id);
    return {
      ...itinerary,
      position: at
        ? { lon: at.lon, lat: at.lat, headingDegrees: at.headingDegrees, at: at.deviceAt.toISOString() }
        : null,
      stops: itinerary.stops.map((stop) => {
        const eta = etas.get(stop.id);
        const expected = eta?.arrivalAt ?? (stop.state === 'planned' ? new Date(stop.arrival) : null);
        return {
          ...stop,
          eta: eta
            ? {
                at: eta.arrivalAt.toISOString(),
                earliest: eta.p10At.toISOString(),
                latest: eta.p90At.toISOString(),
                computedAt: eta.computedAt.toISOString(),
              }
            : null,
          risk:
            stop.promise && expected && stop.state !== 'done'
              ? riskOf(expected, { startsAt: new Date(stop.promise.from), endsAt: new Date(stop.promise.to) }, policies)
                  .risk
              : 'none',
        };
      }),
    };
  });
}

const MOST_FIXES = 5000;

/** Where an itinerary's vehicle was, oldest first. */
export async function readTrack(work: ReadWork, itineraryId: string) {
  const rows = await work.db
    .select()
    .from(positions)
    .where(eq(positions.itineraryId, itineraryId))
    .orderBy(desc(positions.deviceAt))
    .limit(MOST_FIXES);
  return rows.toReversed().map(({ deviceAt, lon, lat, speedMetersPerSecond }) => ({
    at: deviceAt.toISOString(),
    lon,
    lat,
    speedMetersPerSecond,
  }));
}
