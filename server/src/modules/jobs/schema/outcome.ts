import {
  ACTION_STATES,
  ACTOR_KINDS,
  DISPOSITIONS,
  HANDED_TO,
  JOB_OUTCOMES,
  PROOF_PART_KINDS,
  RESOLUTIONS,
} from '@roundsman/delivery-rules';
import { date, doublePrecision, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { files } from '../../../platform/files/schema.ts';
import { instant, localTime, organisationRows, organisationTable, partOf, refersTo } from '../../../platform/schema.ts';
import { jobActions, jobs } from './job.ts';
import { reasons } from './reasons.ts';

/** What the customer was told, by number: 1 is the first, the largest the current one. */
export const promises = organisationTable(
  'promises',
  {
    jobId: partOf(() => jobs),
    number: integer().notNull(),
    date: date({ mode: 'string' }).notNull(),
    fromTime: localTime().notNull(),
    toTime: localTime().notNull(),
    timeZone: text().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    madeAt: instant().notNull(),
    madeByKind: text({ enum: ACTOR_KINDS }).notNull(),
    madeById: text(),
    /** When a message about it was handed to a provider. */
    toldAt: instant(),
    whyChanged: text(),
  },
  (t) => [uniqueIndex('promises_number').on(t.organisationId, t.jobId, t.number)],
);

/** Every recording of how a line went; the last one stands on the action. */
export const actionRecords = organisationTable(
  'action_records',
  {
    actionId: partOf(() => jobActions),
    jobId: partOf(() => jobs),
    state: text({ enum: ACTION_STATES }).notNull(),
    completedQuantity: integer().notNull(),
    refusedQuantity: integer().notNull(),
    damagedQuantity: integer().notNull(),
    missingQuantity: integer().notNull(),
    disposition: text({ enum: DISPOSITIONS }),
    reasonId: refersTo(() => reasons),
    byKind: text({ enum: ACTOR_KINDS }).notNull(),
    byId: text(),
    commandId: uuid(),
    happenedAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [index('action_records_action').on(t.organisationId, t.actionId, t.recordedAt)],
);

/** Outcomes in the order they were recorded; a correction is another row, nothing is overwritten. */
export const jobOutcomes = organisationRows(
  'job_outcomes',
  {
    jobId: partOf(() => jobs),
    number: integer().notNull(),
    outcome: text({ enum: JOB_OUTCOMES }).notNull(),
    correctedFrom: text({ enum: JOB_OUTCOMES }),
    reasonId: refersTo(() => reasons),
    note: text(),
    byKind: text({ enum: ACTOR_KINDS }).notNull(),
    byId: text(),
    commandId: uuid(),
    happenedAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  ['jobId', 'number'],
);

/** What the office decided afterwards. */
export const jobResolutions = organisationTable(
  'job_resolutions',
  {
    jobId: partOf(() => jobs),
    resolution: text({ enum: RESOLUTIONS }).notNull(),
    /** The retry or replacement. */
    followUpJobId: refersTo(() => jobs),
    note: text(),
    decidedById: text(),
    decidedAt: instant().notNull(),
  },
  (t) => [index('job_resolutions_job').on(t.organisationId, t.jobId)],
);

/** Evidence of one handing over, gathered part by part. */
export const proofs = organisationTable(
  'proofs',
  {
    jobId: partOf(() => jobs),
    stopId: uuid(),
    handedTo: text({ enum: HANDED_TO }),
    recipientName: text(),
    note: text(),
    lon: doublePrecision(),
    lat: doublePrecision(),
    accuracyMeters: doublePrecision(),
    deviceId: uuid(),
    capturedAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [index('proofs_job').on(t.organisationId, t.jobId)],
);

export const proofParts = organisationTable(
  'proof_parts',
  {
    proofId: partOf(() => proofs),
    kind: text({ enum: PROOF_PART_KINDS }).notNull(),
    fileId: refersTo(() => files),
    /** Scanned code, note, or why there is no signature. */
    text: text(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    commandId: uuid(),
    capturedAt: instant().notNull(),
  },
  (t) => [index('proof_parts_proof').on(t.organisationId, t.proofId)],
);
