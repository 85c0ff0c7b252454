import { randomBytes } from 'node:crypto';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { keepStatement } from '../../platform/database/index.ts';
import { type Database, newId, Problem, type ReadWork, type Tx, type Work } from '../../platform/index.ts';
import { branches, organisations } from './schema.ts';

export type OrganisationRow = typeof organisations.$inferSelect;
export type BranchRow = typeof branches.$inferSelect;

export interface NewOrganisation {
  /** Made here unless it was given out before. */
  readonly id?: string;
  /** The live organisation whose sandbox it is. */
  readonly twinOf?: string;
  readonly shortId: string;
  readonly name: string;
  readonly kind: OrganisationRow['kind'];
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly timeZone: string;
  readonly senderName?: string;
  readonly replyToEmail?: string;
  readonly supportPhone?: string;
  readonly accentColour?: string;
}

/** Stands in tokens and links, so it is short, and of letters and digits that any of them may carry. */
export const newShortId = (): string => randomBytes(8).toString('hex').slice(0, 10);

/** The row that everything else hangs on. Returns its id. */
export async function createOrganisation(db: Tx, input: NewOrganisation, at: Date): Promise<string> {
  const id = input.id ?? newId();
  await db.insert(organisations).values({ ...input, id, createdAt: at });
  return id;
}

const organisationById = keepStatement('organisation_by_id', (db) =>
  db
    .select()
    .from(organisations)
    .where(eq(organisations.id, sql.placeholder('id'))),
);

export async function getOrganisation(work: ReadWork): Promise<OrganisationRow> {
  const [row] = await organisationById(work.db, { id: work.organisationId });
  if (!row) throw new Problem({ status: 404, code: 'organisation_unknown', title: 'There is no such organisation' });
  return row;
}

export interface OrganisationChange {
  readonly name?: string | undefined;
  readonly currency?: string | undefined;
  readonly locale?: string | undefined;
  readonly zone?: string | undefined;
}

/** Nothing is converted: amounts stay, and are told in the new currency. */
export async function changeOrganisation(work: Work, { zone, ...change }: OrganisationChange): Promise<void> {
  const fields = { ...change, timeZone: zone };
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return;
  await work.db.update(organisations).set(set).where(eq(organisations.id, work.organisationId));
  work.emit({
    type: 'organisation.changed',
    subject: { kind: 'organisation', id: work.organisationId },
    data: { fields: Object.keys(set) },
  });
}

export interface NewBranch {
  readonly code: string;
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  readonly phone?: string;
  readonly orderIntakeUntil?: string;
  readonly planLockAt?: string;
  readonly customerChangeUntil?: string;
}

/** A place of business. Returns its id. */
export async function createBranch(work: Work, input: NewBranch): Promise<string> {
  const id = newId();
  await work.db
    .insert(branches)
    .values({ ...input, organisationId: work.organisationId, id, createdAt: work.recordedAt });
  work.emit({ type: 'branch.created', subject: { kind: 'branch', id } });
  return id;
}

const openBranches = keepStatement('open_branches', (db) =>
  db.select().from(branches).where(isNull(branches.closedAt)).orderBy(asc(branches.code)),
);

export const listBranches = (work: ReadWork): Promise<BranchRow[]> => openBranches(work.db, {});

/** The branch that a new thing belongs to: the one named, or the only one. */
export async function resolveBranch(work: ReadWork, branchId: string | undefined): Promise<BranchRow> {
  const open = await listBranches(work);
  const branch = branchId === undefined && open.length === 1 ? open[0] : open.find(({ id }) => id === branchId);
  if (branch) return branch;
  throw branchUnknown(open, branchId);
}

const holdOpenBranch = keepStatement('hold_open_branch', (db) =>
  db
    .select({ id: branches.id })
    .from(branches)
    .where(and(eq(branches.id, sql.placeholder('branchId')), isNull(branches.closedAt)))
    .for('key share'),
);

/** The same for something that is being made: nobody closes the branch before the transaction ends. */
export async function joinBranch(work: Work, branchId: string | undefined): Promise<BranchRow> {
  const branch = await resolveBranch(work, branchId);
  const [held] = await holdOpenBranch(work.db, { branchId: branch.id });
  if (held) return branch;
  // Somebody was just closing it.
  throw branchUnknown(await listBranches(work), branchId);
}

function branchUnknown(open: readonly BranchRow[], branchId: string | undefined): Problem {
  return new Problem({
    status: 422,
    code: 'branch_unknown',
    title: branchId ? 'There is no such branch' : 'Several branches: say which',
    fields: [
      {
        field: 'branchId',
        code: 'branch_unknown',
        message: 'No open branch with this id',
        remedy: `One of: ${open.map(({ name, id }) => `${name} (${id})`).join(', ')}`,
      },
    ],
  });
}

/** Short ids never change and are never given twice, so what was found once stays true. */
const known = new WeakMap<Database, Map<string, string>>();
const twins = new WeakMap<Database, Set<string>>();
const MOST_KNOWN = 10_000;

/** The organisation that a secret names, or null. One of the few questions asked across organisations. */
export async function organisationByShortId(database: Database, shortId: string): Promise<string | null> {
  const cache = known.get(database) ?? new Map<string, string>();
  known.set(database, cache);
  const cached = cache.get(shortId);
  if (cached) return cached;
  const [row] = await database.lookUp((db) =>
    db
      .select({ id: organisations.id, twinOf: organisations.twinOf })
      .from(organisations)
      .where(and(eq(organisations.shortId, shortId), isNull(organisations.closedAt))),
  );
  if (row?.twinOf) {
    const seen = twins.get(database) ?? new Set<string>();
    twins.set(database, seen.add(row.id));
  }
  if (row && cache.size < MOST_KNOWN) cache.set(shortId, row.id);
  return row?.id ?? null;
}

/** The open organisation with this id, or null: for whoever brings an id that no credential has proved yet. */
export async function openOrganisation(
  database: Database,
  id: string,
): Promise<{ readonly id: string; readonly shortId: string; readonly name: string } | null> {
  const [row] = await database.lookUp((db) =>
    db
      .select({ id: organisations.id, shortId: organisations.shortId, name: organisations.name })
      .from(organisations)
      .where(and(eq(organisations.id, id), isNull(organisations.closedAt))),
  );
  return row ?? null;
}

/** Of an organisation that a secret led to: whether it is the sandbox of another. */
export const isTwin = (database: Database, organisationId: string): boolean =>
  twins.get(database)?.has(organisationId) ?? false;

/** All open organisations; for what runs for each of them. */
export async function listOrganisations(
  database: Database,
): Promise<Pick<OrganisationRow, 'id' | 'shortId' | 'name' | 'kind'>[]> {
  return database.lookUp((db) =>
    db
      .select({
        id: organisations.id,
        shortId: organisations.shortId,
        name: organisations.name,
        kind: organisations.kind,
      })
      .from(organisations)
      .where(isNull(organisations.closedAt))
      .orderBy(asc(organisations.createdAt)),
  );
}
