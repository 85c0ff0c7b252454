import {
  ACTION_KINDS,
  ACTION_STATES,
  ACTOR_KINDS,
  CONFIRMATION_STATES,
  CONTACT_ROLES,
  DISPOSITIONS,
  HANDED_TO,
  JOB_LINK_KINDS,
  JOB_ORIGINS,
  JOB_STATES,
  LINK_FAILURE_RULES,
  SERVICE_LEVELS,
} from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { files } from '../../../platform/files/schema.ts';
import {
  instant,
  localTime,
  type OrganisationTable,
  organisationRows,
  organisationTable,
  partOf,
  refersTo,
} from '../../../platform/schema.ts';
import { branches } from '../../accounts/schema.ts';
import { addresses, customers, merchants } from '../../customers/schema.ts';
import { locations } from '../../fleet/schema.ts';
import { reasons } from './reasons.ts';

/** What was bought; several jobs may serve one order and one job several orders. */
export const orders = organisationTable(
  'orders',
  {
    merchantId: refersTo(() => merchants).notNull(),
    number: text().notNull(),
    purchaserId: refersTo(() => customers),
    promisedDate: date({ mode: 'string' }),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('orders_number').on(t.organisationId, t.merchantId, t.number)],
);

/** One visit. */
export const jobs = organisationTable(
  'jobs',
  {
    /** What people say and type: `J-7K2M9Q`. */
    code: text().notNull(),
    branchId: refersTo(() => branches).notNull(),
    merchantId: refersTo(() => merchants).notNull(),
    customerId: refersTo(() => customers),
    addressId: refersTo(() => addresses).notNull(),
    /** The merchant's own id, unique within the merchant. */
    referenceId: text(),
    /** The merchant's own number for who receives, as this job names it. */
    customerReferenceId: text(),
    origin: text({ enum: JOB_ORIGINS }).notNull(),
    state: text({ enum: JOB_STATES }).notNull(),
    stateChangedAt: instant().notNull(),
    /** Local to the branch; none = to be appointed. */
    serviceDate: date({ mode: 'string' }),
    /** The last day of a range. */
    serviceDateTo: date({ mode: 'string' }),
    serviceLevel: text({ enum: SERVICE_LEVELS }).notNull().default('threshold'),
    /** Time at the door besides the actions' handle times. */
    serviceSeconds: integer().notNull(),
    /** 0 ordinary; larger is placed first. */
    priority: integer().notNull().default(0),
    requiredSkills: text().array().notNull().default([]),
    operatorsNeeded: integer().notNull().default(1),
    /** For the crew; the customer never sees it. */
    notes: text(),
    /** What the customer asked for. */
    customerNotes: text(),
    signatureRequired: boolean().notNull().default(true),
    signatureAgreement: text(),
    /** Hashed; the crew enters what the customer says. */
    oneTimeCodeHash: text(),
    tags: text().array().notNull().default([]),
    holdReason: text(),
    holdUntil: instant(),
    heldAt: instant(),
    confirmation: text({ enum: CONFIRMATION_STATES }).notNull().default('not_asked'),
    confirmationChangedAt: instant(),
    /** Grows with every change of the job's own fields: what `If-Match` asks about. */
    revision: integer().notNull().default(1),
    attemptNumber: integer().notNull().default(1),
    /** Merchant, name, address and date, normalised: equal keys are suspected duplicates. */
    duplicateKey: text(),
    duplicateAllowed: boolean().notNull().default(false),
    cancelReasonId: refersTo(() => reasons),
    createdByKind: text({ enum: ACTOR_KINDS }).notNull(),
    createdById: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    releasedAt: instant(),
    arrivedAt: instant(),
    settledAt: instant(),
    cancelledAt: instant(),
  },
  (t) => [
    uniqueIndex('jobs_code').on(t.organisationId, t.code),
    uniqueIndex('jobs_reference').on(t.organisationId, t.merchantId, t.referenceId),
    index('jobs_day').on(t.organisationId, t.serviceDate, t.state),
    index('jobs_state').on(t.organisationId, t.state, t.serviceDate),
    index('jobs_merchant').on(t.organisationId, t.merchantId, t.createdAt),
    index('jobs_customer').on(t.organisationId, t.customerId),
    index('jobs_duplicate').on(t.organisationId, t.merchantId, t.duplicateKey),
    check('jobs_service_seconds_range', sql`${t.serviceSeconds} >= 0`),
    check('jobs_operators_needed_range', sql`${t.operatorsNeeded} >= 1`),
    check('jobs_attempt_number_range', sql`${t.attemptNumber} >= 1`),
    check('jobs_service_date_range', sql`${t.serviceDateTo} is null or ${t.serviceDateTo} >= ${t.serviceDate}`),
  ],
);

/** Requested windows: on the wall clock at the stop, and as instants once the date is known. */
export const jobWindows = organisationRows(
  'job_windows',
  {
    jobId: partOf(() => jobs),
    position: integer().notNull(),
    date: date({ mode: 'string' }),
    fromTime: localTime().notNull(),
    /** May pass 24:00. */
    toTime: localTime().notNull(),
    timeZone: text().notNull(),
    startsAt: instant(),
    endsAt: instant(),
  },
  ['jobId', 'position'],
  (t) => [
    check('job_windows_order', sql`${t.endsAt} > ${t.startsAt}`),
    check('job_windows_instants', sql`(${t.startsAt} is null) = (${t.endsAt} is null)`),
  ],
);

