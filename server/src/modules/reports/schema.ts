import { bigint, date, integer, text, uuid } from 'drizzle-orm/pg-core';
import { files } from '../../platform/files/schema.ts';
import { instant, organisationRows, organisationTable, refersTo } from '../../platform/schema.ts';
import { branches } from '../accounts/schema.ts';
import { merchants } from '../customers/schema.ts';

/** Counts and sums of one day, branch and merchant; every figure is a quotient of these, by its formula in delivery-rules. */
export const dayFigures = organisationRows(
  'day_figures',
  {
    serviceDate: date({ mode: 'string' }).notNull(),
    branchId: refersTo(() => branches).notNull(),
    merchantId: refersTo(() => merchants).notNull(),
    jobs: integer().notNull().default(0),
    completed: integer().notNull().default(0),
    partiallyCompleted: integer().notNull().default(0),
    incomplete: integer().notNull().default(0),
    damaged: integer().notNull().default(0),
    cancelled: integer().notNull().default(0),
    notAttempted: integer().notNull().default(0),
    firstAttempts: integer().notNull().default(0),
    firstAttemptsCompleted: integer().notNull().default(0),
    promised: integer().notNull().default(0),
    onTimeFirstPromise: integer().notNull().default(0),
    onTimeCurrentPromise: integer().notNull().default(0),
    drivenDistanceMeters: bigint({ mode: 'number' }).notNull().default(0),
    workedSeconds: bigint({ mode: 'number' }).notNull().default(0),
    costMinor: bigint({ mode: 'number' }).notNull().default(0),
    messages: integer().notNull().default(0),
    claims: integer().notNull().default(0),
    /** The log was read up to here. */
    throughSeq: bigint({ mode: 'number' }).notNull(),
    computedAt: instant().notNull(),
  },
  ['serviceDate', 'branchId', 'merchantId'],
);

export const reportExports = organisationTable('report_exports', {
  kind: text().notNull(),
  requestedById: uuid(),
  fileId: refersTo(() => files),
  failure: text(),
  requestedAt: instant().notNull(),
  finishedAt: instant(),
});
