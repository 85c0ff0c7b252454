import { itineraryEndpoints } from '@roundsman/client';
import type { QueryClient } from '@tanstack/react-query';
import { isListed, itineraryOfJob, putItineraries } from '../queries/itineraries.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { settleTopics, type Topic } from './topics.ts';

const PAUSE_MILLISECONDS = 700;
/** Shapes are large and change only when stops do; a revision tells. */
const shownRevisions = new Map<string, number>();

/** Collects what is out of date and reads it again, one batch after the other, so that a busy day costs a steady trickle. */
export function makeRefresher(queryClient: QueryClient) {
  let waiting = new Set<Topic>();
  let running = false;
  /** Itineraries of other days and branches: looked at once, and not at each of their news. A list that has one later counts. */
  const elsewhere = new Set<string>();
  const isElsewhere = (id: string | null) => id !== null && elsewhere.has(id) && !isListed(queryClient, id);

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      while (waiting.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
        const named = [...waiting].flatMap((topic) => itineraryIn(topic) ?? []);
        const here = [...waiting].filter((topic) => !isElsewhere(itineraryIn(topic)));
        const batch = settleTopics(here, (jobId) => itineraryOfJob(queryClient, jobId));
        waiting = new Set();
        // A read that fails shows in its own query; the batch goes on.
        await Promise.allSettled([...batch].map((topic) => refresh(queryClient, topic)));
        for (const id of named) if (!isListed(queryClient, id)) elsewhere.add(id);
      }
    } finally {
      running = false;
    }
  }

  return {
    add(topics: readonly Topic[]) {
      for (const topic of topics) waiting.add(topic);
      void run();
    },
    /** After a gap in the feed nothing is certain. */
    all: () => void queryClient.invalidateQueries(),
    /** What failed while nothing answered is read again now that something does. */
    failed: () => void queryClient.refetchQueries({ type: 'active', predicate: (query) => query.state.error !== null }),
  };
}

async function refresh(queryClient: QueryClient, topic: Topic): Promise<void> {
  const [kind, id = ''] = split(topic);
  const stale = (...queryKeys: (readonly string[])[]) =>
    Promise.all(queryKeys.map((queryKey) => queryClient.invalidateQueries({ queryKey }))).then(() => undefined);
  switch (kind) {
    case 'jobs':
      return stale(keys.jobs, keys.reports);
    case 'job':
      return stale(keys.job(id));
    case 'itineraries':
      return stale(['itineraries'], ['itinerary-shapes']);
    case 'itinerary':
      return refreshItinerary(queryClient, id);
    case 'notifications':
      return stale(keys.notifications);
    case 'plans':
      return stale(keys.plans);
    case 'plan':
      return stale(keys.plan(id));
    default:
      return stale([kind]);
  }
}

async function refreshItinerary(queryClient: QueryClient, itineraryId: string): Promise<void> {
  if (queryClient.getQueriesData({ queryKey: ['itineraries'] }).length === 0) return;
  const itinerary = await client.call(itineraryEndpoints.get, { params: { itineraryId } });
  putItineraries(queryClient, [itinerary]);
  if (shownRevisions.get(itineraryId) !== itinerary.revision) {
    shownRevisions.set(itineraryId, itinerary.revision);
    await queryClient.invalidateQueries({ queryKey: keys.itineraryShapes(itinerary.serviceDate) });
  }
}

function itineraryIn(topic: Topic): string | null {
  const [kind, id = null] = split(topic);
  return kind === 'itinerary' ? id : null;
}

function split(topic: Topic): [string, string?] {
  const colon = topic.indexOf(':');
  return colon < 0 ? [topic] : [topic.slice(0, colon), topic.slice(colon + 1)];
}