/** Snapshots: a customer's later change of number does not rewrite whom this visit was for. */
export const jobContacts = organisationTable(
  'job_contacts',
  {
    jobId: partOf(() => jobs),
    customerId: refersTo(() => customers),
    role: text({ enum: CONTACT_ROLES }).notNull(),
    name: text().notNull(),
    emailAsGiven: text(),
    /** Lower case; none when what was given is no address. */
    email: text(),
    phoneAsGiven: text(),
    /** E.164; none when what was given is no number. */
    phone: text(),
    locale: text(),
    notified: boolean().notNull().default(true),
    position: integer().notNull().default(0),
  },
  (t) => [
    index('job_contacts_job').on(t.organisationId, t.jobId),
    index('job_contacts_phone').on(t.organisationId, t.phone),
    index('job_contacts_email').on(t.organisationId, t.email),
  ],
);

/** A line: what is to be done with what, and how it went. */
export const jobActions = organisationTable(
  'job_actions',
  {
    jobId: partOf(() => jobs),
    orderId: refersTo(() => orders),
    position: integer().notNull().default(0),
    kind: text({ enum: ACTION_KINDS }).notNull(),
    description: text().notNull(),
    sku: text(),
    quantity: integer().notNull(),
    unitWeightGrams: integer().notNull().default(0),
    unitVolumeLitres: integer().notNull().default(0),
    valueMinor: bigint({ mode: 'number' }),
    handleSeconds: integer().notNull().default(0),
    /** None = the customer. */
    fromLocationId: refersTo(() => locations),
    /** None = the customer. */
    toLocationId: refersTo(() => locations),
    readyAt: instant(),
    /** The other half of an exchange. */
    exchangeWithId: refersTo((): OrganisationTable => jobActions),
    collectOnlyIfDelivered: boolean().notNull().default(false),
    state: text({ enum: ACTION_STATES }).notNull().default('undetermined'),
    completedQuantity: integer().notNull().default(0),
    refusedQuantity: integer().notNull().default(0),
    damagedQuantity: integer().notNull().default(0),
    missingQuantity: integer().notNull().default(0),
    disposition: text({ enum: DISPOSITIONS }),
    reasonId: refersTo(() => reasons),
    settledAt: instant(),
  },
  (t) => [
    index('job_actions_job').on(t.organisationId, t.jobId, t.position),
    index('job_actions_order').on(t.organisationId, t.orderId),
    check('job_actions_quantity_range', sql`${t.quantity} >= 1`),
    check('job_actions_load_range', sql`${t.unitWeightGrams} >= 0 and ${t.unitVolumeLitres} >= 0`),
    check('job_actions_handle_seconds_range', sql`${t.handleSeconds} >= 0`),
    check(
      'job_actions_quantities_add_up',
      sql`least(${t.completedQuantity}, ${t.refusedQuantity}, ${t.damagedQuantity}, ${t.missingQuantity}) >= 0
        and ${t.completedQuantity} + ${t.refusedQuantity} + ${t.damagedQuantity} + ${t.missingQuantity}
          = case when ${t.state} = 'undetermined' then 0 else ${t.quantity} end`,
    ),
  ],
);

/** What an integration keeps beside a job, in its own words. */
export const jobMetadata = organisationRows(
  'job_metadata',
  {
    jobId: partOf(() => jobs),
    key: text().notNull(),
    value: text().notNull(),
  },
  ['jobId', 'key'],
  (t) => [index('job_metadata_value').on(t.organisationId, t.key, t.value)],
);

/** `from` is the later job: the retry, the follower, the replacement. Company (together, apart) has no direction. */
export const jobLinks = organisationRows(
  'job_links',
  {
    fromJobId: partOf(() => jobs),
    kind: text({ enum: JOB_LINK_KINDS }).notNull(),
    toJobId: partOf(() => jobs),
    leastGapSeconds: integer(),
    mostGapSeconds: integer(),
    /** What riding otherwise costs (together, apart); none = it must not happen. */
    priceMinor: integer(),
    whenFirstFails: text({ enum: LINK_FAILURE_RULES }).notNull().default('hold'),
    createdAt: instant().notNull(),
  },
  ['fromJobId', 'kind', 'toJobId'],
  (t) => [
    index('job_links_to').on(t.organisationId, t.toJobId),
    check('job_links_not_itself', sql`${t.fromJobId} <> ${t.toJobId}`),
  ],
);

export const jobAttachments = organisationTable(
  'job_attachments',
  {
    jobId: partOf(() => jobs),
    /** In the file store. */
    fileId: refersTo(() => files).notNull(),
    title: text(),
    addedByKind: text({ enum: ACTOR_KINDS }).notNull(),
    addedById: text(),
    addedAt: instant().notNull(),
  },
  (t) => [index('job_attachments_job').on(t.organisationId, t.jobId)],
);

/** Permission, given before, to leave goods with somebody or somewhere else. */
export const handoverPermissions = organisationTable(
  'handover_permissions',
  {
    jobId: partOf(() => jobs),
    handedTo: text({ enum: HANDED_TO }).notNull(),
    detail: text(),
    givenByKind: text({ enum: ACTOR_KINDS }).notNull(),
    givenById: text(),
    givenAt: instant().notNull(),
    withdrawnAt: instant(),
  },
  (t) => [index('handover_permissions_job').on(t.organisationId, t.jobId)],
);
