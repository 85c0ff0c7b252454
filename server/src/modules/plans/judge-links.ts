import type { Consequences, PlannedRoute } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import { readJobsToPlan, readPlanningLinks } from '../jobs/index.ts';
import { isDone } from './day-links.ts';
import type { DaySnapshot } from './day-snapshot.ts';

/** What hangs together on a day, with everything that is planned on it: what a change by hand is held against. */
export interface LinkedDay {
  readonly links: readonly DayLink[];
  /** Every route of the day as it stands, not only those that are changed. */
  readonly routes: readonly PlannedRoute[];
  readonly codes: ReadonlyMap<string, string>;
}

/** Of two jobs: `jobId` follows the other, must ride with it, or must not. */
export interface DayLink {
  readonly kind: 'follows' | 'together' | 'apart';
  readonly jobId: string;
  readonly otherJobId: string;
  readonly minGapSeconds: number;
  readonly maxGapSeconds: number | null;
}

/** Links of a plan's own jobs; wishes at a price are not broken, they cost. */
export function linksInPlan({ jobs }: DaySnapshot): DayLink[] {
  return jobs.flatMap(({ id, follows, rides = [] }) => [
    ...(follows ? [{ ...follows, kind: 'follows' as const, jobId: id, otherJobId: follows.jobId }] : []),
    ...rides
      .filter(({ priceMinor }) => priceMinor === null)
      .map(({ kind, jobId }) => ({ kind, jobId: id, otherJobId: jobId, minGapSeconds: 0, maxGapSeconds: null })),
  ]);
}

/** Those of jobs on itineraries. Who follows a job that is done already has nothing to wait for. */
export async function linksOnDay(
  work: ReadWork,
  jobIds: readonly string[],
): Promise<Pick<LinkedDay, 'links' | 'codes'>> {
  const rows = (await readPlanningLinks(work, jobIds)).filter(({ priceMinor }) => priceMinor === null);
  const linked = await readJobsToPlan(work, [
    ...new Set(rows.flatMap(({ fromJobId, toJobId }) => [fromJobId, toJobId])),
  ]);
  const done = new Set(linked.filter(({ state }) => isDone(state)).map(({ id }) => id));
  const links = rows.flatMap(({ kind, fromJobId, toJobId, leastGapSeconds, mostGapSeconds }): DayLink[] => {
    const gaps = { minGapSeconds: leastGapSeconds ?? 0, maxGapSeconds: mostGapSeconds };
    const link = { jobId: fromJobId, otherJobId: toJobId, ...gaps };
    if (kind === 'together' || kind === 'apart') return [{ kind, ...link }];
    return kind === 'follows' && !done.has(toJobId) ? [{ kind, ...link }] : [];
  });
  return { links, codes: new Map(linked.map(({ id, code }) => [id, code])) };
}

/** The consequences of a change by hand, with every link that it breaks, or breaks more than it was, on whatever route the other job rides. */
export function withLinks<C extends Consequences>(priced: C, { links, routes, codes }: LinkedDay): C {
  if (links.length === 0) return priced;
  const changed = new Map(priced.routes.map((route) => [route.vehicleId, route]));
  const before = visitsOf(routes);
  const after = visitsOf([...routes.filter(({ vehicleId }) => !changed.has(vehicleId)), ...priced.routes]);
  const code = (jobId: string) => codes.get(jobId) ?? jobId;
  const broken = links.flatMap((link) => {
    const now = judge(link, after, code);
    const was = judge(link, before, code);
    return now && now.by > (was?.by ?? 0) ? [{ ...link, ...now }] : [];
  });
  return {
    ...priced,
    feasible: priced.feasible && broken.length === 0,
    broken: [
      ...priced.broken,
      ...broken.map(({ kind, jobId, words }) => ({
        kind: kind === 'follows' ? ('order' as const) : ('vehicle' as const),
        jobId,
        words,
        bySeconds: null,
      })),
    ],
  };
}

interface Visit {
  readonly vehicleId: string;
  readonly from: number;
  readonly to: number;
}

function visitsOf(routes: readonly PlannedRoute[]): Map<string, Visit> {
  return new Map(
    routes.flatMap(({ vehicleId, stops }) =>
      stops.flatMap(({ kind, jobId, serviceStart, departure }) =>
        kind === 'job' && jobId
          ? [[jobId, { vehicleId, from: Date.parse(serviceStart) / 1000, to: Date.parse(departure) / 1000 }] as const]
          : [],
      ),
    ),
  );
}

/** By how many seconds a link is broken, and in which words; null when it holds. */
function judge(
  { kind, jobId, otherJobId, minGapSeconds, maxGapSeconds }: DayLink,
  visits: ReadonlyMap<string, Visit>,
  code: (jobId: string) => string,
): { by: number; words: string } | null {
  const [own, other] = [visits.get(jobId), visits.get(otherJobId)];
  if (!own) return null;
  if (kind !== 'follows') {
    const ride = own.vehicleId === other?.vehicleId ? 'together' : 'apart';
    const must = kind === 'together' ? 'must ride on one vehicle' : 'must not ride on one vehicle';
    return !other || ride === kind ? null : { by: 1, words: `${code(jobId)} and ${code(otherJobId)} ${must}.` };
  }
  if (!other)
    return { by: Number.POSITIVE_INFINITY, words: `${code(jobId)} follows ${code(otherJobId)}, which is not planned.` };
  const early = other.to + minGapSeconds - own.from;
  const late = maxGapSeconds === null ? 0 : own.from - other.to - maxGapSeconds;
  const minutes = `${Math.ceil(Math.max(early, late) / 60)} min`;
  if (early > 0) return { by: early, words: `${code(jobId)} comes ${minutes} too soon after ${code(otherJobId)}.` };
  return late > 0 ? { by: late, words: `${code(jobId)} comes ${minutes} too long after ${code(otherJobId)}.` } : null;
}
