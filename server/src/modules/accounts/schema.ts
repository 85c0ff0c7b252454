import {
  CALENDAR_DAY_KINDS,
  MEMBER_ROLES,
  MEMBER_STATES,
  ORGANISATION_KINDS,
  type OrganisationPolicies,
  PRIVACY_LEVELS,
  SCOPE_KINDS,
} from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
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

export const members = organisationTable(
  'members',
  {
    name: text().notNull(),
    /** As typed; the lower-case form stands in `sign_in_names`. */
    email: text().notNull(),
    role: text({ enum: MEMBER_ROLES }).notNull(),
    state: text({ enum: MEMBER_STATES }).notNull(),
    locale: text(),
    /** argon2id; none until the invitation is taken up. */
    passwordHash: text(),
    passwordChangedAt: instant(),
    /** Sealed; it counts from `totp_confirmed_at` on. */
    totpSecret: text(),
    totpConfirmedAt: instant(),
    /** The half minute of the last code taken: no code is taken twice. */
    totpLastStep: bigint({ mode: 'number' }),
    /** Since when the password alone does not do: a passkey, or a code, comes after it. */
    passkeyAfterPasswordAt: instant(),
    /** What a new passkey has to answer to; the newest alone counts. */
    passkeyChallengeHash: text(),
    passkeyChallengeEndsAt: instant(),
    createdAt: instant().notNull(),
    lastSignedInAt: instant(),
    disabledAt: instant(),
  },
  (t) => [
    uniqueIndex('members_email').on(t.organisationId, t.email),
    foreignKey({ name: 'members_organisation_fkey', columns: [t.organisationId], foreignColumns: [organisations.id] }),
  ],
);

/** No row = everything the role allows. */
export const memberScopes = organisationRows(
  'member_scopes',
  {
    memberId: partOf(() => members),
    kind: text({ enum: SCOPE_KINDS }).notNull(),
    targetId: uuid().notNull(),
  },
  ['memberId', 'kind', 'targetId'],
);

/** Exception to "the organisation leads": whoever signs in knows an e-mail address, not an organisation. */
export const signInNames = installationTable(
  'sign_in_names',
  {
    /** Lower case. */
    email: text().notNull(),
    organisationId: uuid().notNull(),
    memberId: uuid().notNull(),
  },
  ['email', 'organisationId'],
  (t) => [
    uniqueIndex('sign_in_names_member').on(t.organisationId, t.memberId),
    foreignKey({
      name: 'sign_in_names_member_fkey',
      columns: [t.organisationId, t.memberId],
      foreignColumns: [members.organisationId, members.id],
    }).onDelete('cascade'),
  ],
);

export const EMAIL_CHANGE_STATES = ['asked', 'done', 'undone', 'dropped'] as const;

/** A member's other e-mail address: asked for, confirmed from its mailbox, and undone from the old one's. */
export const memberEmailChanges = organisationTable(
  'member_email_changes',
  {
    memberId: partOf(() => members),
    oldEmail: text().notNull(),
    newEmail: text().notNull(),
    state: text({ enum: EMAIL_CHANGE_STATES }).notNull(),
    /** The member, or an administrator. */
    askedById: refersTo(() => members).notNull(),
    /** The browser that the member asked in stays signed in. */
    askedInSession: uuid(),
    askedAt: instant().notNull(),
    /** Until then it can be confirmed. */
    endsAt: instant().notNull(),
    /** Until then it can be undone, and nobody else gets the old address; none = it never can. */
    undoUntil: instant(),
  },
  (t) => [index('member_email_changes_member').on(t.organisationId, t.memberId, t.askedAt)],
);

export const MEMBER_TOKEN_KINDS = ['invitation', 'password_reset', 'email_confirm', 'email_undo'] as const;

/** Links sent to members; each opens once. */
export const memberTokens = organisationTable(
  'member_tokens',
  {
    memberId: partOf(() => members),
    kind: text({ enum: MEMBER_TOKEN_KINDS }).notNull(),
    /** Of the kinds about an e-mail address: which change. */
    emailChangeId: refersTo(() => memberEmailChanges),
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [uniqueIndex('member_tokens_hash').on(t.organisationId, t.tokenHash)],
);

/** Each signs in once in the place of a code of the authenticator. */
export const memberRecoveryCodes = organisationRows(
  'member_recovery_codes',
  { memberId: partOf(() => members), codeHash: text().notNull(), createdAt: instant().notNull(), usedAt: instant() },
  ['memberId', 'codeHash'],
);

/** Public keys that sign a member in: WebAuthn credentials. */
export const memberPasskeys = organisationTable(
  'member_passkeys',
  {
    memberId: partOf(() => members),
    name: text().notNull(),
    /** Base64url, as the browser names it. */
    credentialId: text().notNull(),
    /** COSE, in base64url. */
    publicKey: text().notNull(),
    /** How often the authenticator says that it signed; 0 for those that do not count. Going back means a copy. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    /** `multi_device` keys are kept by a password manager or account. */
    deviceKind: text({ enum: ['single_device', 'multi_device'] }).notNull(),
    backedUp: boolean().notNull(),
    /** Which model of authenticator it says that it is. */
    aaguid: text().notNull(),
    createdAt: instant().notNull(),
    lastUsedAt: instant(),
  },
  (t) => [
    uniqueIndex('member_passkeys_credential').on(t.organisationId, t.credentialId),
    index('member_passkeys_member').on(t.organisationId, t.memberId),
  ],
);

/** The OpenID Connect provider that an organisation's members may sign in through. */
export const singleSignOn = organisationRows(
  'single_sign_on',
  {
    name: text().notNull(),
    issuer: text().notNull(),
    clientId: text().notNull(),
    /** Sealed; none for a public client. */
    clientSecret: text(),
    /** Lower case: whose people may join by themselves. */
    emailDomains: text().array().notNull(),
    joinRole: text({ enum: MEMBER_ROLES }),
    enforced: boolean().notNull(),
    /** The one whose password still opens when it is enforced. */
    emergencyMemberId: refersTo(() => members),
    /** Where signing out leads, as the discovery document had it. */
    endSessionUrl: text(),
    updatedAt: instant().notNull(),
  },
  [],
);

/** Whom a provider means: issuer and subject are the identity, the e-mail only led to the first link. */
export const memberIdentities = organisationRows(
  'member_identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    memberId: partOf(() => members),
    linkedAt: instant().notNull(),
    lastUsedAt: instant().notNull(),
  },
  ['issuer', 'subject'],
  (t) => [uniqueIndex('member_identities_member').on(t.organisationId, t.memberId, t.issuer)],
);

