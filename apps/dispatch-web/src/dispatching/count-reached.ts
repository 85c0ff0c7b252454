import type { Itinerary, Job } from '@roundsman/api-contract';

export interface Reached {
  stops: number;
  /** Jobs on these itineraries whose contact has an e-mail address or a phone number. */
  customers: number;
  /** Jobs whose contact has neither. */
  silent: number;
  crews: number;
  people: number;
  /** Names of customers who were asked to confirm and have not. */
  unconfirmed: readonly string[];
}

/** Whoever was never asked owes no answer. */
const UNANSWERED: ReadonlySet<Job['confirmation']> = new Set(['asked', 'change_requested', 'declined', 'unreachable']);

/**
 * Whom dispatching these itineraries would reach.
 * @param takesOff they go without those who were asked and have not confirmed.
 */
export function countReached(itineraries: readonly Itinerary[], jobs: readonly Job[], takesOff = false): Reached {
  const known = new Map(jobs.map((job) => [job.id, job]));
  const planned = itineraries.flatMap(({ stops }) =>
    stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId ? [jobId] : [])),
  );
  const unconfirmed = planned.flatMap((jobId) => {
    const job = known.get(jobId);
    return job && UNANSWERED.has(job.confirmation) ? [job] : [];
  });
  const off = new Set(takesOff ? unconfirmed.map(({ id }) => id) : []);
  const jobIds = planned.filter((jobId) => !off.has(jobId));
  const reachable = jobIds.filter((jobId) => {
    const contact = known.get(jobId)?.contact;
    return Boolean(contact?.email || contact?.phone);
  });
  const crews = itineraries.filter(({ crew }) => crew.length > 0);
  return {
    stops: jobIds.length,
    customers: reachable.length,
    silent: jobIds.length - reachable.length,
    crews: crews.length,
    unconfirmed: unconfirmed.map(({ contact }) => contact.name),
    people: new Set(crews.flatMap(({ crew }) => crew.map(({ operatorId }) => operatorId))).size,
  };
}
