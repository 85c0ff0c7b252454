import type { Itinerary, LiveEta } from '@roundsman/api-contract';
import { areaFactorAt, drivingSeconds, policiesOf, type Risk, riskOf } from '@roundsman/delivery-rules';
import type { RoadProfile, Roads } from '@roundsman/road-network';
import type { LonLat } from '@roundsman/units';
import { and, desc, eq, notInArray } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { Actor, Database, JsonObject, ReadWork, Work } from '../../platform/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { drivingProfiles } from '../fleet/index.ts';
import { getItineraries } from '../itineraries/index.ts';
import { stops as stopRows } from '../itineraries/schema.ts';
import { keepDrivingPace } from '../plans/index.ts';
import { type Estimate, estimateArrivals, type StopAhead } from './estimate-arrivals.ts';
import { paceAt } from './learn-pace.ts';
import {
  actionKinds,
  areaFactorsOf,
  hourFactorsOf,
  legOnFreeRoads,
  type OrganisationPace,
  readPace,
} from './read-pace.ts';
import { etaSamples, etas, latestPositions } from './schema.ts';

export interface EtaTools {
  readonly database: Database;
  readonly roads: Pick<Roads, 'travelTimes'>;
  readonly liveFeed: LiveFeed;
  /** What was learned, by organisation; filled here. */
  readonly paces: Map<string, { readonly pace: OrganisationPace; readonly readAt: number; kept?: boolean }>;
}

/** How the organisation's crews work, read anew after so long. Real time: it is there to spare the database. */
const PACE_MILLISECONDS = 10 * 60_000;
/** One part of a live value: a notice to other processes holds 8,000 bytes, a stop about 230. */
const STOPS_PER_PART = 25;

const CLOCK: Actor = { kind: 'clock', id: null };
/** An older position says nothing about where the vehicle is now. Business time. */
const FRESH_SECONDS = 300;
/** Estimates are kept at these lead times and held against the arrival later. */
const LEAD_MINUTES = [120, 60, 30, 15, 5] as const;
const AHEAD = new Set(['dispatched', 'started', 'interrupted']);

const seconds = (instant: Date | string) => Math.round(new Date(instant).getTime() / 1000);
const instant = (value: number) => new Date(value * 1000);

/** Estimates an itinerary's arrivals anew, keeps them, tells the screens, and puts on the log what changed for customers. */
export async function refreshEtas(tools: EtaTools, organisationId: string, itineraryId: string): Promise<void> {
  const { database, roads, liveFeed } = tools;
  const seen = await database.read(organisationId, async (work) => {
    const [itinerary] = await getItineraries(work, [itineraryId]);
    return itinerary && AHEAD.has(itinerary.state)
      ? {
          itinerary,
          position: await freshPosition(work, itineraryId),
          pace: await paceOf(tools, work),
          profile: (await drivingProfiles(work)).get(itinerary.vehicleId ?? '') ?? 'van',
        }
      : null;
  });
  if (!seen) {
    await database.transact({ organisationId, actor: CLOCK }, (work) =>
      work.db.delete(etas).where(eq(etas.itineraryId, itineraryId)),
    );
    return;
  }
  const heading = seen.itinerary.stops.find(({ state, point }) => state === 'on_route' && point !== null);
  const remainingOnRoads =
    heading && seen.position ? await driveBetween(roads, seen.position, heading.point!, seen.profile) : null;
  const remainingSeconds =
    remainingOnRoads === null ? null : remainingOnRoads * areaFactorAt(areaFactorsOf(seen.pace), heading!.point);
  const live = await database.transact({ organisationId, actor: CLOCK }, async (work) => {
    const learned = tools.paces.get(organisationId);
    // Plans count with what arrivals are expected by.
    if (learned && !learned.kept)
      await keepDrivingPace(work, {
        hourFactors: hourFactorsOf(learned.pace),
        areaFactors: areaFactorsOf(learned.pace),
      });
    if (learned) learned.kept = true;
    return writeEstimates(work, itineraryId, remainingSeconds, seen.pace);
  });
  for (const part of live ? partsOf(live) : [])
    liveFeed.publish(organisationId, {
      topic: 'eta',
      key: part.part === 0 ? itineraryId : `${itineraryId} ${part.part}`,
      branchId: seen.itinerary.branchId,
      value: part as unknown as JsonObject,
    });
}

