import { PERMISSIONS, type Permission } from '@roundsman/api-contract';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { keepStatement } from '../../platform/database/index.ts';
import {
  newId,
  type PageWish,
  Problem,
  type ReadWork,
  type RowsOfPage,
  readPage,
  type Tx,
  type Work,
} from '../../platform/index.ts';
import { getOrganisation } from './organisations.ts';
import type { ApiKeyPrincipal, DeskPrincipal } from './principal.ts';
import { apiKeys } from './schema.ts';
import { hashSecret, newSecret } from './secrets.ts';

export type ApiKeyRow = typeof apiKeys.$inferSelect;
/** Writing the time of every use would be a write per request; once a minute tells as much. */
const LAST_USE_SECONDS = 60;

/** The newest first. Problem 422 `cursor_invalid`. */
export const pageOfApiKeys = (work: ReadWork, wish: PageWish): Promise<RowsOfPage<ApiKeyRow>> =>
  readPage(work, apiKeys, { by: apiKeys.createdAt, newestFirst: true, where: isNull(apiKeys.revokedAt) }, wish);

/** Makes a key that can do no more than its maker. The secret is answered this once. Problem 403 `more_than_own`. */
export async function createApiKey(
  work: Work,
  maker: DeskPrincipal,
  input: { name: string; scopes: readonly Permission[]; expiresAt: Date | null },
): Promise<{ key: ApiKeyRow; secret: string }> {
  refuseMoreThanOwn(maker, input.scopes);
  const made = await insertKey(work, {
    ...input,
    merchantId: maker.merchantId,
    createdBy: maker.kind === 'member' ? maker.id : null,
    replacesId: null,
  });
  work.emit({
    type: 'api_key.created',
    subject: { kind: 'api_key', id: made.key.id },
    data: { scopes: [...input.scopes] },
  });
  return made;
}

/**
 * A new secret with the reach of the old one, which stays good for the overlap so that no program stands still meanwhile.
 * Problems: 403 `more_than_own`, 404 `api_key_unknown`, 409 `api_key_over`.
 */
export async function rotateApiKey(
  work: Work,
  maker: DeskPrincipal,
  apiKeyId: string,
  overlapHours: number,
): Promise<{ key: ApiKeyRow; secret: string }> {
  const [old] = await work.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)))
    .for('update');
  if (!old) throw unknownKey();
  if (old.expiresAt && old.expiresAt <= work.recordedAt) {
    throw new Problem({
      status: 409,
      code: 'api_key_over',
      title: 'This key has run out already',
      remedy: 'Make a new one.',
    });
  }
  refuseMoreThanOwn(
    maker,
    PERMISSIONS.filter((permission) => old.permissions.includes(permission)),
  );
  const ends = new Date(work.recordedAt.getTime() + overlapHours * 3_600_000);
  const expiresAt = old.expiresAt && old.expiresAt < ends ? old.expiresAt : ends;
  await work.db.update(apiKeys).set({ expiresAt }).where(eq(apiKeys.id, old.id));
  const made = await insertKey(work, {
    name: old.name,
    scopes: old.permissions,
    expiresAt: old.expiresAt,
    merchantId: old.merchantId,
    createdBy: maker.kind === 'member' ? maker.id : null,
    replacesId: old.id,
  });
  work.emit({
    type: 'api_key.rotated',
    subject: { kind: 'api_key', id: made.key.id },
    data: { replacesId: old.id, overlapHours },
  });
  return made;
}

function refuseMoreThanOwn(maker: DeskPrincipal, scopes: readonly Permission[]): void {
  const beyond = scopes.filter((scope) => !maker.permissions.has(scope));
  if (beyond.length === 0) return;
  throw new Problem({
    status: 403,
    code: 'more_than_own',
    title: 'A key cannot do more than its maker',
    detail: `Not yours: ${beyond.join(', ')}`,
  });
}

async function insertKey(
  work: Work,
  wish: Pick<ApiKeyRow, 'name' | 'expiresAt' | 'merchantId' | 'createdBy' | 'replacesId'> & {
    readonly scopes: readonly string[];
  },
): Promise<{ key: ApiKeyRow; secret: string }> {
  const { scopes, ...fields } = wish;
  const { shortId } = await getOrganisation(work);
  const secret = newSecret('api_key', shortId);
  const [key] = await work.db
    .insert(apiKeys)
    .values({
      organisationId: work.organisationId,
      id: newId(),
      ...fields,
      prefix: secret.slice(0, shortId.length + 9),
      keyHash: hashSecret(secret),
      permissions: [...scopes],
      createdAt: work.recordedAt,
    })
    .returning();
  return { key: key!, secret };
}

export async function revokeApiKey(work: Work, apiKeyId: string): Promise<void> {
  const [revoked] = await work.db
    .update(apiKeys)
    .set({ revokedAt: work.recordedAt })
    .where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (!revoked) throw unknownKey();
  work.emit({ type: 'api_key.revoked', subject: { kind: 'api_key', id: apiKeyId } });
}

function unknownKey(): Problem {
  return new Problem({ status: 404, code: 'api_key_unknown', title: 'There is no such API key' });
}

const keyBySecret = keepStatement('key_by_secret', (db) =>
  db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      merchantId: apiKeys.merchantId,
      permissions: apiKeys.permissions,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.organisationId, sql.placeholder('organisationId')),
        eq(apiKeys.keyHash, sql.placeholder('hash')),
        isNull(apiKeys.revokedAt),
      ),
    ),
);

/** The key behind a secret while it is good, or null; `seen` says whether its last use must be written down. */
export async function findApiKey(
  db: Tx,
  organisationId: string,
  secret: string,
  at: Date,
): Promise<{ principal: ApiKeyPrincipal; seen: boolean } | null> {
  const [row] = await keyBySecret(db, { organisationId, hash: hashSecret(secret) });
  if (!row || (row.expiresAt && row.expiresAt <= at)) return null;
  const { id, name, merchantId } = row;
  const permissions = new Set(PERMISSIONS.filter((permission) => row.permissions.includes(permission)));
  const seen = row.lastUsedAt !== null && at.getTime() - row.lastUsedAt.getTime() < LAST_USE_SECONDS * 1000;
  return { principal: { kind: 'api_key', id, organisationId, name, merchantId, permissions }, seen };
}

export async function markApiKeyUsed(work: Work, apiKeyId: string): Promise<void> {
  await work.db.update(apiKeys).set({ lastUsedAt: work.recordedAt }).where(eq(apiKeys.id, apiKeyId));
}
