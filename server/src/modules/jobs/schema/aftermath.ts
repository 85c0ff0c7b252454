import { ACTOR_KINDS, CLAIM_STATES, PAYMENT_METHODS, PAYMENT_STATES, REPORT_KINDS } from '@roundsman/delivery-rules';
import { bigint, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { files } from '../../../platform/files/schema.ts';
import { instant, organisationRows, organisationTable, partOf, refersTo } from '../../../platform/schema.ts';
import { operators } from '../../fleet/schema.ts';
import { jobActions, jobs } from './job.ts';
import { reasons } from './reasons.ts';

/** Words and photos about a job in any state; damage found later never alters the outcome. */
export const reports = organisationTable(
  'reports',
  {
    jobId: partOf(() => jobs),
    actionId: refersTo(() => jobActions),
    kind: text({ enum: REPORT_KINDS }).notNull(),
    reasonId: refersTo(() => reasons),
    words: text().notNull(),
    byKind: text({ enum: ACTOR_KINDS }).notNull(),
    byId: text(),
    commandId: uuid(),
    happenedAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [index('reports_job').on(t.organisationId, t.jobId)],
);

export const reportFiles = organisationRows(
  'report_files',
  { reportId: partOf(() => reports), position: integer().notNull(), fileId: refersTo(() => files).notNull() },
  ['reportId', 'position'],
);

export const claims = organisationTable(
  'claims',
  {
    code: text().notNull(),
    jobId: refersTo(() => jobs).notNull(),
    reportId: refersTo(() => reports),
    state: text({ enum: CLAIM_STATES }).notNull(),
    claimedMinor: bigint({ mode: 'number' }),
    settledMinor: bigint({ mode: 'number' }),
    note: text(),
    openedAt: instant().notNull(),
    closedAt: instant(),
  },
  (t) => [uniqueIndex('claims_code').on(t.organisationId, t.code), index('claims_job').on(t.organisationId, t.jobId)],
);

/** In the organisation's currency. */
export const payments = organisationTable(
  'payments',
  {
    jobId: partOf(() => jobs),
    state: text({ enum: PAYMENT_STATES }).notNull(),
    dueMinor: bigint({ mode: 'number' }).notNull(),
    collectedMinor: bigint({ mode: 'number' }).notNull().default(0),
    method: text({ enum: PAYMENT_METHODS }),
    operatorId: refersTo(() => operators),
    collectedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [index('payments_job').on(t.organisationId, t.jobId)],
);
