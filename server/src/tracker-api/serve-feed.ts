import { trackerEndpoints } from '@roundsman/api-contract';
import { type CustomerPrincipal, viewAndItinerary } from '../modules/tracking/index.ts';
import { newestSeq } from '../platform/event-log/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { JsonObject, Platform } from '../platform/index.ts';
import { concerns, type Followed } from './what-concerns.ts';

/** Positions and ETAs come often; a customer's page needs no more than this. */
const LEAST_MILLISECONDS_BETWEEN_VIEWS = 2_000;

/** The page of one job, sent again whenever something that it speaks of has changed. */
export function serveFeed(door: OpenDoor<CustomerPrincipal>, platform: Platform): void {
  door.serve(trackerEndpoints.feed, async (request) => {
    const { organisationId, jobId } = request.principal;
    const { link } = request.params;
    const after = await request.read(newestSeq);
    const stream = request.openStream();
    let followed: Followed = { jobId, itineraryId: null };
    let sent = '';
    const tell = async () => {
      const { view, itineraryId } = await request.read((work) => viewAndItinerary(work, jobId, link));
      // What happened on the new itinerary while this was read was taken for others' news.
      const isMoved = itineraryId !== followed.itineraryId;
      followed = { jobId, itineraryId };
      if (isMoved) teller();
      const { businessNow: _now, ...facts } = view;
      if (JSON.stringify(facts) === sent) return;
      sent = JSON.stringify(facts);
      await stream.send({ event: 'view', data: view as unknown as JsonObject });
    };
    const teller = throttled(tell, LEAST_MILLISECONDS_BETWEEN_VIEWS, stream.ended);
    const stop = platform.liveFeed.subscribe(organisationId, (values) => {
      if (values.some((value) => concerns.value(followed, value))) teller();
    });
    stream.ended.addEventListener('abort', stop, { once: true });
    await tell();
    for await (const events of platform.follower.follow(organisationId, after, stream.ended))
      if (events.some((event) => concerns.event(followed, event))) teller();
    return undefined;
  });
}

/** At most one run at a time and a pause between two; what is asked for meanwhile is one more run. */
function throttled(run: () => Promise<void>, pauseMilliseconds: number, ended: AbortSignal): () => void {
  let busy = false;
  let again = false;
  return function ask(): void {
    if (ended.aborted) return;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    const rest = () =>
      setTimeout(() => {
        busy = false;
        if (again) {
          again = false;
          ask();
        }
      }, pauseMilliseconds).unref();
    void run().then(rest, rest);
  };
}