/** The first part makes the screens forget what they knew of the stops; the others add to it. */
function partsOf(live: LiveEta): LiveEta[] {
  const parts = Math.max(1, Math.ceil(live.stops.length / STOPS_PER_PART));
  return Array.from({ length: parts }, (_, part) => ({
    ...live,
    part,
    parts,
    stops: live.stops.slice(part * STOPS_PER_PART, (part + 1) * STOPS_PER_PART),
  }));
}

async function paceOf({ paces }: EtaTools, work: ReadWork): Promise<OrganisationPace> {
  const known = paces.get(work.organisationId);
  const now = work.recordedAt.getTime();
  if (known && now - known.readAt < PACE_MILLISECONDS) return known.pace;
  const pace = await readPace(work, (await getOrganisation(work)).timeZone);
  paces.set(work.organisationId, { pace, readAt: now });
  return pace;
}

async function freshPosition(work: ReadWork, itineraryId: string): Promise<LonLat | null> {
  const [row] = await work.db
    .select()
    .from(latestPositions)
    .where(eq(latestPositions.itineraryId, itineraryId))
    .orderBy(desc(latestPositions.deviceAt))
    .limit(1);
  return row && work.now.getTime() - row.deviceAt.getTime() <= FRESH_SECONDS * 1000
    ? { lon: row.lon, lat: row.lat }
    : null;
}

async function driveBetween(
  roads: Pick<Roads, 'travelTimes'>,
  from: LonLat,
  to: LonLat,
  profile: RoadProfile,
): Promise<number | null> {
  const matrix = await roads.travelTimes.matrix([from], [to], profile);
  const drive = matrix.seconds[0] ?? -1;
  return drive < 0 ? null : drive;
}

async function writeEstimates(
  work: Work,
  itineraryId: string,
  remainingSeconds: number | null,
  pace: OrganisationPace,
): Promise<LiveEta | null> {
  const [itinerary] = await getItineraries(work, [itineraryId]);
  if (!itinerary) return null;
  const { timeZone } = await getOrganisation(work);
  const factors = hourFactorsOf(pace);
  const estimates = estimateArrivals({
    now: seconds(work.now),
    started: itinerary.state !== 'dispatched',
    plannedDeparture: seconds(itinerary.departure),
    stops: await stopsAhead(work, itinerary, pace, timeZone),
    remainingSeconds,
    drive: (leaving, onRoads) => drivingSeconds(factors, timeZone, instant(leaving), onRoads),
  });
  const before = new Map(
    (await work.db.select().from(etas).where(eq(etas.itineraryId, itineraryId))).map((row) => [
      row.stopId,
      row.arrivalAt,
    ]),
  );
  await keep(work, itinerary, estimates);
  await keepSamples(work, estimates);
  const policies = policiesOf((await getOrganisation(work)).policies);
  const stops = estimates.map(({ stopId, arrival, p10, p90 }) => {
    const stop = itinerary.stops.find(({ id }) => id === stopId)!;
    const risk = riskAt(stop, instant(arrival), policies);
    const was = before.get(stopId);
    tellOfRisk(work, itinerary, stop, was ? riskAt(stop, was, policies) : 'none', risk, arrival);
    return {
      stopId,
      jobId: stop.kind === 'job' ? stop.jobId : null,
      at: instant(arrival).toISOString(),
      earliest: instant(p10).toISOString(),
      latest: instant(p90).toISOString(),
      risk,
    };
  });
  return { itineraryId, delaySeconds: itinerary.progress.delaySeconds, part: 0, parts: 1, stops };
}

type Stop = Itinerary['stops'][number];

/** When the crew left for each stop, in seconds. */
async function leavings(work: ReadWork, itineraryId: string): Promise<Map<string, number>> {
  const rows = await work.db
    .select({ id: stopRows.id, leftAt: stopRows.leftAt })
    .from(stopRows)
    .where(eq(stopRows.itineraryId, itineraryId));
  return new Map(rows.flatMap(({ id, leftAt }) => (leftAt ? [[id, seconds(leftAt)] as const] : [])));
}

