import { index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  installationTable,
  instant,
  organisationRows,
  organisationTable,
  partOf,
  refersTo,
} from '../../../platform/schema.ts';
import { members } from './members.ts';

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
