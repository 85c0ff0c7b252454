import { FAULT_SEVERITIES, IMPORT_FORMATS, IMPORT_ROW_STATES, IMPORT_STATES } from '@roundsman/delivery-rules';
import { date, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';

import { files } from '../../../platform/files/schema.ts';
import { instant, organisationRows, organisationTable, partOf, refersTo } from '../../../platform/schema.ts';
import { branches } from '../../accounts/schema.ts';
import { merchants } from '../../customers/schema.ts';
import { jobs } from './job.ts';

/** Which column of a file feeds which field, remembered for the next file with the same header. */
export const importMappings = organisationTable(
  'import_mappings',
  {
    merchantId: refersTo(() => merchants),
    name: text().notNull(),
    /** SHA-256 of the header line. */
    headerHash: text().notNull(),
    columns: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('import_mappings_header').on(t.organisationId, t.merchantId, t.headerHash)],
);

export const importBatches = organisationTable(
  'import_batches',
  {
    code: text().notNull(),
    branchId: refersTo(() => branches).notNull(),
    merchantId: refersTo(() => merchants),
    fileId: refersTo(() => files),
    fileName: text().notNull(),
    format: text({ enum: IMPORT_FORMATS }).notNull().default('header'),
    /** For rows that name none. */
    serviceDate: date({ mode: 'string' }),
    encoding: text(),
    delimiter: text(),
    header: text().array(),
    mapping: jsonb().$type<Record<string, string>>().notNull().default({}),
    state: text({ enum: IMPORT_STATES }).notNull(),
    rowCount: integer().notNull().default(0),
    stagedCount: integer().notNull().default(0),
    rejectedCount: integer().notNull().default(0),
    /** Why the file as a whole could not be read. */
    failure: text(),
    createdById: text(),
    createdAt: instant().notNull(),
    stagedAt: instant(),
  },
  (t) => [
    uniqueIndex('import_batches_code').on(t.organisationId, t.code),
    index('import_batches_age').on(t.organisationId, t.createdAt),
  ],
);

export interface RowFault {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly severity: (typeof FAULT_SEVERITIES)[number];
}

/** Every line of a file, as it came. */
export const importRows = organisationRows(
  'import_rows',
  {
    batchId: partOf(() => importBatches),
    /** The line of the file on which it begins, the header being 1. */
    number: integer().notNull(),
    raw: text().notNull(),
    fields: jsonb().$type<Record<string, string>>().notNull().default({}),
    faults: jsonb().$type<RowFault[]>().notNull().default([]),
    state: text({ enum: IMPORT_ROW_STATES }).notNull(),
    jobId: refersTo(() => jobs),
  },
  ['batchId', 'number'],
  (t) => [
    index('import_rows_job').on(t.organisationId, t.jobId),
    index('import_rows_state').on(t.organisationId, t.batchId, t.state),
  ],
);

/** What keeps a staged job from being released, or should be looked at first. */
export const jobFaults = organisationRows(
  'job_faults',
  {
    jobId: partOf(() => jobs),
    field: text().notNull(),
    code: text().notNull(),
    severity: text({ enum: FAULT_SEVERITIES }).notNull(),
    message: text().notNull(),
    remedy: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    foundAt: instant().notNull(),
    /** A warning that a person has looked at and accepted. */
    acceptedAt: instant(),
    acceptedById: text(),
  },
  ['jobId', 'field', 'code'],
  (t) => [index('job_faults_code').on(t.organisationId, t.code, t.severity)],
);