/** The plan's seconds, as this organisation's crews really take them. */
async function stopsAhead(
  work: ReadWork,
  itinerary: Itinerary,
  pace: OrganisationPace,
  timeZone: string,
): Promise<StopAhead[]> {
  const kinds = await actionKinds(
    work,
    itinerary.stops.flatMap(({ jobId }) => jobId ?? []),
  );
  const left = await leavings(work, itinerary.id);
  const { service, drive } = pace;
  const areaFactors = areaFactorsOf(pace);
  const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  return itinerary.stops.map((stop) => {
    const atDoor = stop.kind === 'job' ? paceAt(service, kinds.get(stop.jobId ?? '') ?? '') : null;
    const onRoad = paceAt(drive, hourOf.format(new Date(stop.arrival)));
    const atWork = seconds(stop.departure) - seconds(stop.serviceStart);
    const planned = { arrival: new Date(stop.arrival), place: stop.point, legSeconds: stop.driveSeconds };
    return {
      id: stop.id,
      kind: stop.kind,
      state: stop.state,
      legSeconds: legOnFreeRoads(itinerary, timeZone, planned) * areaFactorAt(areaFactors, stop.point),
      serviceSeconds: Math.round(atWork * (atDoor?.factor ?? 1)),
      driveDeviation: onRoad.deviation,
      ...(atDoor ? { serviceDeviation: atDoor.deviation } : {}),
      notBefore: stop.window ? seconds(stop.window.from) : null,
      leftAt: left.get(stop.id) ?? null,
      arrivedAt: stop.arrivedAt ? seconds(stop.arrivedAt) : null,
      finishedAt: stop.doneAt ? seconds(stop.doneAt) : null,
    };
  });
}

function riskAt(stop: Stop, arrival: Date, policies: { atRiskWithinSeconds: number }): Risk {
  if (!stop.promise) return 'none';
  return riskOf(arrival, { startsAt: new Date(stop.promise.from), endsAt: new Date(stop.promise.to) }, policies).risk;
}

/** Only a change for the worse is news; the estimate itself travels on the live feed. */
function tellOfRisk(work: Work, itinerary: Itinerary, stop: Stop, was: Risk, is: Risk, arrival: number): void {
  if (stop.kind !== 'job' || stop.jobId === null || was === is || is === 'none' || was === 'late') return;
  work.emit({
    type: is === 'late' ? 'job.delayed' : 'job.at_risk',
    subject: { kind: 'job', id: stop.jobId },
    data: {
      itineraryId: itinerary.id,
      stopId: stop.id,
      expectedAt: instant(arrival).toISOString(),
      promiseEndsAt: stop.promise?.to ?? null,
    },
  });
}

async function keep(work: Work, itinerary: Itinerary, estimates: readonly Estimate[]): Promise<void> {
  const stopIds = estimates.map(({ stopId }) => stopId);
  const others =
    stopIds.length > 0
      ? and(eq(etas.itineraryId, itinerary.id), notInArray(etas.stopId, stopIds))
      : eq(etas.itineraryId, itinerary.id);
  await work.db.delete(etas).where(others);
  for (const { stopId, arrival, p10, p90 } of estimates) {
    const stop = itinerary.stops.find(({ id }) => id === stopId);
    const values = {
      itineraryId: itinerary.id,
      jobId: stop?.kind === 'job' ? stop.jobId : null,
      arrivalAt: instant(arrival),
      p10At: instant(p10),
      p90At: instant(p90),
      computedAt: work.now,
    };
    await work.db
      .insert(etas)
      .values({ organisationId: work.organisationId, stopId, ...values })
      .onConflictDoUpdate({ target: [etas.organisationId, etas.stopId], set: values });
  }
}

/** The first estimate made within each lead time stands for it. */
async function keepSamples(work: Work, estimates: readonly Estimate[]): Promise<void> {
  const rows = estimates.flatMap(({ stopId, arrival, p10, p90 }) => {
    const lead = (arrival - seconds(work.now)) / 60;
    const reached = LEAD_MINUTES.filter((minutes) => lead <= minutes);
    const leadMinutes = reached.at(-1);
    const estimate = {
      organisationId: work.organisationId,
      stopId,
      computedAt: work.now,
      arrivalAt: instant(arrival),
      p10At: instant(p10),
      p90At: instant(p90),
    };
    return leadMinutes === undefined ? [] : [{ ...estimate, leadMinutes }];
  });
  if (rows.length > 0) await work.db.insert(etaSamples).values(rows).onConflictDoNothing();
}

/** Current estimates by stop. */
export async function readEtas(work: ReadWork, itineraryIds: readonly string[]) {
  if (itineraryIds.length === 0) return new Map<string, typeof etas.$inferSelect>();
  const rows = await work.db.select().from(etas).where(isAmong(etas.itineraryId, itineraryIds));
  return new Map(rows.map((row) => [row.stopId, row]));
}
