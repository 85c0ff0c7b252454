import type { Job } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import { getItinerary } from '../itineraries/index.ts';
import { findJobs, type JobQuery, presentJob, presentJobs } from '../jobs/index.ts';
import { followItineraries, progressOf } from './follow-itineraries.ts';

export interface FollowQuery extends JobQuery {
  readonly itineraryId?: string | undefined;
  readonly risk?: 'at_risk' | 'late' | 'any' | undefined;
  readonly order?: 'risk' | 'code' | 'itinerary' | undefined;
}

/** A job with where it stands in its day. Problem 404 `job_unknown`. */
export async function followJob(work: ReadWork, jobId: string, merchantId: string | null): Promise<Job> {
  return (await withProgress(work, [await presentJob(work, jobId, merchantId)]))[0]!;
}

export async function withProgress(work: ReadWork, list: readonly Job[]): Promise<Job[]> {
  const progress = await progressOf(
    work,
    list.map(({ id }) => id),
  );
  return list.map((job) => ({ ...job, progress: progress.get(job.id) ?? null }));
}

/** Jobs with where they stand. With a risk named, only those of the date whose promise is in danger, the latest first. */
export async function followJobs(work: ReadWork, query: FollowQuery): Promise<{ rows: Job[]; next: string | null }> {
  if (query.risk) return { rows: await jobsInDanger(work, query), next: null };
  const ids = query.itineraryId === undefined ? undefined : await jobsOn(work, query.itineraryId);
  const page = await findJobs(work, { ...query, ids });
  const rows = await withProgress(work, page.rows);
  if (query.order === 'risk') rows.sort((a, b) => dangerOf(b) - dangerOf(a));
  if (query.order === 'itinerary')
    rows.sort((a, b) => placeOf(a).localeCompare(placeOf(b), undefined, { numeric: true }));
  return { rows, next: page.next };
}

async function jobsOn(work: ReadWork, itineraryId: string): Promise<string[]> {
  return (await getItinerary(work, itineraryId)).stops.flatMap(({ jobId }) => jobId ?? []);
}

/** How many jobs of the date are late or at risk of it. */
export async function countDanger(work: ReadWork, serviceDate: string): Promise<{ atRisk: number; late: number }> {
  const risks = (await followItineraries(work, serviceDate)).flatMap(({ stops }) =>
    stops.filter(({ kind }) => kind === 'job').map(({ risk }) => risk),
  );
  return {
    atRisk: risks.filter((risk) => risk === 'at_risk').length,
    late: risks.filter((risk) => risk === 'late').length,
  };
}

async function jobsInDanger(work: ReadWork, query: FollowQuery): Promise<Job[]> {
  const date = query.serviceDate;
  if (date === undefined) return [];
  const wanted = (risk: string) => (query.risk === 'any' ? risk !== 'none' : risk === query.risk);
  const stops = (await followItineraries(work, date)).flatMap((itinerary) =>
    itinerary.stops.filter(({ kind, risk }) => kind === 'job' && wanted(risk)),
  );
  const rows = await withProgress(
    work,
    await presentJobs(
      work,
      stops.map(({ jobId }) => jobId!),
    ),
  );
  const own = query.merchantId ? rows.filter(({ merchantId }) => merchantId === query.merchantId) : rows;
  return own.toSorted((a, b) => dangerOf(b) - dangerOf(a));
}

const RANK = { late: 2, at_risk: 1, none: 0 } as const;
const dangerOf = ({ progress }: Job): number =>
  progress ? RANK[progress.risk] * 1_000_000 + progress.lateSeconds : -1_000_000;
const placeOf = ({ progress, code }: Job): string =>
  progress ? `${progress.itineraryCode} ${progress.position}` : `~${code}`;
