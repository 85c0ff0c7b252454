import { ADDRESS_SUPPRESSIONS, EMAIL_RECEIPTS } from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationTable } from '../../platform/schema.ts';

/** What providers and mail servers reported later, as received. */
export const emailReceipts = organisationTable(
  'email_receipts',
  {
    messageId: uuid(),
    kind: text({ enum: EMAIL_RECEIPTS }).notNull(),
    /** The provider's name, or `report` for a delivery report that came as mail. */
    provider: text(),
    recipient: text(),
    /** RFC 3463. */
    statusCode: text(),
    diagnostic: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [index('email_receipts_message').on(t.organisationId, t.messageId)],
);

/** Addresses that get no e-mail any more, and why; removed by a person who says why, never deleted. */
export const emailSuppressions = organisationTable(
  'email_suppressions',
  {
    /** Lower case. */
    address: text().notNull(),
    reason: text({ enum: ADDRESS_SUPPRESSIONS }).notNull(),
    detail: text(),
    messageId: uuid(),
    createdAt: instant().notNull(),
    createdById: text(),
    liftedAt: instant(),
    liftedReason: text(),
    liftedById: text(),
  },
  (t) => [
    uniqueIndex('email_suppressions_address').on(t.organisationId, t.address).where(sql`${t.liftedAt} is null`),
    index('email_suppressions_age').on(t.organisationId, t.createdAt),
  ],
);
