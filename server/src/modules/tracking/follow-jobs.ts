import type { Job, JobPosition as JobPositionSchema } from '@roundsman/api-contract';
import type { z } from 'zod';
import { askTogether } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { getItinerary, jobsDrivenBy } from '../itineraries/index.ts';
import { findJobs, type JobQuery, presentJob, presentJobs } from '../jobs/index.ts';
import { followItineraries, followSome } from './follow-itineraries.ts';
import { progressOf } from './job-progress.ts';

type JobPosition = z.infer<typeof JobPositionSchema>;

export interface FollowQuery extends JobQuery {
  readonly itineraryId?: string | undefined;
  /** On an itinerary of this vehicle, or run by this operator. */
  readonly vehicleId?: string | undefined;
  readonly operatorId?: string | undefined;
  readonly risk?: 'at_risk' | 'late' | 'any' | undefined;
  readonly order?: 'risk' | 'code' | 'itinerary' | undefined;
}

/** A job with where it stands in its day. Problem 404 `job_unknown`. */
export async function followJob(work: ReadWork, jobId: string, merchantId: string | null): Promise<Job> {
  const [job, progress] = await askTogether([presentJob(work, jobId, merchantId), progressOf(work, [jobId])]);
  return { ...job, progress: progress.get(jobId) ?? null };
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
  const ids = await jobsNamed(work, query);
  const page = await findJobs(work, { ...query, ids });
  const rows = await withProgress(work, page.rows);
  if (query.order === 'risk') rows.sort((a, b) => dangerOf(b) - dangerOf(a));
  if (query.order === 'itinerary')
    rows.sort((a, b) => placeOf(a).localeCompare(placeOf(b), undefined, { numeric: true }));
  return { rows, next: page.next };
}

/** Jobs of the itinerary, vehicle or operator that is named; undefined when none is. */
async function jobsNamed(work: ReadWork, query: FollowQuery): Promise<string[] | undefined> {
  const { itineraryId, vehicleId, operatorId } = query;
  if (itineraryId !== undefined) return jobsOn(work, itineraryId);
  return vehicleId === undefined && operatorId === undefined
    ? undefined
    : jobsDrivenBy(work, { vehicleId, operatorId, serviceDate: query.serviceDate });
}

async function jobsOn(work: ReadWork, itineraryId: string): Promise<string[]> {
  return (await getItinerary(work, itineraryId)).stops.flatMap(({ jobId }) => jobId ?? []);
}

/** How many jobs of the date, of one branch or of all, are late or at risk of it. */
export async function countDanger(
  work: ReadWork,
  serviceDate: string,
  branchId?: string,
): Promise<{ atRisk: number; late: number }> {
  const risks = (await followItineraries(work, serviceDate, branchId)).flatMap(({ stops }) =>
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

/** Where the vehicle that brings a job is, and what stands before it. Problem 404 `job_unknown`. */
export async function locateJob(work: ReadWork, jobId: string, merchantId: string | null): Promise<JobPosition> {
  const { progress } = await followJob(work, jobId, merchantId);
  const [itinerary] = progress ? await followSome(work, [progress.itineraryId]) : [];
  const underWay = itinerary?.state === 'started' || itinerary?.state === 'interrupted';
  const before = itinerary?.stops.filter(
    ({ kind, position, state }) => kind === 'job' && position < progress!.position && OPEN_STOPS.has(state),
  );
  return {
    itineraryId: progress?.itineraryId ?? null,
    vehicleId: progress?.vehicleId ?? null,
    position: underWay ? itinerary.position : null,
    stopsBefore: before?.length ?? null,
    eta: progress?.eta ?? null,
  };
}

const OPEN_STOPS = new Set(['planned', 'on_route', 'arrived']);
