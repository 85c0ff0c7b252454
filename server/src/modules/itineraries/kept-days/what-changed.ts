import { isAmong } from '../../../platform/database/index.ts';
import type { EventRecord, ReadWork } from '../../../platform/index.ts';
import { jobs } from '../../jobs/schema.ts';
import { itineraries } from '../schema.ts';

/** What the log says has changed, as far as days could tell of it. */
export interface Changes {
  /** Something that any day may depend on: a vehicle, a place, the organisation, or what nobody has said is none of a day's business. */
  readonly everything: boolean;
  readonly jobIds: ReadonlySet<string>;
  readonly itineraryIds: ReadonlySet<string>;
  /** Dates that these jobs and itineraries belong to now, and those that the facts name themselves. */
  readonly dates: ReadonlySet<string>;
}

/** Kinds of subjects that no day is read from. Whatever is not named here concerns every day. */
const ASIDE = new Set([
  ...['member', 'api_key', 'webhook', 'merchant', 'import', 'plan', 'geofence', 'device', 'command', 'conflict'],
  ...['message', 'message_template', 'email_suppression'],
]);
/** Facts about things that days are read from, which change nothing that is read. */
const ASIDE_TYPES = new Set(['operator.duty_changed']);

/** What facts of the log come to. One question to the database at most for jobs, one for itineraries. */
export async function whatChanged(work: ReadWork, facts: readonly EventRecord[]): Promise<Changes> {
  const [jobIds, itineraryIds, dates] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let everything = false;
  for (const { type, subject, data } of facts) {
    if (ASIDE.has(subject.kind) || ASIDE_TYPES.has(type)) continue;
    const { jobId, otherJobId, itineraryId, serviceDate } = data;
    if (subject.kind === 'job') jobIds.add(subject.id);
    else if (subject.kind === 'itinerary') itineraryIds.add(subject.id);
    else if (subject.kind === 'stop' && typeof itineraryId === 'string') itineraryIds.add(itineraryId);
    else if (subject.kind === 'action' && typeof jobId === 'string') jobIds.add(jobId);
    else if (subject.kind !== 'slot' || typeof serviceDate !== 'string') everything = true;
    for (const id of [jobId, otherJobId]) if (typeof id === 'string') jobIds.add(id);
    if (typeof itineraryId === 'string') itineraryIds.add(itineraryId);
    if (typeof serviceDate === 'string') dates.add(serviceDate);
  }
  if (!everything) for (const date of await datesNow(work, jobIds, itineraryIds)) dates.add(date);
  return { everything, jobIds, itineraryIds, dates };
}

async function datesNow(
  { db }: ReadWork,
  jobIds: ReadonlySet<string>,
  itineraryIds: ReadonlySet<string>,
): Promise<string[]> {
  const ofJobs =
    jobIds.size === 0
      ? []
      : await db.selectDistinct({ date: jobs.serviceDate }).from(jobs).where(isAmong(jobs.id, jobIds));
  const ofItineraries =
    itineraryIds.size === 0
      ? []
      : await db
          .selectDistinct({ date: itineraries.serviceDate })
          .from(itineraries)
          .where(isAmong(itineraries.id, itineraryIds));
  return [...ofJobs, ...ofItineraries].flatMap(({ date }) => date ?? []);
}
