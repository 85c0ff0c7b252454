import { createHash } from 'node:crypto';
import { areaFactorAt, areaFactorsAround } from '@roundsman/delivery-rules';
import type { DaySnapshot } from '../day-snapshot.ts';
import type { DayAsGiven, VisitOfDay } from './day-as-given.ts';

export interface FingerprintedDay {
  readonly key: string;
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
  const day = job === null || isOnRoute ? whole.day : without(whole.day, job.id);
  const given: DayAsGiven = { ...whole, day };
  const key = createHash('sha256').update(JSON.stringify(given)).digest('base64url');
  const visit = job && { job, areaFactor: areaFactorAt(whole.day.areaFactors, job.point) };
  return { key, given: () => given, visit };
}

function without({ areaFactors, ...day }: DaySnapshot, jobId: string): DaySnapshot {
  const jobs = day.jobs.filter(({ id }) => id !== jobId);
  // Of squares that the day is in without it; else every visit would make another day.
  const around = areaFactorsAround(
    areaFactors,
    [...jobs, ...day.locations].map(({ point }) => point),
  );
  return { ...day, jobs, ...(around && { areaFactors: around }) };
}
