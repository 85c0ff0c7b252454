import type { RealClock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/index.ts';
import { findApiKey, markApiKeyUsed } from './api-keys.ts';
import { findMember } from './members.ts';
import { isTwin, organisationByShortId } from './organisations.ts';
import { type DeskPrincipal, insideTwin } from './principal.ts';
import { readSecret } from './secrets.ts';

/** Whom a bearer token of the Public API speaks for: a member or an API key; null when it is good for nothing. */
export async function authenticateDesk(
  database: Database,
  clock: RealClock,
  bearer: string,
): Promise<DeskPrincipal | null> {
  const named = readSecret(bearer);
  if (named?.kind !== 'access' && named?.kind !== 'api_key') return null;
  const organisationId = await organisationByShortId(database, named.organisationShortId);
  if (!organisationId) return null;
  const principal = await principalOf(database, clock.now(), organisationId, bearer, named.kind);
  return principal && isTwin(database, organisationId) ? insideTwin(principal) : principal;
}

async function principalOf(
  database: Database,
  at: Date,
  organisationId: string,
  bearer: string,
  kind: 'access' | 'api_key',
): Promise<DeskPrincipal | null> {
  if (kind === 'access') return database.lookUp((db) => findMember(db, organisationId, bearer, at));
  const found = await database.lookUp((db) => findApiKey(db, organisationId, bearer, at));
  if (found && !found.seen) {
    await database.transact({ organisationId, actor: { kind: 'api_key', id: found.principal.id } }, (work) =>
      markApiKeyUsed(work, found.principal.id),
    );
  }
  return found?.principal ?? null;
}
