import { and, eq } from 'drizzle-orm';
import { Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { defaultMerchant, listMerchants } from '../../customers/index.ts';
import { listLocations } from '../../fleet/index.ts';
import { importBatches } from '../schema.ts';
import type { ImportField } from './header-words.ts';
import { isImportField } from './map-columns.ts';
import type { RowContext } from './read-row.ts';

export type ImportBatch = typeof importBatches.$inferSelect;

/** Problem 404 `import_unknown`, also for another merchant's. */
export async function findImport(work: ReadWork, importId: string, merchantId: string | null): Promise<ImportBatch> {
  const [batch] = await work.db.select().from(importBatches).where(mine(importId, merchantId));
  return batch ?? unknownImport();
}

/** The import, kept from others until the unit ends. */
export async function lockImport(work: Work, importId: string, merchantId: string | null): Promise<ImportBatch> {
  const [batch] = await work.db.select().from(importBatches).where(mine(importId, merchantId)).for('update');
  return batch ?? unknownImport();
}

/** Problem 409 `import_staged` or `import_dropped`. */
export function refuseUnlessPreview(batch: ImportBatch, what: string): void {
  if (batch.state === 'preview') return;
  const staged = batch.state === 'staged';
  throw new Problem({
    status: 409,
    code: staged ? 'import_staged' : 'import_dropped',
    title: `This import is ${batch.state} and cannot be ${what} any more`,
    remedy: staged ? 'Change or cancel its jobs in staging, or upload the file again.' : 'Upload the file again.',
  });
}

/** What each column of the import means. */
export const fieldsOf = ({ header, mapping }: Pick<ImportBatch, 'header' | 'mapping'>): ImportField[] =>
  (header ?? []).map((_, at) => {
    const field = mapping[String(at)] ?? 'ignore';
    return isImportField(field) ? field : 'ignore';
  });

export const mappingOf = (fields: readonly ImportField[]): Record<string, string> =>
  Object.fromEntries(fields.map((field, at) => [String(at), field]));

/** What the words of the import's rows refer to. A merchant's own import knows no other merchant. */
export async function rowContext(
  work: ReadWork,
  { merchantId, serviceDate }: Pick<ImportBatch, 'merchantId' | 'serviceDate'>,
  scope: string | null,
): Promise<RowContext> {
  const merchants = (await listMerchants(work)).filter(({ id }) => scope === null || id === scope);
  const merchant = merchants.find(({ id }) => id === merchantId) ?? defaultMerchant(merchants);
  return { merchants, merchant, locations: await listLocations(work), serviceDate };
}

const mine = (importId: string, merchantId: string | null) =>
  and(eq(importBatches.id, importId), merchantId === null ? undefined : eq(importBatches.merchantId, merchantId));

function unknownImport(): never {
  throw new Problem({ status: 404, code: 'import_unknown', title: 'There is no such import' });
}
