import {
  type ActionKind,
  ATTEMPT_RESULTS,
  AUDIENCES,
  CHANNELS,
  type Channel,
  MESSAGE_LANGUAGES,
  MESSAGE_ORIGINS,
  MESSAGE_PURPOSES,
  MESSAGE_STATES,
  type MessageLanguage,
  NOTIFICATION_TRIGGERS,
  QUIET_RULES,
  READERS,
  REPLY_MEANINGS,
  SUPPRESSION_REASONS,
} from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import {
  installationTable,
  instant,
  localTime,
  organisationRows,
  organisationTable,
  partOf,
  refersTo,
} from '../../platform/schema.ts';
import { members } from '../accounts/schema.ts';
import { customers, merchants } from '../customers/schema.ts';
import { jobContacts, jobs, promises } from '../jobs/schema.ts';

/** Who is told of what, on which channels: the organisation's own rules, and what it changed of ours. */
export const notificationRules = organisationTable(
  'notification_rules',
  {
    /** The shipped rule that this row stands for; none = a rule of the organisation's own. */
    defaultKey: text(),
    name: text().notNull(),
    enabled: boolean().notNull(),
    trigger: text({ enum: NOTIFICATION_TRIGGERS }).notNull(),
    audience: text({ enum: AUDIENCES }).notNull(),
    /** E-mail addresses and E.164 numbers of the audience `address`. */
    addresses: text().array().notNull().default([]),
    /** Conditions: an empty list asks nothing. */
    jobKinds: text().array().$type<ActionKind[]>().notNull().default([]),
    merchantIds: uuid().array().notNull().default([]),
    locationIds: uuid().array().notNull().default([]),
    tags: text().array().notNull().default([]),
    /** In the order in which they are tried. */
    channels: text().array().$type<Channel[]>().notNull(),
    /** On each of the channels, rather than on the first that reaches. */
    everyChannel: boolean().notNull().default(false),
    purpose: text({ enum: MESSAGE_PURPOSES }).notNull().default('service'),
    /** Business time to wait; none = time for a correction after outcomes, and none otherwise. */
    delaySeconds: integer(),
    /** Of `eta_under` and `late`; none = the organisation's policy. */
    thresholdMinutes: integer(),
    /** Of `reminder`, `day_before` and `day_of`: days before the promise, and the time at the door. */
    daysBefore: integer(),
    atTime: localTime(),
    /** Told once more when the facts have moved by as much since; none = once. */
    changeMinutes: integer(),
    quietRule: text({ enum: QUIET_RULES }).notNull().default('as_usual'),
    quietFrom: localTime(),
    quietTo: localTime(),
    /** None = the recipient's. */
    language: text({ enum: MESSAGE_LANGUAGES }),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    updatedById: text(),
  },
  (t) => [
    uniqueIndex('notification_rules_default')
      .on(t.organisationId, t.defaultKey)
      .where(sql`${t.defaultKey} is not null`),
  ],
);

/** Words of a message, by reader, trigger, channel and language; every change is a new version. */
export const messageTemplates = organisationTable(
  'message_templates',
  {
    merchantId: refersTo(() => merchants),
    reader: text({ enum: READERS }).notNull().default('customer'),
    trigger: text({ enum: NOTIFICATION_TRIGGERS }).notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    /** BCP 47. */
    language: text().$type<MessageLanguage>().notNull(),
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
    audience: text({ enum: AUDIENCES }).notNull().default('customer'),
    /** The rule that decided, as it was called then: it may be changed or gone since. */
    ruleKey: text(),
    ruleName: text(),
    contactId: refersTo(() => jobContacts),
    /** Who it is, within the audience: `contact:<id>`, `member:<id>`, `address:<address>` … */
    recipientKey: text(),
    promiseId: refersTo(() => promises),
    /** The times it spoke of: a rule may tell once more when they have moved. */
    toldFrom: instant(),
    toldTo: instant(),
    eventSeq: bigint({ mode: 'number' }),
    /** What must not be told twice: `on_the_way:<job>:<contact>` and the like. */
    dedupeKey: text().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('notifications_dedupe').on(t.organisationId, t.dedupeKey),
    index('notifications_job').on(t.organisationId, t.jobId, t.trigger),
  ],
);

