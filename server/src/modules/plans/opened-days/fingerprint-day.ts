import { createHash } from 'node:crypto';
import { type AreaFactors, areaFactorAt, areaFactorsAround } from '@roundsman/delivery-rules';
import type { DaySnapshot, SnapshotJob } from '../day-snapshot.ts';
import { profilesByUse } from '../day-travel.ts';
import type { DayAsGiven, VisitOfDay } from './day-as-given.ts';

export interface FingerprintedDay {
  /** Equal keys are equal days. */
  readonly key: string;
  /** Names all of the day but its jobs, which come and go. */
  readonly frame: string;
  /** Names what of the day decides how long a drive takes: days of one line share what is known of travel. */
  readonly line: string;
  readonly given: () => DayAsGiven;
}

/**
 * The day without the visit that is asked about, named by all that it is made from, and the visit: so the same day serves whoever asks next.
 * @param visitId a job of the day that is to be asked about; it stays in the day when it is on one of its routes.
 */
export function fingerprintDay(
  whole: DayAsGiven,
  visitId: string | null,
): FingerprintedDay & { readonly visit: VisitOfDay | null } {
  const job = whole.day.jobs.find(({ id }) => id === visitId) ?? null;
  const isOnRoute = job !== null && whole.drafts.some(({ stops }) => stops.some(({ jobId }) => jobId === job.id));
  const day = without(whole.day, isOnRoute ? null : visitId);
  const given: DayAsGiven = { ...whole, day };
  const { jobs, notReady, ...frame } = day;
  const { branchId, serviceDate, areaFactors } = frame;
  const line = digestOf(JSON.stringify([branchId, serviceDate, areaFactors, profilesByUse(day)]));
  const framed = digestOf(JSON.stringify({ ...given, day: frame }));
  const key = digestOf(framed + JSON.stringify([jobs, notReady]));
  return { key, frame: framed, line, given: () => given, visit: job && visitOfDay(job, whole.day.areaFactors) };
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** @param areaFactors of the day, or all that was learned. */
export const visitOfDay = (job: SnapshotJob, areaFactors: AreaFactors | null | undefined): VisitOfDay => ({
  job,
  areaFactor: areaFactorAt(areaFactors, job.point),
});

/** Written the same way whether it held the visit or not. */
function without({ areaFactors, ...day }: DaySnapshot, jobId: string | null): DaySnapshot {
  const jobs = day.jobs.filter(({ id }) => id !== jobId);
  // Of squares that the day is in without it; else every visit would make another day.
  const around = areaFactorsAround(
    areaFactors,
    [...jobs, ...day.locations].map(({ point }) => point),
  );
  return { ...day, jobs, ...(around && { areaFactors: around }) };
}
