import { WEBHOOK_DELIVERY_STATES, WEBHOOK_STATES } from '@roundsman/delivery-rules';
import { type Column, sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationRows, organisationTable, partOf, refersTo } from '../../platform/schema.ts';
import { merchants } from '../customers/schema.ts';

export const webhookEndpoints = organisationTable('webhook_endpoints', {
  url: text().notNull(),
  description: text(),
  /** A merchant's endpoint hears of its own jobs only. */
  merchantId: refersTo(() => merchants),
  /** Empty = every type. */
  eventTypes: text().array().notNull().default([]),
  /** Encrypted, Standard Webhooks. */
  secret: text().notNull(),
  /** Still signed with beside the new one, until `previous_secret_until`. */
  previousSecret: text(),
  previousSecretUntil: instant(),
  state: text({ enum: WEBHOOK_STATES }).notNull(),
  disabledReason: text(),
  disabledAt: instant(),
  consecutiveFailures: integer().notNull().default(0),
  firstFailedAt: instant(),
  /** Real time: an endpoint that fails again and again is left alone until then. */
  pausedUntil: instant(),
  createdById: text(),
  createdAt: instant().notNull(),
});

/** Still to arrive: its followers about the same subject wait. In words of SQL, so that the database knows its indexes by it. */
export const isOpen = (state: Column) => sql`${state} in ('queued', 'sending')`;

/** One event for one endpoint. The body holds personal data: at most 30 days. */
export const webhookDeliveries = organisationTable(
  'webhook_deliveries',
  {
    endpointId: partOf(() => webhookEndpoints),
    eventId: uuid().notNull(),
    eventSeq: bigint({ mode: 'number' }).notNull(),
    eventType: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: uuid().notNull(),
    state: text({ enum: WEBHOOK_DELIVERY_STATES }).notNull(),
    body: jsonb().$type<Record<string, unknown>>(),
    attemptCount: integer().notNull().default(0),
    /** Real time. */
    nextAttemptAt: instant(),
    lastStatus: integer(),
    lastError: text(),
    createdAt: instant().notNull(),
    deliveredAt: instant(),
  },
  (t) => [
    uniqueIndex('webhook_deliveries_once').on(t.organisationId, t.endpointId, t.eventSeq),
    index('webhook_deliveries_state').on(t.organisationId, t.state, t.nextAttemptAt),
    index('webhook_deliveries_age').on(t.organisationId, t.createdAt),
    // Serving an endpoint looks at what is still to arrive, however much has arrived.
    index('webhook_deliveries_open').on(t.organisationId, t.endpointId, t.eventSeq).where(isOpen(t.state)),
    index('webhook_deliveries_open_of_subject')
      .on(t.organisationId, t.endpointId, t.subjectKind, t.subjectId, t.eventSeq)
      .where(isOpen(t.state)),
  ],
);

export const webhookAttempts = organisationRows(
  'webhook_attempts',
  {
    deliveryId: partOf(() => webhookDeliveries),
    number: integer().notNull(),
    startedAt: instant().notNull(),
    durationMs: integer(),
    status: integer(),
    error: text(),
    /** The first kilobyte. */
    answer: text(),
  },
  ['deliveryId', 'number'],
);
