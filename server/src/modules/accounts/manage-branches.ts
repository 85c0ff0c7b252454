import type { Branch } from '@roundsman/api-contract';
import { and, eq, isNull } from 'drizzle-orm';
import { isUniqueViolation } from '../../platform/database/index.ts';
import { type PageWish, Problem, type ReadWork, type RowsOfPage, readPage, type Work } from '../../platform/index.ts';
import { type BranchRow, createBranch, getOrganisation, listBranches } from './organisations.ts';
import { branches } from './schema.ts';

type Fields = Pick<Branch, 'code' | 'name' | 'phone'>;
type Given = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

/** What still needs a branch. */
export interface BranchUse {
  readonly openJobs: number;
  readonly vehicles: number;
}

/** Open ones by code. Problem 422 `cursor_invalid`. */
export const pageOfBranches = (work: ReadWork, wish: PageWish): Promise<RowsOfPage<BranchRow>> =>
  readPage(work, branches, { by: branches.code, where: isNull(branches.closedAt) }, wish);

/** An open branch. Problem 404 `branch_unknown`. */
export async function getBranch(work: ReadWork, branchId: string): Promise<BranchRow> {
  const [row] = await work.db
    .select()
    .from(branches)
    .where(and(eq(branches.id, branchId), isNull(branches.closedAt)));
  if (!row) throw new Problem({ status: 404, code: 'branch_unknown', title: 'There is no such branch' });
  return row;
}

/** `zone`: the organisation's unless said. Problem 409 `code_taken`. */
export async function openBranch(
  work: Work,
  { code, name, phone, zone }: Given & Pick<Fields, 'code' | 'name'> & { readonly zone?: string | undefined },
): Promise<BranchRow> {
  const timeZone = zone ?? (await getOrganisation(work)).timeZone;
  const id = await refuseTaken(createBranch(work, { code, name, timeZone, ...(phone && { phone }) }));
  return getBranch(work, id);
}

/** `hasJobs`: then its zone stays. Problems: 404 `branch_unknown`, 409 `code_taken`, `branch_has_jobs`. */
export async function changeBranch(
  work: Work,
  branchId: string,
  { zone, ...change }: Given & { readonly zone?: string | undefined },
  hasJobs: boolean,
): Promise<BranchRow> {
  const before = await getBranch(work, branchId);
  const timeZone = zone === before.timeZone ? undefined : zone;
  if (timeZone !== undefined && hasJobs)
    throw new Problem({
      status: 409,
      code: 'branch_has_jobs',
      title: `The jobs of ${before.name} are told in ${before.timeZone}`,
      remedy: 'Open another branch in the right zone.',
      fields: [{ field: 'zone', code: 'branch_has_jobs', message: 'It stays once the branch has jobs' }],
    });
  const set = Object.fromEntries(Object.entries({ ...change, timeZone }).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return before;
  await refuseTaken(work.db.update(branches).set(set).where(eq(branches.id, branchId)));
  work.emit({
    type: 'branch.changed',
    subject: { kind: 'branch', id: branchId },
    data: { fields: Object.keys(set) },
  });
  return getBranch(work, branchId);
}

/**
 * Nothing new is of it from then on. Problems: 404 `branch_unknown`, 409 `branch_in_use`, `last_branch`.
 * @param readUse asked when nothing is being made for it any more (`joinBranch`).
 */
export async function closeBranch(work: Work, branchId: string, readUse: () => Promise<BranchUse>): Promise<void> {
  const { name } = await getBranch(work, branchId);
  // Locked, so that of two branches that are closed at the same moment one stays.
  await work.db.select({ id: branches.id }).from(branches).where(isNull(branches.closedAt)).for('update');
  if ((await listBranches(work)).length < 2)
    throw new Problem({
      status: 409,
      code: 'last_branch',
      title: `${name} is the only branch`,
      remedy: 'Open another one first.',
    });
  const use = await readUse();
  if (use.openJobs > 0 || use.vehicles > 0)
    throw new Problem({
      status: 409,
      code: 'branch_in_use',
      title: `${name} has ${use.openJobs} jobs to be done and ${use.vehicles} vehicles in service`,
      remedy: 'Finish or cancel its jobs, and take its vehicles out of service.',
      extra: { ...use },
    });
  await work.db.update(branches).set({ closedAt: work.recordedAt }).where(eq(branches.id, branchId));
  work.emit({ type: 'branch.closed', subject: { kind: 'branch', id: branchId } });
}

async function refuseTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!isUniqueViolation(error, 'branches_code')) throw error;
    const title = 'Another branch has this code';
    const fields = [{ field: 'code', code: 'code_taken', message: title, remedy: 'Choose another.' }];
    throw new Problem({ status: 409, code: 'code_taken', title, fields });
  }
}
