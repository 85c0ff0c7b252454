import { eq, sql } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import { type Database, newId, Problem, type ReadWork, type Tx, type Work } from '../../platform/index.ts';
import { createOrganisation, getOrganisation, newShortId, type OrganisationRow } from '../accounts/index.ts';
import { organisations } from '../accounts/schema.ts';
import { REMOVE_FILES_TASK } from '../privacy/index.ts';
import { renewTwin } from './renew-twin.ts';
import { sandboxes } from './schema.ts';

export type SandboxRow = typeof sandboxes.$inferSelect;

/** The task that makes a twin, or empties it and copies the set-up afresh. */
export const RENEW_TASK = 'sandboxes.renew';
const SYSTEM = { kind: 'system', id: null } as const;

/** A twin and its organisation, seen from either. */
export interface TwinState {
  readonly live: Pick<OrganisationRow, 'id' | 'name'>;
  /** Null: nobody has asked for one. */
  readonly sandbox: SandboxRow | null;
}

/** From inside the organisation or inside its twin. Problem 409 `not_a_twin` in a sandbox that is nobody's. */
export async function readTwin(database: Database, organisationId: string): Promise<TwinState> {
  return database.asInstallation(async (db) => {
    const live = await liveOf(db, organisationId);
    const [sandbox] = await db.select().from(sandboxes).where(eq(sandboxes.organisationId, live.id));
    return { live, sandbox: sandbox ?? null };
  });
}

/** The live organisation of a sandbox, or itself. */
async function liveOf(db: Tx, organisationId: string): Promise<Pick<OrganisationRow, 'id' | 'name'>> {
  const [asked] = await db.select().from(organisations).where(eq(organisations.id, organisationId));
  if (asked?.kind !== 'sandbox') return asked!;
  const [live] = asked.twinOf ? await db.select().from(organisations).where(eq(organisations.id, asked.twinOf)) : [];
  if (live) return live;
  throw new Problem({
    status: 409,
    code: 'not_a_twin',
    title: 'This sandbox is nobody’s twin',
    remedy: 'It has no organisation to copy from.',
  });
}

export const nameOfTwin = (name: string) => `${name} (sandbox)`;

export interface TwinName {
  readonly id: string;
  readonly name: string;
}

/** Of a sandbox that is a twin: the organisation it was copied from. */
export async function originalOf(database: Database, { twinOf }: OrganisationRow): Promise<TwinName | null> {
  if (twinOf === null) return null;
  const { id, name } = await database.read(twinOf, getOrganisation);
  return { id, name };
}

/** Asks for the twin; asked again, the one that is there stays. Problem 409 `is_a_sandbox`. */
export async function makeSandbox(work: Work): Promise<SandboxRow> {
  const organisation = await getOrganisation(work);
  if (organisation.kind === 'sandbox') {
    throw new Problem({
      status: 409,
      code: 'is_a_sandbox',
      title: 'A sandbox has no sandbox of its own',
      remedy: 'Ask with a credential of the live organisation, or try things here.',
    });
  }
  const { organisationId, recordedAt: askedAt } = work;
  const row = { organisationId, twinId: newId(), twinShortId: newShortId(), state: 'making' as const, askedAt };
  const made = await work.db.insert(sandboxes).values(row).onConflictDoNothing().returning();
  if (!made[0]) return (await readOwn(work))!;
  await queueRenewal(work, organisationId);
  work.emit({ type: 'sandbox.asked', subject: { kind: 'organisation', id: row.twinId } });
  return made[0];
}

/** Empties the twin and copies the set-up afresh, soon. Asked from either side. Problem 409 `no_sandbox`. */
export async function resetSandbox(work: Work, { live, sandbox }: TwinState): Promise<SandboxRow> {
  if (sandbox === null) throw noSandbox();
  await queueRenewal(work, live.id);
  work.emit({ type: 'sandbox.reset', subject: { kind: 'organisation', id: sandbox.twinId } });
  return { ...sandbox, state: 'emptying' };
}

const queueRenewal = (work: Work, liveId: string) =>
  work.addTask(RENEW_TASK, { liveId }, { jobKey: `${RENEW_TASK} ${liveId}`, queue: `${RENEW_TASK} ${liveId}` });

/** The twin while it can be used. Problem 409 `no_sandbox`. */
export function openTwin({ sandbox }: TwinState): SandboxRow {
  if (sandbox === null || sandbox.readyAt === null || sandbox.state === 'emptying') throw noSandbox();
  return sandbox;
}

export function noSandbox(): Problem {
  return new Problem({
    status: 409,
    code: 'no_sandbox',
    title: 'There is no sandbox yet, or it is being made just now',
    remedy: 'Make one, and wait until its state is `ready`.',
  });
}

/**
 * What the task does; run twice it does the same. A kill in between leaves the state that says what goes on, and the task
 * comes again.
 */
export async function renewSandbox(database: Database, liveId: string, clock: RealClock): Promise<void> {
  const sandbox = await database.read(liveId, readOwn);
  if (sandbox === null) return;
  await mark(database, liveId, { state: sandbox.readyAt === null ? 'making' : 'emptying', failure: null });
  try {
    await database.asInstallation(async (db) => {
      await makeRow(db, liveId, sandbox, clock.now());
      const storageKeys = await renewTwin(db, liveId, sandbox.twinId);
      if (storageKeys.length > 0)
        await db.execute(
          sql`SELECT add_task(${REMOVE_FILES_TASK}, ${JSON.stringify({ storageKeys })}::json, null::text, null::timestamptz, null::int, null::text, null::int)`,
        );
    });
    await database.transact({ organisationId: sandbox.twinId, actor: SYSTEM }, async (work) => {
      work.emit({ type: 'sandbox.ready', subject: { kind: 'organisation', id: sandbox.twinId } });
    });
    await mark(database, liveId, { state: 'ready', readyAt: clock.now(), failure: null });
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 300) : String(error);
    await mark(database, liveId, { state: 'failed', failure });
    throw error;
  }
}

async function readOwn(work: ReadWork): Promise<SandboxRow | null> {
  const [row] = await work.db.select().from(sandboxes);
  return row ?? null;
}

async function makeRow(db: Tx, liveId: string, { twinId, twinShortId }: SandboxRow, at: Date): Promise<void> {
  const [known] = await db.select().from(organisations).where(eq(organisations.id, twinId));
  if (known) return;
  const [live] = await db.select().from(organisations).where(eq(organisations.id, liveId));
  const { currency, locale, timeZone } = live!;
  const name = nameOfTwin(live!.name);
  const row = { id: twinId, shortId: twinShortId, name, kind: 'sandbox' as const, currency, locale, timeZone };
  await createOrganisation(db, { ...row, twinOf: liveId }, at);
}

async function mark(
  database: Database,
  liveId: string,
  set: Partial<Pick<SandboxRow, 'state' | 'readyAt' | 'failure'>>,
): Promise<void> {
  await database.transact({ organisationId: liveId, actor: SYSTEM }, async (work) => {
    await work.db.update(sandboxes).set(set);
    if (set.state === 'ready')
      work.emit({ type: 'sandbox.ready', subject: { kind: 'organisation', id: work.organisationId } });
  });
}
