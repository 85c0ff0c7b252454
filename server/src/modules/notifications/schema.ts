import {
  ATTEMPT_RESULTS,
  CHANNELS,
  MESSAGE_PURPOSES,
  MESSAGE_STATES,
  NOTIFICATION_TRIGGERS,
  SUPPRESSION_REASONS,
} from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationRows, organisationTable, partOf, refersTo } from '../../platform/schema.ts';
import { customers, merchants } from '../customers/schema.ts';
import { jobContacts, jobs, promises } from '../jobs/schema.ts';

/** Which trigger writes on which channel; a merchant's own row replaces the organisation's. */
export const notificationRules = organisationTable(
  'notification_rules',
  {
    merchantId: refersTo(() => merchants),
    trigger: text({ enum: NOTIFICATION_TRIGGERS }).notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    enabled: boolean().notNull(),
    purpose: text({ enum: MESSAGE_PURPOSES }).notNull().default('service'),
    /** Business time to wait, so that a wrong tap can be corrected. */
    delaySeconds: integer().notNull().default(0),
    /** Of `eta_under` and `late`. */
    thresholdMinutes: integer(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('notification_rules_key')
      .on(t.organisationId, t.merchantId, t.trigger, t.channel)
      .where(sql`${t.merchantId} is not null`),
    uniqueIndex('notification_rules_default')
      .on(t.organisationId, t.trigger, t.channel)
      .where(sql`${t.merchantId} is null`),
  ],
);

/** Words of a message, by trigger, channel and language; every change is a new version. */
export const messageTemplates = organisationTable(
  'message_templates',
  {
    merchantId: refersTo(() => merchants),
    trigger: text({ enum: NOTIFICATION_TRIGGERS }).notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    /** BCP 47. */
    language: text().notNull(),
    version: integer().notNull(),
    subject: text(),
    body: text().notNull(),
    createdById: text(),
    createdAt: instant().notNull(),
    retiredAt: instant(),
  },
  (t) => [index('message_templates_choice').on(t.organisationId, t.trigger, t.channel, t.language, t.version)],
);

/** The decision that an event concerns somebody. Its key makes the same decision only once. */
export const notifications = organisationTable(
  'notifications',
  {
    trigger: text({ enum: NOTIFICATION_TRIGGERS }).notNull(),
    jobId: partOf(() => jobs),
    contactId: refersTo(() => jobContacts),
    promiseId: refersTo(() => promises),
    eventSeq: bigint({ mode: 'number' }),
    /** What must not be told twice: `on_the_way:<job>:<contact>` and the like. */
    dedupeKey: text().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('notifications_dedupe').on(t.organisationId, t.dedupeKey),
    index('notifications_job').on(t.organisationId, t.jobId),
  ],
);

export const messages = organisationTable(
  'messages',
  {
    notificationId: refersTo(() => notifications),
    jobId: refersTo(() => jobs),
    customerId: refersTo(() => customers),
    merchantId: refersTo(() => merchants),
    trigger: text({ enum: NOTIFICATION_TRIGGERS }),
    channel: text({ enum: CHANNELS }).notNull(),
    purpose: text({ enum: MESSAGE_PURPOSES }).notNull(),
    templateId: refersTo(() => messageTemplates),
    language: text().notNull(),
    /** E.164 or lower-case e-mail; erased with the customer. */
    toAddress: text().notNull(),
    toName: text(),
    fromAddress: text(),
    subject: text(),
    text: text().notNull(),
    html: text(),
    variables: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    state: text({ enum: MESSAGE_STATES }).notNull(),
    stateChangedAt: instant().notNull(),
    suppressionReason: text({ enum: SUPPRESSION_REASONS }),
    /** Business time: quiet hours and delays hold it back until then … */
    notBefore: instant(),
    /** … and after this it is no longer worth sending. */
    notAfter: instant(),
    provider: text(),
    providerMessageId: text(),
    attemptCount: integer().notNull().default(0),
    /** Real time: of the next try while queued; a message left behind by a process that died is found by it. */
    nextAttemptAt: instant(),
    segments: integer(),
    failure: text(),
    queuedAt: instant().notNull(),
    sentAt: instant(),
    deliveredAt: instant(),
  },
  (t) => [
    index('messages_state').on(t.organisationId, t.state, t.notBefore),
    index('messages_job').on(t.organisationId, t.jobId),
    index('messages_age').on(t.organisationId, t.queuedAt),
    index('messages_next_attempt')
      .on(t.organisationId, t.channel, t.nextAttemptAt)
      .where(sql`${t.nextAttemptAt} is not null`),
    index('messages_provider').on(t.organisationId, t.provider, t.providerMessageId),
  ],
);

/** Real time. Tries and what came of them; not events. */
export const messageAttempts = organisationRows(
  'message_attempts',
  {
    messageId: partOf(() => messages),
    number: integer().notNull(),
    provider: text().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    /** None while it runs, and when the process died meanwhile. */
    result: text({ enum: ATTEMPT_RESULTS }),
    code: text(),
    detail: text(),
  },
  ['messageId', 'number'],
);

/** Kept per address, sender and purpose, with what proves it. */
export const optOuts = organisationTable(
  'opt_outs',
  {
    channel: text({ enum: CHANNELS }).notNull(),
    address: text().notNull(),
    /** None = every sender of the organisation. */
    merchantId: refersTo(() => merchants),
    /** None = every purpose. */
    purpose: text({ enum: MESSAGE_PURPOSES }),
    evidence: jsonb().$type<Record<string, unknown>>().notNull(),
    optedOutAt: instant().notNull(),
    liftedAt: instant(),
    liftedEvidence: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [index('opt_outs_address').on(t.organisationId, t.channel, t.address)],
);

/** What people wrote back. STOP and its like stop messages; nothing ever cancels a job. */
export const inboundMessages = organisationTable(
  'inbound_messages',
  {
    channel: text({ enum: CHANNELS }).notNull(),
    fromAddress: text().notNull(),
    toAddress: text(),
    text: text().notNull(),
    provider: text().notNull(),
    providerMessageId: text(),
    inReplyToId: uuid(),
    jobId: refersTo(() => jobs),
    /** stop, start, other. */
    understoodAs: text(),
    receivedAt: instant().notNull(),
    seenAt: instant(),
  },
  (t) => [
    uniqueIndex('inbound_messages_provider').on(t.organisationId, t.provider, t.providerMessageId),
    index('inbound_messages_from').on(t.organisationId, t.fromAddress, t.receivedAt),
  ],
);
