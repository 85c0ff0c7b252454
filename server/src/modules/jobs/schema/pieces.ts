import { ACTOR_KINDS, CUSTODY_KINDS, HOLDER_KINDS } from '@roundsman/delivery-rules';
import { index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationRows, organisationTable, partOf, refersTo } from '../../../platform/schema.ts';
import { jobActions, jobs } from './job.ts';
import { reasons } from './reasons.ts';

/** One scannable thing of an action. Its holder is that of the last entry of its chain. */
export const pieces = organisationTable(
  'pieces',
  {
    jobId: partOf(() => jobs),
    actionId: partOf(() => jobActions),
    number: integer().notNull(),
    /** What is printed on it. */
    barcode: text(),
    custody: text({ enum: CUSTODY_KINDS }),
    holderKind: text({ enum: HOLDER_KINDS }),
    /** A location or an itinerary. */
    holderId: uuid(),
  },
  (t) => [
    uniqueIndex('pieces_number').on(t.organisationId, t.actionId, t.number),
    index('pieces_job').on(t.organisationId, t.jobId),
    index('pieces_barcode').on(t.organisationId, t.barcode),
    index('pieces_holder').on(t.organisationId, t.holderKind, t.holderId),
  ],
);

/** Append-only. */
export const custodyEntries = organisationRows(
  'custody_entries',
  {
    pieceId: partOf(() => pieces),
    number: integer().notNull(),
    kind: text({ enum: CUSTODY_KINDS }).notNull(),
    holderKind: text({ enum: HOLDER_KINDS }),
    holderId: uuid(),
    reasonId: refersTo(() => reasons),
    byKind: text({ enum: ACTOR_KINDS }).notNull(),
    byId: text(),
    commandId: uuid(),
    happenedAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  ['pieceId', 'number'],
);
