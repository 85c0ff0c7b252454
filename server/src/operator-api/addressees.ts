import { itinerariesOfJobs, operatorsOf } from '../modules/itineraries/index.ts';
import type { EventRecord } from '../platform/event-log/index.ts';
import type { ReadWork } from '../platform/index.ts';

/** Ids of the operators whose itineraries these events are about, those who once ran one included. */
export type Addressees = (read: Read, events: readonly EventRecord[]) => Promise<ReadonlySet<string>>;

type Read = <T>(run: (work: ReadWork) => Promise<T>) => Promise<T>;

/**
 * Thousands of devices wait for the same news, which the follower of the log hands to all of them as the same objects: who asks first looks
 * for all, and only those whom it concerns read their day anew.
 */
export function openAddressees(): Addressees {
  const known = new WeakMap<EventRecord, Promise<ReadonlySet<string>>>();

  function ask(read: Read, events: readonly EventRecord[]): void {
    const itineraryIds = subjectsOf(events, 'itinerary');
    const jobIds = subjectsOf(events, 'job');
    const isAboutNobody = itineraryIds.length + jobIds.length === 0;
    const asked = isAboutNobody
      ? Promise.resolve(new Set<string>())
      : read(async (work) => operatorsOf(work, [...itineraryIds, ...(await itinerariesOfJobs(work, jobIds))]));
    for (const event of events) known.set(event, asked);
    asked.catch(() => {
      for (const event of events) known.delete(event);
    });
  }

  return async (read, events) => {
    const news = events.filter((event) => !known.has(event));
    if (news.length > 0) ask(read, news);
    const answers = await Promise.all(new Set(events.map((event) => known.get(event)!)));
    return new Set(answers.flatMap((operators) => [...operators]));
  };
}

/** Ids of one kind that the events are about, each once. */
export const subjectsOf = (events: readonly EventRecord[], kind: string): string[] => [
  ...new Set(events.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id)),
];
