import { sql } from 'drizzle-orm';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { type Holding, personalData } from './personal-data.ts';
import { inIds, type Reach, reachOf } from './reach.ts';

/** The task that removes the bytes of erased files from their store. */
export const REMOVE_FILES_TASK = 'public-api.remove-files';

export interface Erased {
  /** Rows that were emptied or deleted, by table. */
  readonly tables: Readonly<Record<string, number>>;
  readonly files: number;
}

/**
 * Empties everything that names a customer, in one transaction; what is counted stays. Problems: 404 `customer_unknown`,
 * 409 `customer_has_open_jobs`.
 */
export async function eraseCustomer(work: Work, customerId: string): Promise<Erased> {
  // Who gives them another job meanwhile waits, and is then refused.
  await work.db.execute(sql`SELECT id FROM customers WHERE id = ${customerId} FOR UPDATE`);
  const reach = await reachOf(work, customerId);
  if (reach.openJobCodes.length > 0) {
    throw new Problem({
      status: 409,
      code: 'customer_has_open_jobs',
      title: 'This customer is still to be visited',
      detail: `Open: ${reach.openJobCodes.slice(0, 10).join(', ')}`,
      remedy: 'Cancel these jobs or let them end first.',
    });
  }
  const storageKeys = await keysOfFiles(work, reach);
  const tables: Record<string, number> = {};
  for (const holding of personalData(reach)) {
    const count = holding.history ? await eraseHistory(work, holding, reach) : await eraseRows(work, holding);
    if (count > 0) tables[holding.table] = (tables[holding.table] ?? 0) + count;
  }
  const at = work.recordedAt.toISOString();
  await work.db.execute(sql`UPDATE customers SET erased_at = ${at}::timestamptz WHERE id ${inIds(reach.customerIds)}`);
  await work.db.execute(sql`UPDATE files SET erased_at = ${at}::timestamptz WHERE id ${inIds(reach.fileIds)}`);
  await work.db.execute(
    sql`UPDATE tracker_links SET revoked_at = coalesce(revoked_at, ${at}::timestamptz) WHERE job_id ${inIds(reach.jobIds)}`,
  );
  if (storageKeys.length > 0) await work.addTask(REMOVE_FILES_TASK, { storageKeys });
  work.emit({
    type: 'customer.erased',
    subject: { kind: 'customer', id: customerId },
    data: { jobs: reach.jobIds.length, files: storageKeys.length },
  });
  return { tables, files: storageKeys.length };
}

/** The same rows as they stand, for the person whom they are about. Problem 404 `customer_unknown`. */
export async function exportCustomer(
  work: ReadWork,
  customerId: string,
): Promise<{ table: string; rows: Record<string, unknown>[] }[]> {
  const found: { table: string; rows: Record<string, unknown>[] }[] = [];
  for (const { table, where, shared } of personalData(await reachOf(work, customerId))) {
    if (shared) continue;
    const { rows } = await work.db.execute<{ row: Record<string, unknown> }>(
      sql`SELECT to_jsonb(t) - ${sql.param(HIDDEN)}::text[] AS row FROM ${sql.identifier(table)} AS t WHERE ${where}`,
    );
    if (rows.length > 0) found.push({ table, rows: rows.map(({ row }) => row) });
  }
  return found;
}

/** Keys and hashes of the platform's own, which tell nobody anything about a person. */
const HIDDEN = ['organisation_id', 'one_time_code_hash', 'storage_key', 'p256dh', 'auth', 'body_hash'];

async function eraseRows(work: Work, { table, where, erase }: Holding): Promise<number> {
  const name = sql.identifier(table);
  const { rowCount } =
    erase === 'delete'
      ? await work.db.execute(sql`DELETE FROM ${name} WHERE ${where}`)
      : await work.db.execute(
          sql`UPDATE ${name} SET ${sql.join(
            Object.entries(erase).map(([column, value]) => sql`${sql.identifier(column)} = ${value}`),
            sql`, `,
          )} WHERE ${where}`,
        );
  return rowCount ?? 0;
}

/** A function of the owner's does it, which looks at the organisation of the unit itself. */
async function eraseHistory(work: Work, { table }: Holding, reach: Reach): Promise<number> {
  const ids = table === 'job_outcomes' ? reach.jobIds : reach.addressIds;
  const { rows } = await work.db.execute<{ count: number }>(
    sql`SELECT erase_history(${table}, ${sql.param([...ids])}::uuid[]) AS count`,
  );
  return Number(rows[0]!.count);
}

async function keysOfFiles(work: Work, { fileIds }: Reach): Promise<string[]> {
  const { rows } = await work.db.execute<{ storage_key: string }>(
    sql`SELECT storage_key FROM files WHERE id ${inIds(fileIds)} AND erased_at IS NULL`,
  );
  return rows.map(({ storage_key: storageKey }) => storageKey);
}
