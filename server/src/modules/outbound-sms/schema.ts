import { sql } from 'drizzle-orm';
import { boolean, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationRows, organisationTable, partOf } from '../../platform/schema.ts';
import { messages } from '../notifications/schema.ts';

/** The provider's id of each part: receipts name parts, not messages. */
export const smsParts = organisationRows(
  'sms_parts',
  {
    messageId: partOf(() => messages),
    number: integer().notNull(),
    provider: text().notNull(),
    providerMessageId: text().notNull(),
    acceptedAt: instant().notNull(),
    /** The last stat of a receipt: DELIVRD, EXPIRED … */
    receiptStatus: text(),
    receiptAt: instant(),
  },
  ['messageId', 'number'],
  (t) => [uniqueIndex('sms_parts_provider').on(t.organisationId, t.provider, t.providerMessageId)],
);

/** Receipts as received, also those that came before the provider's own answer was written down. */
export const smsReceipts = organisationTable(
  'sms_receipts',
  {
    messageId: uuid(),
    /** It came before its part was written down; what it says is applied when that is. */
    early: boolean().notNull().default(false),
    provider: text().notNull(),
    providerMessageId: text().notNull(),
    status: text().notNull(),
    errorCode: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    index('sms_receipts_provider').on(t.organisationId, t.provider, t.providerMessageId),
    index('sms_receipts_early').on(t.organisationId, t.messageId).where(sql`${t.early}`),
  ],
);
