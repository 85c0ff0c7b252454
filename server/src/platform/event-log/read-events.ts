import { and, asc, eq, gt, lt, max, or, sql } from 'drizzle-orm';
import { isAmong } from '../database/in-lists.ts';

import { keepStatement } from '../database/keep-statement.ts';
import type { ReadWork } from '../database/work.ts';
import type { JsonObject } from '../json.ts';
import type { EventRecord, EventSubject } from './event.ts';
import { eventCounters, events } from './schema.ts';

export const largestPage = 1_000;

/** The organisation's events after `afterSeq`, in order; an empty page is the end of the log as of this transaction. */
export async function readEvents(
  work: Pick<ReadWork, 'organisationId' | 'db'>,
  afterSeq: number,
  limit: number,
): Promise<EventRecord[]> {
  const { organisationId } = work;
  const rows = await eventsAfter(work.db, { organisationId, afterSeq, limit: Math.min(limit, largestPage) });
  return rows.map(toRecord);
}

const eventsAfter = keepStatement('events_after', (db) =>
  db
    .select()
    .from(events)
    .where(
      and(eq(events.organisationId, sql.placeholder('organisationId')), gt(events.seq, sql.placeholder('afterSeq'))),
    )
    .orderBy(asc(events.seq))
    .limit(sql.placeholder('limit')),
);

/** The number of the newest event; 0 before the first. */
export async function newestSeq(work: Pick<ReadWork, 'organisationId' | 'db'>): Promise<number> {
  const [row] = await work.db
    .select({ lastSeq: eventCounters.lastSeq })
    .from(eventCounters)
    .where(eq(eventCounters.organisationId, work.organisationId));
  return row?.lastSeq ?? 0;
}

/** The newest event recorded before that real instant: what a feed that reaches back no further does not replay. */
export async function newestSeqBefore(
  work: Pick<ReadWork, 'organisationId' | 'db'>,
  recordedBefore: Date,
): Promise<number> {
  const [row] = await work.db
    .select({ seq: max(events.seq) })
    .from(events)
    .where(and(eq(events.organisationId, work.organisationId), lt(events.recordedAt, recordedBefore)));
  return row?.seq ?? 0;
}

/** Everything that happened to these subjects, oldest first. */
export async function readEventsAbout(
  work: Pick<ReadWork, 'organisationId' | 'db'>,
  subjects: readonly EventSubject[],
  limit: number,
): Promise<EventRecord[]> {
  if (subjects.length === 0) return [];
  const about = [...Map.groupBy(subjects, ({ kind }) => kind)].map(([kind, alike]) => {
    const ids = alike.map(({ id }) => id);
    return and(eq(events.subjectKind, kind), isAmong(events.subjectId, ids));
  });
  const rows = await work.db
    .select()
    .from(events)
    .where(and(eq(events.organisationId, work.organisationId), or(...about)))
    .orderBy(asc(events.seq))
    .limit(Math.min(limit, largestPage));
  return rows.map(toRecord);
}

function toRecord(row: typeof events.$inferSelect): EventRecord {
  return {
    organisationId: row.organisationId,
    seq: row.seq,
    id: row.id,
    type: row.type,
    subject: { kind: row.subjectKind, id: row.subjectId },
    occurredAt: row.occurredAt,
    recordedAt: row.recordedAt,
    actor: { kind: row.actorKind, id: row.actorId },
    data: row.data as JsonObject,
  };
}
