import { type AreaFactors, areaFactorAt, areaOf, type HourFactors, roadSeconds } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { and, desc, eq, gte, isNotNull } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { addresses } from '../customers/schema.ts';
import { itineraries, stops } from '../itineraries/schema.ts';
import { jobActions, jobs } from '../jobs/schema.ts';
import { type LearnedPace, learnPace, type PaceRecord, paceAt } from './learn-pace.ts';

export const PACE_DAYS = 60;
const MOST_VISITS = 5_000;
/** Until the organisation's own records say better. */
const USUAL_SERVICE_DEVIATION = 0.3;
const USUAL_DRIVE_DEVIATION = 0.15;

/** How an organisation's crews work and drive, against what was planned for them. */
export interface OrganisationPace {
  /** By kind of the visit's first action. */
  readonly service: LearnedPace;
  /** By hour of the day in the itinerary's zone and by the square that a drive ends in, against the roads alone. */
  readonly drive: LearnedPace;
}

/** The key of a visit without a line. */
const NO_ACTION = 'visit';

/** From the last visits that crews finished, at most two months back. */
export async function readPace(work: ReadWork, zone: string): Promise<OrganisationPace> {
  const visits = await work.db
    .select({
      jobId: stops.jobId,
      leftAt: stops.leftAt,
      arrivedAt: stops.arrivedAt,
      finishedAt: stops.finishedAt,
      serviceSeconds: stops.serviceSeconds,
      plannedServiceAt: stops.plannedServiceAt,
      plannedArrivalAt: stops.plannedArrivalAt,
      legSeconds: stops.legSeconds,
      lon: stops.lon,
      lat: stops.lat,
      hourFactors: itineraries.hourFactors,
      areaFactors: itineraries.areaFactors,
    })
    .from(stops)
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .where(isLearnedFrom(work))
    .orderBy(desc(stops.arrivedAt))
    .limit(MOST_VISITS);
  const kinds = await actionKinds(
    work,
    visits.flatMap(({ jobId }) => jobId ?? []),
  );
  const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
  const service = visits.flatMap(
    ({ jobId, arrivedAt, finishedAt, serviceSeconds, plannedServiceAt, plannedArrivalAt }): PaceRecord[] => {
      if (!arrivedAt || !finishedAt) return [];
      // A crew that waited for a window to open did not work meanwhile.
      const waits = plannedServiceAt > plannedArrivalAt;
      const begun = waits ? Math.max(arrivedAt.getTime(), plannedServiceAt.getTime()) : arrivedAt.getTime();
      const key = kinds.get(jobId ?? '') ?? NO_ACTION;
      return [{ key, plannedSeconds: serviceSeconds, seconds: (finishedAt.getTime() - begun) / 1000 }];
    },
  );
  const drive = visits.flatMap(({ leftAt, arrivedAt, lon, lat, ...planned }): PaceRecord[] => {
    if (!leftAt || !arrivedAt) return [];
    const place = lon === null || lat === null ? null : { lon, lat };
    return [
      {
        key: hourOf.format(leftAt),
        ...(place && { area: areaOf(place) }),
        // A plan that holds what was learned already: learned from it again, it would be forgotten.
        plannedSeconds: legOnFreeRoads(planned, zone, { ...planned, arrival: planned.plannedArrivalAt, place }),
        seconds: (arrivedAt.getTime() - leftAt.getTime()) / 1000,
      },
    ];
  });
  return {
    service: learnPace(service, USUAL_SERVICE_DEVIATION),
    drive: learnPace(drive, USUAL_DRIVE_DEVIATION),
  };
}

/** The visits of so many days that crews finished. */
const isLearnedFrom = ({ now }: ReadWork) =>
  and(
    eq(stops.kind, 'job'),
    eq(stops.state, 'done'),
    isNotNull(stops.arrivedAt),
    gte(stops.arrivedAt, new Date(now.getTime() - PACE_DAYS * 86_400_000)),
  );

/** The town that most of an area's visits were to, by area. */
export async function placesOfAreas(work: ReadWork): Promise<Map<string, string>> {
  const visits = await work.db
    .select({ lon: stops.lon, lat: stops.lat, city: addresses.city })
    .from(stops)
    .innerJoin(jobs, eq(jobs.id, stops.jobId))
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .where(isLearnedFrom(work))
    .orderBy(desc(stops.arrivedAt))
    .limit(MOST_VISITS);
  const towns = visits.flatMap(({ lon, lat, city }) =>
    lon === null || lat === null || !city ? [] : [{ area: areaOf({ lon, lat }), city }],
  );
  const most = (inArea: typeof towns) =>
    [...Map.groupBy(inArea, ({ city }) => city)].reduce((a, b) => (b[1].length > a[1].length ? b : a))[0];
  return new Map([...Map.groupBy(towns, ({ area }) => area)].map(([area, inArea]) => [area, most(inArea)]));
}

/** What a plan counted its driving with; nothing: the roads alone told. */
interface PlannedWith {
  readonly hourFactors?: HourFactors | null;
  readonly areaFactors?: AreaFactors | null;
}

/** A planned drive: when it was to end, where, and how long it was to last. */
interface PlannedLeg {
  readonly arrival: Date;
  readonly place: LonLat | null;
  readonly legSeconds: number;
}

/** What a planned drive would take by the roads alone. */
export function legOnFreeRoads(
  { hourFactors, areaFactors }: PlannedWith,
  zone: string,
  { arrival, place, legSeconds }: PlannedLeg,
): number {
  const leaving = new Date(arrival.getTime() - legSeconds * 1000);
  const byArea = hourFactors ? roadSeconds(hourFactors, zone, leaving, legSeconds) : legSeconds;
  return byArea / areaFactorAt(areaFactors, place);
}

/** A factor for each hour of the day; hours without records have that of all. */
export const hourFactorsOf = ({ drive }: OrganisationPace): HourFactors =>
  Array.from({ length: 24 }, (_, hour) => paceAt(drive, String(hour).padStart(2, '0')).factor);

/** The factors by area, those first that are best known. */
export const areaFactorsOf = ({ drive }: OrganisationPace): AreaFactors =>
  Object.fromEntries(
    [...drive.byArea].sort((a, b) => b[1].samples - a[1].samples).map(([area, { factor }]) => [area, factor]),
  );

/** The kind of each job's first line. */
export async function actionKinds(work: ReadWork, jobIds: readonly string[]): Promise<Map<string, string>> {
  if (jobIds.length === 0) return new Map();
  const rows = await work.db
    .select({ jobId: jobActions.jobId, kind: jobActions.kind })
    .from(jobActions)
    .where(isAmong(jobActions.jobId, jobIds))
    .orderBy(desc(jobActions.id));
  return new Map(rows.map(({ jobId, kind }) => [jobId, kind]));
}
