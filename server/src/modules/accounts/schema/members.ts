import { MEMBER_ROLES, MEMBER_STATES, SCOPE_KINDS } from '@roundsman/delivery-rules';
import { bigint, boolean, foreignKey, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  installationTable,
  instant,
  organisationRows,
  organisationTable,
  partOf,
  refersTo,
} from '../../../platform/schema.ts';
import { organisations } from './organisations.ts';

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
