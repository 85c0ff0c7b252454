import type { EventRecord } from '../platform/event-log/index.ts';
import type { LiveValue } from '../platform/live-feed/index.ts';

/** What a customer's page speaks of. */
export interface Followed {
  readonly jobId: string;
  /** Null while the job is on none. */
  readonly itineraryId: string | null;
}

/** Subjects that belong to one job or itinerary; anything else (a new logo, say) may be about everybody. */
const ofOne = new Set(['job', 'itinerary', 'stop', 'action', 'conflict', 'message', 'command']);

/**
 * Whether a page has to look again. With thousands of vehicles nearly all that happens is about others, and each look reads the job, its
 * itinerary and its promises.
 */
export const concerns = {
  event({ jobId, itineraryId }: Followed, { subject, data }: Pick<EventRecord, 'subject' | 'data'>): boolean {
    if (!ofOne.has(subject.kind) || subject.id === jobId || data.jobId === jobId) return true;
    // A visit before theirs tells of its own job, and on which itinerary: they are one stop nearer.
    if (itineraryId !== null) return subject.id === itineraryId || data.itineraryId === itineraryId;
    return subject.kind === 'itinerary';
  },
  /** Positions and expected arrivals, by itinerary and its parts; the clock of a sandbox is everybody's. */
  value({ itineraryId }: Followed, { topic, key }: Pick<LiveValue, 'topic' | 'key'>): boolean {
    if (topic === 'clock') return true;
    return (topic === 'position' || topic === 'eta') && key.split(' ')[0] === itineraryId;
  },
};
