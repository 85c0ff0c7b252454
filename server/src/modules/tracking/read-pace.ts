import { type HourFactors, roadSeconds } from '@roundsman/delivery-rules';
import { and, desc, eq, gte, inArray, isNotNull } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { itineraries, stops } from '../itineraries/schema.ts';
import { jobActions } from '../jobs/schema.ts';
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
  /** By hour of the day in the itinerary's zone, against the roads alone. */
  readonly drive: LearnedPace;
}

/** The key of a visit without a line. */
const NO_ACTION = 'visit';

/** From the last visits that crews finished, at most two months back. */
export async function readPace(work: ReadWork, zone: string): Promise<OrganisationPace> {
  const since = new Date(work.now.getTime() - PACE_DAYS * 86_400_000);
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
      hourFactors: itineraries.hourFactors,
    })
    .from(stops)
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .where(and(eq(stops.kind, 'job'), eq(stops.state, 'done'), isNotNull(stops.arrivedAt), gte(stops.arrivedAt, since)))
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
  const drive = visits.flatMap(({ leftAt, arrivedAt, legSeconds, plannedArrivalAt, hourFactors }): PaceRecord[] =>
    leftAt && arrivedAt
      ? [
          {
            key: hourOf.format(leftAt),
            // A plan by the hour holds what was learned already: learned from it again, it would be forgotten.
            plannedSeconds: legOnFreeRoads(hourFactors, zone, plannedArrivalAt, legSeconds),
            seconds: (arrivedAt.getTime() - leftAt.getTime()) / 1000,
          },
        ]
      : [],
  );
  return {
    service: learnPace(service, USUAL_SERVICE_DEVIATION),
    drive: learnPace(drive, USUAL_DRIVE_DEVIATION),
  };
}

/** What a planned drive would take by the roads alone. */
export function legOnFreeRoads(
  factors: HourFactors | null | undefined,
  zone: string,
  arrival: Date,
  legSeconds: number,
): number {
  const leaving = new Date(arrival.getTime() - legSeconds * 1000);
  return factors ? roadSeconds(factors, zone, leaving, legSeconds) : legSeconds;
}

/** A factor for each hour of the day; hours without records have that of all. */
export const hourFactorsOf = ({ drive }: OrganisationPace): HourFactors =>
  Array.from({ length: 24 }, (_, hour) => paceAt(drive, String(hour).padStart(2, '0')).factor);

/** The kind of each job's first line. */
export async function actionKinds(work: ReadWork, jobIds: readonly string[]): Promise<Map<string, string>> {
  if (jobIds.length === 0) return new Map();
  const rows = await work.db
    .select({ jobId: jobActions.jobId, kind: jobActions.kind })
    .from(jobActions)
    .where(inArray(jobActions.jobId, [...new Set(jobIds)]))
    .orderBy(desc(jobActions.id));
  return new Map(rows.map(({ jobId, kind }) => [jobId, kind]));
}