export const messages = organisationTable(
  'messages',
  {
    notificationId: refersTo(() => notifications),
    jobId: refersTo(() => jobs),
    customerId: refersTo(() => customers),
    merchantId: refersTo(() => merchants),
    origin: text({ enum: MESSAGE_ORIGINS }).notNull().default('rule'),
    trigger: text({ enum: NOTIFICATION_TRIGGERS }),
    channel: text({ enum: CHANNELS }).notNull(),
    /** Where it goes on to when this channel fails it, in order, and what it goes on from. */
    fallBackChannels: text().array().$type<Channel[]>().notNull().default([]),
    fallBackOfId: uuid(),
    purpose: text({ enum: MESSAGE_PURPOSES }).notNull(),
    templateId: refersTo(() => messageTemplates),
    language: text().notNull(),
    /** E.164, lower-case e-mail, or for push whose browsers are meant (`contact:<id>`); erased with the customer. */
    toAddress: text().notNull(),
    toName: text(),
    fromAddress: text(),
    subject: text(),
    text: text().notNull(),
    html: text(),
    /** Takes a one-click POST (RFC 8058); e-mail to customers only. */
    unsubscribeUrl: text(),
    /** It said that "1" confirms and "2" asks for another time. */
    offersReply: boolean().notNull().default(false),
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
    /** Millionths of the currency's unit; none until a provider took it, or where no price is known. */
    costMicros: bigint({ mode: 'number' }),
    costCurrency: text(),
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
    index('messages_sent').on(t.organisationId, t.channel, t.sentAt).where(sql`${t.sentAt} is not null`),
  ],
);

export interface AttemptTry {
  readonly provider: string;
  readonly outcome: string;
  readonly detail: string | null;
  readonly milliseconds: number;
}

/** Real time. Tries and what came of them; not events. */
export const messageAttempts = organisationRows(
  'message_attempts',
  {
    messageId: partOf(() => messages),
    number: integer().notNull(),
    provider: text().notNull(),
    startedAt: instant().notNull(),
    /** Written before a provider is asked; none = no provider has been, so that whoever finds it may send without a doubt. */
    leavingAt: instant(),
    endedAt: instant(),
    /** None while it runs, and when the process died meanwhile. */
    result: text({ enum: ATTEMPT_RESULTS }),
    code: text(),
    detail: text(),
    /** Each provider that was asked, in order, when it was more than one. */
    tries: jsonb().$type<readonly AttemptTry[]>(),
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
    understoodAs: text({ enum: REPLY_MEANINGS }),
    receivedAt: instant().notNull(),
    seenAt: instant(),
  },
  (t) => [
    index('inbound_messages_job').on(t.organisationId, t.jobId, t.receivedAt),
    uniqueIndex('inbound_messages_provider').on(t.organisationId, t.provider, t.providerMessageId),
    index('inbound_messages_from').on(t.organisationId, t.fromAddress, t.receivedAt),
  ],
);

/** Browsers that may be written to by web push: of a customer for one job, or of a member. */
export const pushSubscriptions = organisationTable(
  'push_subscriptions',
  {
    jobId: refersTo(() => jobs),
    contactId: refersTo(() => jobContacts),
    memberId: refersTo(() => members),
    /** Of the push service: whoever has it and the keys can write to the browser. */
    endpoint: text().notNull(),
    /** Base64url, as the browser gave them. */
    p256dh: text().notNull(),
    auth: text().notNull(),
    userAgent: text(),
    createdAt: instant().notNull(),
    endedAt: instant(),
    /** `asked`: the person ended it; `gone`: the push service says that the browser did. */
    endedWhy: text({ enum: ['asked', 'gone'] }),
  },
  (t) => [
    index('push_subscriptions_contact').on(t.organisationId, t.contactId),
    index('push_subscriptions_member').on(t.organisationId, t.memberId),
    index('push_subscriptions_endpoint').on(t.organisationId, t.endpoint),
    check('push_subscriptions_owner', sql`(${t.contactId} is null) <> (${t.memberId} is null)`),
  ],
);

/** What an organisation sent in a calendar month (UTC, business time), by channel. */
export const messageMonths = organisationRows(
  'message_months',
  {
    /** `2026-11`. */
    month: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    messages: integer().notNull(),
    segments: integer().notNull(),
    costMicros: bigint({ mode: 'number' }).notNull(),
    /** The part of the limit, in percent, of which somebody was last warned. */
    warnedAtPercent: integer().notNull().default(0),
  },
  ['month', 'channel'],
);

/** How many messages an organisation may send in a month; none = as many as it likes. */
export const messageLimits = organisationRows(
  'message_limits',
  {
    channel: text({ enum: CHANNELS }).notNull(),
    monthlyMost: integer().notNull(),
    warnAtPercent: integer().notNull(),
    updatedAt: instant().notNull(),
  },
  ['channel'],
);

/** How well each provider is, as the process that hands over to it last saw it; real time. */
export const messageProviders = installationTable(
  'installation_message_providers',
  {
    channel: text({ enum: CHANNELS }).notNull(),
    name: text().notNull(),
    state: text({ enum: ['well', 'drained', 'trial', 'returning'] }).notNull(),
    share: doublePrecision().notNull(),
    since: instant().notNull(),
    reason: text(),
    takesIdempotencyKey: boolean().notNull(),
    sendsReceipts: boolean().notNull(),
    normalReceiptShare: doublePrecision(),
    recentReceiptShare: doublePrecision(),
    normalReceiptSeconds: doublePrecision(),
    updatedAt: instant().notNull(),
  },
  ['channel', 'name'],
);
