import { liveEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import type { EventRecord } from '../platform/event-log/index.ts';
import { newestSeq, newestSeqBefore, readEvents } from '../platform/event-log/index.ts';
import type { EventStream, OpenDoor } from '../platform/http/index.ts';
import { type Platform, Problem } from '../platform/index.ts';
import { type LiveValue, toldTo } from '../platform/live-feed/index.ts';
import { presentClock } from './serve-organisation.ts';

/** The public feed reaches back this far; before it an integration takes a snapshot. */
const KEPT_DAYS = 30;
const PAGE = 200;

/** The log as a list and as a stream. Merchants get neither: the log is the organisation's. */
export function serveLive(door: OpenDoor<DeskPrincipal>, platform: Platform): void {
  const { cursors, follower, liveFeed, database } = platform;

  const present = (
    organisationId: string,
    { seq, id, type, subject, occurredAt, recordedAt, actor, data }: EventRecord,
  ) => ({
    cursor: cursors.encode(organisationId, seq),
    id,
    type,
    subject: { ...subject },
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    actor: { ...actor },
    data: { ...data },
  });

  async function startOf(organisationId: string, cursor: string | null | undefined, receivedAt: Date): Promise<number> {
    const oldest = await database.read(organisationId, (work) =>
      newestSeqBefore(work, new Date(receivedAt.getTime() - KEPT_DAYS * 86_400_000)),
    );
    if (!cursor) return oldest;
    const seq = cursors.decode(organisationId, cursor);
    if (seq === null)
      throw new Problem({
        status: 422,
        code: 'cursor_invalid',
        title: 'This cursor is not one of ours',
        fields: [{ field: 'query.after', code: 'cursor_invalid', message: 'Not a cursor of this feed' }],
      });
    if (seq < oldest) {
      throw new Problem({
        status: 410,
        code: 'cursor_expired',
        title: 'The feed no longer reaches back to this cursor',
        remedy: 'Read jobs and itineraries as they stand, then follow the feed without a cursor.',
      });
    }
    return seq;
  }

  door.serve(liveEndpoints.events, async ({ query, principal, read, receivedAt, signal }) => {
    const { organisationId } = principal;
    const after = await startOf(organisationId, query.after, receivedAt);
    const page = () => read((work) => readEvents(work, after, query.limit ?? PAGE));
    let events = await page();
    if (events.length === 0 && query.waitSeconds) {
      await somethingHappens(
        platform,
        organisationId,
        after,
        AbortSignal.any([signal, AbortSignal.timeout(query.waitSeconds * 1000)]),
      );
      events = await page();
    }
    const wanted = query.type ? events.filter(({ type }) => query.type!.includes(type)) : events;
    return {
      rows: wanted.map((event) => present(organisationId, event)),
      next: cursors.encode(organisationId, events.at(-1)?.seq ?? after),
    };
  });

  door.serve(liveEndpoints.feed, async (request) => {
    const { organisationId } = request.principal;
    const { resumeAfter, receivedAt, query } = request;
    const after = resumeAfter ? await startOf(organisationId, resumeAfter, receivedAt) : await request.read(newestSeq);
    const { businessNow, speed } = await request.read(presentClock);
    const stream = request.openStream();
    const asMessages = (values: readonly LiveValue[]) =>
      toldTo(query.branchId, values).map(({ topic, value }) => ({ event: topic, data: value }));
    await stream.send(
      // The place where this line begins: who loses it before the first event comes back to here, not to the news of then.
      { event: 'clock', id: cursors.encode(organisationId, after), data: { businessNow, speed } },
      ...asMessages(liveFeed.snapshot(organisationId)),
    );
    const stop = liveFeed.subscribe(organisationId, (values) => {
      const messages = asMessages(values);
      if (messages.length > 0) void stream.send(...messages);
    });
    stream.ended.addEventListener('abort', stop, { once: true });
    await pour(stream, follower.follow(organisationId, after, stream.ended), (event) => ({
      event: 'event',
      id: cursors.encode(organisationId, event.seq),
      data: present(organisationId, event),
    }));
    return undefined;
  });
}

async function pour(
  stream: EventStream,
  pages: AsyncGenerator<EventRecord[]>,
  message: (event: EventRecord) => Parameters<EventStream['send']>[0],
): Promise<void> {
  for await (const events of pages) {
    if (events.length > 0) await stream.send(...events.map(message));
  }
}

async function somethingHappens(
  { follower }: Platform,
  organisationId: string,
  after: number,
  signal: AbortSignal,
): Promise<void> {
  for await (const events of follower.follow(organisationId, after, signal)) if (events.length > 0) return;
}
