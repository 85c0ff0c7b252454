import type { Itinerary, Job } from '@roundsman/api-contract';

export interface Reached {
  stops: number;
  /** Jobs on these itineraries whose contact has an e-mail address or a phone number. */
  customers: number;
  /** Jobs whose contact has neither. */
  silent: number;
  crews: number;
  people: number;
}

/** Whom dispatching these itineraries would reach. */
export function countReached(itineraries: readonly Itinerary[], jobs: readonly Job[]): Reached {
  const contacts = new Map(jobs.map((job) => [job.id, job.contact]));
  const jobIds = itineraries.flatMap(({ stops }) =>
    stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId ? [jobId] : [])),
  );
  const reachable = jobIds.filter((jobId) => {
    const contact = contacts.get(jobId);
    return Boolean(contact?.email || contact?.phone);
  });
  const crews = itineraries.filter(({ crew }) => crew.length > 0);
  return {
    stops: jobIds.length,
    customers: reachable.length,
    silent: jobIds.length - reachable.length,
    crews: crews.length,
    people: new Set(crews.flatMap(({ crew }) => crew.map(({ operatorId }) => operatorId))).size,
  };
}