export const CHALLENGE_PURPOSES = ['passkey_sign_in', 'passkey_factor', 'provider'] as const;

/** Exception to "the organisation leads": whoever begins to sign in knows no organisation. Each answers once, and shortly. */
export const signInChallenges = installationTable(
  'installation_sign_in_challenges',
  {
    challengeHash: text().notNull(),
    purpose: text({ enum: CHALLENGE_PURPOSES }).notNull(),
    /** Whose it is, where that is known already. */
    memberId: uuid(),
    /** What has to be known when the answer comes; sealed. */
    kept: text(),
    expiresAt: instant().notNull(),
  },
  ['challengeHash'],
  (t) => [index('installation_sign_in_challenges_end').on(t.expiresAt)],
);

export const ACCOUNT_LETTER_KINDS = [
  'invitation',
  'password_reset',
  'password_changed',
  'second_factor_on',
  'second_factor_off',
  'passkey_added',
  'passkey_removed',
  'provider_linked',
  'email_confirm',
  'email_changed',
] as const;
export const ACCOUNT_LETTER_STATES = ['queued', 'handed_over', 'failed', 'by_hand'] as const;

/** E-mails to members about their own account. They hold secrets, so their words are made as they leave and kept nowhere. */
export const accountLetters = organisationTable(
  'account_letters',
  {
    memberId: partOf(() => members),
    kind: text({ enum: ACCOUNT_LETTER_KINDS }).notNull(),
    /** Of the kinds about an e-mail address: which change; it says where the letter goes. */
    emailChangeId: refersTo(() => memberEmailChanges),
    state: text({ enum: ACCOUNT_LETTER_STATES }).notNull(),
    provider: text(),
    failure: text(),
    queuedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [index('account_letters_member').on(t.organisationId, t.memberId, t.queuedAt)],
);

/** Exception to "the organisation leads": whoever tries to sign in knows no organisation. Names are hashed. */
export const signInTries = installationTable(
  'installation_sign_in_tries',
  { nameHash: text().notNull(), tries: integer().notNull(), windowEndsAt: instant().notNull() },
  ['nameHash'],
  (t) => [index('installation_sign_in_tries_end').on(t.windowEndsAt)],
);

export const SESSION_KINDS = ['member', 'device'] as const;
export const SIGN_IN_WAYS = ['password', 'passkey', 'provider'] as const;

/** A signed-in browser or paired device: renews short access tokens with its refresh token or key. */
export const refreshSessions = organisationTable(
  'refresh_sessions',
  {
    kind: text({ enum: SESSION_KINDS }).notNull(),
    /** The member or device. */
    principalId: uuid().notNull(),
    refreshHash: text().notNull(),
    /** The token just replaced: seen again after a grace period, it was stolen and the session ends. */
    previousHash: text(),
    replacedAt: instant(),
    userAgent: text(),
    /** How the member proved who they are; none for devices. */
    signedInBy: text({ enum: SIGN_IN_WAYS }),
    createdAt: instant().notNull(),
    lastUsedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [
    uniqueIndex('refresh_sessions_hash').on(t.organisationId, t.refreshHash),
    index('refresh_sessions_previous').on(t.organisationId, t.previousHash),
    index('refresh_sessions_principal').on(t.organisationId, t.kind, t.principalId),
  ],
);

/** Ten-minute bearer tokens, accepted at every edge. */
export const accessTokens = organisationRows(
  'access_tokens',
  {
    tokenHash: text().notNull(),
    sessionId: partOf(() => refreshSessions),
    kind: text({ enum: SESSION_KINDS }).notNull(),
    principalId: uuid().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  ['tokenHash'],
  (t) => [
    index('access_tokens_session').on(t.organisationId, t.sessionId),
    index('access_tokens_expiry').on(t.organisationId, t.expiresAt),
  ],
);

export const apiKeys = organisationTable(
  'api_keys',
  {
    name: text().notNull(),
    /** The first characters, to recognise a key by. */
    prefix: text().notNull(),
    keyHash: text().notNull(),
    permissions: text().array().notNull(),
    /** A merchant's key sees and creates only that merchant's. */
    merchantId: uuid(),
    createdBy: refersTo(() => members),
    createdAt: instant().notNull(),
    expiresAt: instant(),
    lastUsedAt: instant(),
    /** The key that this one was made to replace. */
    replacesId: uuid(),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.organisationId, t.keyHash)],
);
