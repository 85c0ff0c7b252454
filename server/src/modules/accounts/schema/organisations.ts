import {
  CALENDAR_DAY_KINDS,
  ORGANISATION_KINDS,
  type OrganisationPolicies,
  PRIVACY_LEVELS,
} from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  installationTable,
  instant,
  localTime,
  organisationRows,
  organisationTable,
  partOf,
} from '../../../platform/schema.ts';

/** The root of everything: its `id` is every other table's `organisation_id`. */
export const organisations = installationTable(
  'organisations',
  {
    id: uuid().notNull(),
    /** Stands in tokens and links, so that they lead to their organisation. */
    shortId: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: ORGANISATION_KINDS }).notNull(),
    /** ISO 4217; one per organisation. */
    currency: text().notNull(),
    /** BCP 47. */
    locale: text().notNull(),
    /** IANA; branches have their own. */
    timeZone: text().notNull(),
    privacyLevel: text({ enum: PRIVACY_LEVELS }).notNull().default('exact'),
    /** Departures from the defaults in delivery-rules. */
    policies: jsonb().$type<Partial<OrganisationPolicies>>().notNull().default({}),
    senderName: text(),
    replyToEmail: text(),
    supportPhone: text(),
    accentColour: text(),
    logoFileId: uuid(),
    /** The live organisation whose twin this sandbox is. */
    twinOf: uuid(),
    createdAt: instant().notNull(),
    closedAt: instant(),
  },
  ['id'],
  (t) => [
    uniqueIndex('organisations_short_id').on(t.shortId),
    uniqueIndex('organisations_twin').on(t.twinOf),
    // A copy of a real company's set-up can be nothing but a sandbox: what has a way to people is not for it.
    check('organisations_twin_is_sandbox', sql`${t.twinOf} is null or ${t.kind} = 'sandbox'`),
  ],
);

export const branches = organisationTable(
  'branches',
  {
    code: text().notNull(),
    name: text().notNull(),
    /** IANA: a service date is a calendar date in this zone. */
    timeZone: text().notNull(),
    phone: text(),
    /** Orders for a date are taken until this time on the day before. */
    orderIntakeUntil: localTime(),
    planLockAt: localTime(),
    /** The customer's last change, on the day before. */
    customerChangeUntil: localTime().notNull().default('18:00'),
    createdAt: instant().notNull(),
    closedAt: instant(),
  },
  (t) => [
    uniqueIndex('branches_code').on(t.organisationId, t.code),
    foreignKey({ name: 'branches_organisation_fkey', columns: [t.organisationId], foreignColumns: [organisations.id] }),
  ],
);

export const branchHours = organisationTable(
  'branch_hours',
  {
    branchId: partOf(() => branches),
    /** ISO: Monday is 1. */
    weekday: integer().notNull(),
    opensAt: localTime().notNull(),
    closesAt: localTime().notNull(),
  },
  (t) => [
    check('branch_hours_weekday_range', sql`${t.weekday} between 1 and 7`),
    index('branch_hours_branch').on(t.organisationId, t.branchId, t.weekday),
  ],
);

/** Days that depart from the ordinary week. */
export const branchCalendarDays = organisationRows(
  'branch_calendar_days',
  {
    branchId: partOf(() => branches),
    date: date({ mode: 'string' }).notNull(),
    kind: text({ enum: CALENDAR_DAY_KINDS }).notNull(),
    opensAt: localTime(),
    closesAt: localTime(),
    note: text(),
  },
  ['branchId', 'date'],
);
