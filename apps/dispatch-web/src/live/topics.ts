import type { Event } from '@roundsman/api-contract';

/** What an event makes out of date: `jobs` are lists and counts of jobs, `job:<id>` one job, and so on. */
export type Topic =
  | 'jobs'
  | 'itineraries'
  | 'chat'
  | 'plans'
  | 'fleet'
  | 'areas'
  | 'inside'
  | 'messages'
  | 'notifications'
  | 'imports'
  | 'webhooks'
  | 'conflicts'
  | 'organisation'
  | 'sandbox'
  | `job:${string}`
  | `itinerary:${string}`
  | `itinerary-of-job:${string}`
  | `plan:${string}`;

const EVERYTHING: readonly Topic[] = [
  'sandbox',
  'organisation',
  'fleet',
  'areas',
  'inside',
  'jobs',
  'imports',
  'plans',
  'itineraries',
  'chat',
  'conflicts',
  'messages',
  'notifications',
  'webhooks',
];

/** More single itineraries than this are cheaper read as the day's whole list. */
const MOST_SINGLE_ITINERARIES = 6;

export function topicsOf(event: Event): Topic[] {
  const { kind, id } = event.subject;
  const family = event.type.split('.')[0];
  switch (family) {
    case 'job':
    case 'action':
    case 'piece':
    case 'promise':
    case 'proof':
      return [...jobTopics(event), 'jobs'];
    case 'crew':
      return ['chat'];
    case 'stop':
    case 'itinerary':
      // A draft that is taken off is not there any more: it cannot be read by itself.
      if (event.type === 'itinerary.cancelled') return ['itineraries', 'jobs'];
      return [itineraryIdOf(event) ? `itinerary:${itineraryIdOf(event)}` : 'itineraries', ...jobTopics(event)];
    case 'plan':
      return [`plan:${id}`, 'plans'];
    case 'message':
      return ['messages'];
    case 'notification_rules':
    case 'message_template':
    case 'consent':
      return ['notifications'];
    case 'customer':
      return ['jobs'];
    case 'import':
      return ['imports', 'jobs'];
    case 'webhook':
      return ['webhooks'];
    case 'conflict':
      return ['conflicts'];
    case 'vehicle':
    case 'operator':
    case 'device':
    case 'location':
      return ['fleet'];
    case 'geofence':
      return event.type === 'geofence.entered' || event.type === 'geofence.left' ? ['inside'] : ['areas', 'inside'];
    case 'organisation':
    case 'branch':
    case 'clock':
      return ['organisation'];
    case 'simulation':
      return ['sandbox'];
    case 'sandbox':
      // Emptied and copied afresh: nothing that was read is so any more.
      return [...EVERYTHING];
    default:
      // A type from a newer server: what its subject is about is out of date, nothing else.
      return kind === 'job' ? [`job:${id}`, 'jobs'] : [];
  }
}

function jobTopics(event: Event): Topic[] {
  const jobId = event.subject.kind === 'job' ? event.subject.id : text(event.data.jobId);
  if (!jobId) return [];
  const itineraryId = itineraryIdOf(event);
  return [`job:${jobId}`, itineraryId ? `itinerary:${itineraryId}` : `itinerary-of-job:${jobId}`];
}

function itineraryIdOf(event: Event): string | null {
  return event.subject.kind === 'itinerary' ? event.subject.id : text(event.data.itineraryId);
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * What to read again for a batch of topics: jobs become the itineraries they stand on, and many single itineraries one
 * list. `itineraryOfJob` answers from the day's list; a job that stands on none may just have been put on one.
 */
export function settleTopics(topics: Iterable<Topic>, itineraryOfJob: (jobId: string) => string | null): Set<Topic> {
  const settled = new Set<Topic>();
  for (const topic of topics) {
    if (!topic.startsWith('itinerary-of-job:')) {
      settled.add(topic);
      continue;
    }
    const itineraryId = itineraryOfJob(topic.slice('itinerary-of-job:'.length));
    if (itineraryId) settled.add(`itinerary:${itineraryId}`);
  }
  const single = [...settled].filter((topic) => topic.startsWith('itinerary:'));
  if (settled.has('itineraries') || single.length > MOST_SINGLE_ITINERARIES) {
    for (const topic of single) settled.delete(topic);
    settled.add('itineraries');
  }
  return settled;
}
