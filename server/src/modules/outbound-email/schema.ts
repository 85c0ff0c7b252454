import { index, jsonb, text, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationTable, partOf } from '../../platform/schema.ts';
import { messages } from '../notifications/schema.ts';

/** What the default provider keeps instead of sending: read in the outbox viewer. */
export const outboxEmails = organisationTable(
  'outbox_emails',
  {
    messageId: partOf(() => messages),
    fromAddress: text().notNull(),
    toAddress: text().notNull(),
    replyTo: text(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text(),
    headers: jsonb().$type<Record<string, string>>().notNull().default({}),
    keptAt: instant().notNull(),
  },
  (t) => [
    index('outbox_emails_age').on(t.organisationId, t.keptAt),
    index('outbox_emails_message').on(t.organisationId, t.messageId),
  ],
);

/** Delivery status notifications and complaints, as received. */
export const emailReceipts = organisationTable(
  'email_receipts',
  {
    messageId: uuid(),
    kind: text({ enum: ['delivered', 'delayed', 'bounced', 'complained'] }).notNull(),
    statusCode: text(),
    diagnostic: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [index('email_receipts_message').on(t.organisationId, t.messageId)],
);
