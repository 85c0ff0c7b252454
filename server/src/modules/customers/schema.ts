import { ADDRESS_CONFIDENCES, ADDRESS_CORRECTORS, CHANNELS } from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, type OrganisationTable, organisationTable, partOf, refersTo } from '../../platform/schema.ts';

export const merchants = organisationTable(
  'merchants',
  {
    code: text().notNull(),
    name: text().notNull(),
    email: text(),
    phone: text(),
    /** The organisation's own goods: jobs without a client of their own. One per organisation. */
    ownGoods: boolean().notNull().default(false),
    /** Shown to recipients as the sender. */
    senderName: text(),
    accentColour: text(),
    logoFileId: uuid(),
    createdAt: instant().notNull(),
    closedAt: instant(),
  },
  (t) => [
    uniqueIndex('merchants_code').on(t.organisationId, t.code),
    uniqueIndex('merchants_own_goods').on(t.organisationId).where(sql`${t.ownGoods}`),
  ],
);

/** A person or firm who receives, within one merchant; nothing is matched across merchants. */
export const customers = organisationTable(
  'customers',
  {
    merchantId: refersTo(() => merchants).notNull(),
    name: text().notNull(),
    /** The merchant's own number for this customer. */
    referenceId: text(),
    locale: text(),
    notes: text(),
    mergedIntoId: refersTo((): OrganisationTable => customers),
    createdAt: instant().notNull(),
    erasedAt: instant(),
  },
  (t) => [
    uniqueIndex('customers_reference').on(t.organisationId, t.merchantId, t.referenceId),
    index('customers_name').on(t.organisationId, t.merchantId, t.name),
    index('customers_merged').on(t.organisationId, t.mergedIntoId).where(sql`${t.mergedIntoId} is not null`),
  ],
);

/** Addresses of a channel. Opt-outs are kept apart, per address and sender. */
export const customerChannels = organisationTable(
  'customer_channels',
  {
    customerId: partOf(() => customers),
    channel: text({ enum: CHANNELS }).notNull(),
    asGiven: text().notNull(),
    /** E.164 or lower-case e-mail; none when it cannot be one. */
    normalised: text(),
    preferred: boolean().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('customer_channels_customer').on(t.organisationId, t.customerId),
    index('customer_channels_normalised').on(t.organisationId, t.channel, t.normalised),
  ],
);

/** A merge keeps what it moved, so that it can be undone. */
export const customerMerges = organisationTable('customer_merges', {
  keptCustomerId: refersTo(() => customers).notNull(),
  mergedCustomerId: refersTo(() => customers).notNull(),
  moved: jsonb().$type<Record<string, unknown>>().notNull(),
  mergedById: text(),
  mergedAt: instant().notNull(),
  undoneById: text(),
  undoneAt: instant(),
});

export const COORDINATE_SOURCES = ['given', 'geocoder', 'member', 'device', 'customer', 'api_key'] as const;
export const LIFTS = ['none', 'small', 'goods'] as const;

/**
 * An address in layers: as given (what it said before a correction stands in `address_corrections`), as geocoded (`address_geocodes`), as corrected (`address_corrections`).
 * `lon`, `lat` and `street` … `country` say what the layers come to now.
 */
export const addresses = organisationTable(
  'addresses',
  {
    customerId: refersTo(() => customers),
    given: jsonb().$type<GivenAddress>().notNull(),
    street: text(),
    houseNumber: text(),
    addition: text(),
    postcode: text(),
    city: text(),
    /** ISO 3166-1 alpha-2. */
    country: text(),
    lon: doublePrecision(),
    lat: doublePrecision(),
    coordinateSource: text({ enum: COORDINATE_SOURCES }),
    /** Of the geocode that stands, or `pinned` once a person or device set the point. */
    confidence: text({ enum: ADDRESS_CONFIDENCES }),
    /** Why that confidence, in words. */
    confidenceReason: text(),
    timeZone: text(),
    floor: text(),
    lift: text({ enum: LIFTS }),
    stairs: integer(),
    parking: text(),
    accessNote: text(),
    mostVehicleLengthCentimeters: integer(),
    mostVehicleHeightCentimeters: integer(),
    mostVehicleMassGrams: integer(),
    /** Encrypted; readable by the crew of the day only, then erased. */
    gateCode: text(),
    gateCodeErasedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('addresses_customer').on(t.organisationId, t.customerId),
    index('addresses_postcode').on(t.organisationId, t.postcode),
  ],
);

/** What was typed or imported, as lines or parts; `text` when it came as one line. */
export interface GivenAddress {
  readonly text?: string;
  readonly street?: string;
  readonly houseNumber?: string;
  readonly addition?: string;
  readonly postcode?: string;
  readonly city?: string;
  readonly country?: string;
}

export const addressGeocodes = organisationTable(
  'address_geocodes',
  {
    addressId: partOf(() => addresses),
    provider: text().notNull(),
    query: text().notNull(),
    lon: doublePrecision(),
    lat: doublePrecision(),
    confidence: text({ enum: ADDRESS_CONFIDENCES }).notNull(),
    /** 0–1: comparable between answers of one geocoder only. */
    score: doublePrecision().notNull(),
    /** The geocoder's code, and the same in words. */
    reason: text().notNull(),
    reasonWords: text(),
    matched: text(),
    createdAt: instant().notNull(),
  },
  (t) => [index('address_geocodes_address').on(t.organisationId, t.addressId, t.createdAt)],
);

export const addressCorrections = organisationTable(
  'address_corrections',
  {
    addressId: partOf(() => addresses),
    byKind: text({ enum: ADDRESS_CORRECTORS }).notNull(),
    byId: text(),
    /** The entrance or pin, when that was corrected. */
    lon: doublePrecision(),
    lat: doublePrecision(),
    /** Other fields that were corrected, before and after. */
    changed: jsonb().$type<Record<string, { from: string | null; to: string | null }>>().notNull().default({}),
    note: text(),
    commandId: uuid(),
    correctedAt: instant().notNull(),
  },
  (t) => [index('address_corrections_address').on(t.organisationId, t.addressId, t.correctedAt)],
);
