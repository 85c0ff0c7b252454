import { randomBytes } from 'node:crypto';
import {
  addMember,
  createBranch,
  createOrganisation,
  listBranches,
  listOrganisations,
  newShortId,
} from '../modules/accounts/index.ts';
import { createMerchant } from '../modules/customers/index.ts';
import { seedReasons } from '../modules/jobs/index.ts';
import type { RealClock } from '../platform/clock/index.ts';
import { type Database, newId } from '../platform/index.ts';
import { installationOperators } from '../platform/installation/index.ts';

export interface LiveOrganisation {
  readonly organisationId: string;
  readonly email: string;
  /** Kept nowhere but as its hash: whoever asked must show it now. */
  readonly password: string;
}

/**
 * A real organisation: it lives in real time and writes to real people once providers are set. One branch, its own goods
 * as the only merchant, and an administrator. `timeZone` is where the machine stands unless said, `currency` EUR. Null when there is one
 * of that name; one that was begun and broke off is completed.
 */
export async function createLiveOrganisation(parts: {
  readonly database: Database;
  readonly clock: RealClock;
  readonly name: string;
  readonly timeZone?: string | null;
  readonly currency?: string | null;
}): Promise<LiveOrganisation | null> {
  const { database, clock, name } = parts;
  const timeZone = parts.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const email = `administrator@${domainLabel(name)}.invalid`;
  const password = randomBytes(12).toString('base64url');
  const organisationId =
    (await findLive(database, name)) ??
    (await makeLive(database, clock.now(), { name, timeZone, email, currency: parts.currency ?? 'EUR' }));
  const isNew = await database.transact({ organisationId, actor: { kind: 'system', id: null } }, async (work) => {
    if ((await listBranches(work)).length > 0) return false;
    await createBranch(work, { code: 'HQ', name, timeZone });
    await createMerchant(work, { code: 'OWN', name, senderName: name, ownGoods: true });
    await seedReasons(work);
    await addMember(work, { name: 'Administrator', email, role: 'administrator', password });
    return true;
  });
  return isNew ? { organisationId, email, password } : null;
}

async function findLive(database: Database, name: string): Promise<string | undefined> {
  return (await listOrganisations(database)).find((one) => one.kind === 'live' && one.name === name)?.id;
}

/** The row that the rest hangs on, and who may run the installation. */
async function makeLive(
  database: Database,
  at: Date,
  {
    name,
    timeZone,
    email,
    currency,
  }: { readonly name: string; readonly timeZone: string; readonly email: string; readonly currency: string },
): Promise<string> {
  return database.asInstallation(async (db) => {
    await db
      .insert(installationOperators)
      .values({ id: newId(), email, name: 'Administrator', createdAt: at })
      .onConflictDoNothing({ target: [installationOperators.email] });
    return createOrganisation(
      db,
      { shortId: newShortId(), name, kind: 'live', currency, locale: 'en', timeZone, senderName: name },
      at,
    );
  });
}

/** `Müller & Söhne` → `muller-sohne`. Names that can have no mailbox end in `.invalid`. */
function domainLabel(name: string): string {
  const label = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return label === '' ? 'organisation' : label;
}
