import { ACTOR_KINDS } from '@roundsman/delivery-rules';
import { bigint, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationRows } from '../schema.ts';

/** The gapless counter of each organisation's log; written only by `append_events`. */
export const eventCounters = organisationRows(
  'event_counters',
  { lastSeq: bigint({ mode: 'number' }).notNull().default(0) },
  [],
);

/** Partitioned by month of `recorded_at`. Written only by `append_events`; ids, states and numbers, no personal data. */
export const events = organisationRows(
  'events',
  {
    seq: bigint({ mode: 'number' }).notNull(),
    recordedAt: instant().notNull(),
    id: uuid().notNull(),
    type: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: uuid().notNull(),
    occurredAt: instant().notNull(),
    actorKind: text({ enum: ACTOR_KINDS }).notNull(),
    actorId: text(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  ['seq', 'recordedAt'],
  (t) => [index('events_subject').on(t.organisationId, t.subjectKind, t.subjectId, t.seq)],
);

/** How far each reader has come. A reader that keeps failing is retried later and is visible here. */
export const readerCursors = organisationRows(
  'reader_cursors',
  {
    reader: text().notNull(),
    seq: bigint({ mode: 'number' }).notNull().default(0),
    failures: integer().notNull().default(0),
    failedAt: instant(),
    retryAt: instant(),
    lastError: text(),
  },
  ['reader'],
);
