import { ADDRESS_SUPPRESSIONS, EMAIL_RECEIPTS } from '@roundsman/delivery-rules';
import type { DomainRecord } from '@roundsman/message-delivery';
import { sql } from 'drizzle-orm';
import { index, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationTable, refersTo } from '../../platform/schema.ts';
import { merchants } from '../customers/schema.ts';
import type { ProviderStanding } from './sender-domains/ask-providers.ts';

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

/** Domains in whose name e-mails leave, of the organisation or of one merchant; used only while the DNS bears them out. */
export const senderDomains = organisationTable(
  'sender_domains',
  {
    /** None = the organisation's own, for every merchant without one. */
    merchantId: refersTo(() => merchants),
    /** Lower case, in ASCII. */
    domain: text().notNull(),
    /** What stands before the @. */
    localPart: text().notNull(),
    /** Of the DKIM key, so that several installations can sign for one domain. */
    selector: text().notNull(),
    /** The private key in PEM, sealed by the installation. */
    sealedKey: text().notNull(),
    createdAt: instant().notNull(),
    createdById: text(),
    /** Real time of the last look at the DNS, and what it found. */
    checkedAt: instant(),
    records: jsonb().$type<readonly DomainRecord[]>(),
    /** Which providers send in its name, and what the others still want, as of the same look. */
    providers: jsonb().$type<readonly ProviderStanding[]>(),
    /** Since when every record has been right; none = not used. */
    verifiedAt: instant(),
  },
  (t) => [
    uniqueIndex('sender_domains_merchant').on(t.organisationId, t.merchantId).where(sql`${t.merchantId} is not null`),
    uniqueIndex('sender_domains_own').on(t.organisationId).where(sql`${t.merchantId} is null`),
  ],
);
