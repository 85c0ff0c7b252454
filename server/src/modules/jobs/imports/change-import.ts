import type { Import, ImportRow } from '@roundsman/api-contract';
import { and, asc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { Problem, type Work } from '../../../platform/index.ts';
import { resolveBranch } from '../../accounts/index.ts';
import { importBatches, importRows } from '../schema.ts';
import { rememberMapping } from './create-import.ts';
import type { ImportField } from './header-words.ts';
import { forgetImportFiles } from './import-files.ts';
import { type StoredRow, storedRow, updateRows } from './import-rows.ts';
import { columnsOf, isImportField } from './map-columns.ts';
import { fieldsOf, type ImportBatch, lockImport, mappingOf, refuseUnlessPreview, rowContext } from './open-import.ts';
import { previewRows } from './preview-rows.ts';
import { getImport, getImportRow } from './read-imports.ts';
import { readCells } from './split-records.ts';

/**
 * What the columns mean, one field for each in their order, and the date for rows that name none. Every row is read anew.
 * Problems: 404 `import_unknown`, 409 `import_staged`, `import_dropped`, 422 `mapping_invalid`.
 */
export async function mapImport(
  work: Work,
  importId: string,
  mapping: { readonly fields: readonly string[]; readonly serviceDate?: string | null | undefined },
  merchantId: string | null,
): Promise<Import> {
  const batch = await lockImport(work, importId, merchantId);
  refuseUnlessPreview(batch, 'mapped');
  const fields = checkedFields(mapping.fields, batch);
  const serviceDate = mapping.serviceDate === undefined ? batch.serviceDate : mapping.serviceDate;
  const changed = { ...batch, mapping: mappingOf(fields), serviceDate };
  const stored = await work.db
    .select({ line: importRows.number, raw: importRows.raw })
    .from(importRows)
    .where(eq(importRows.batchId, importId))
    .orderBy(asc(importRows.number));
  const rows = await readAnew(work, changed, stored, merchantId);
  await updateRows(work, importId, rows);
  await work.db
    .update(importBatches)
    .set({ mapping: changed.mapping, serviceDate, rejectedCount: countRejected(rows) })
    .where(eq(importBatches.id, importId));
  if (batch.format === 'header') await rememberMapping(work, batch.header ?? [], fields, batch.merchantId);
  return getImport(work, importId, merchantId);
}

/**
 * Another line in place of one that could not become a job. `row` is the line of the file. Problems: 404 `import_unknown`,
 * `row_unknown`, 409 `import_dropped`, `row_staged`.
 */
export async function fixRow(
  work: Work,
  importId: string,
  row: number,
  raw: string,
  merchantId: string | null,
): Promise<z.infer<typeof ImportRow>> {
  const batch = await lockImport(work, importId, merchantId);
  if (batch.state !== 'staged') refuseUnlessPreview(batch, 'fixed');
  const here = and(eq(importRows.batchId, importId), eq(importRows.number, row));
  const [before] = await work.db.select().from(importRows).where(here);
  if (!before) throw new Problem({ status: 404, code: 'row_unknown', title: `The import has no row on line ${row}` });
  if (before.jobId) {
    throw new Problem({
      status: 409,
      code: 'row_staged',
      title: `Line ${row} is a job already`,
      remedy: 'Change the job instead.',
      extra: { jobId: before.jobId },
    });
  }
  const [fixed] = await readAnew(work, batch, [{ line: row, raw }], merchantId);
  const { fields, faults, state } = fixed!;
  await work.db.update(importRows).set({ raw, fields, faults, state }).where(here);
  const rejectedCount = await work.db.$count(
    importRows,
    and(eq(importRows.batchId, importId), eq(importRows.state, 'rejected')),
  );
  await work.db.update(importBatches).set({ rejectedCount }).where(eq(importBatches.id, importId));
  work.emit({ type: 'import.row_fixed', subject: { kind: 'import', id: importId }, data: { row } });
  return getImportRow(work, importId, row);
}

/** Throws an import away that was not staged, with its lines; answers where its file lies, to be removed. Problems: 404 `import_unknown`, 409 `import_staged`. */
export async function dropImport(work: Work, importId: string, merchantId: string | null): Promise<string[]> {
  const batch = await lockImport(work, importId, merchantId);
  if (batch.state === 'dropped') return [];
  refuseUnlessPreview(batch, 'dropped');
  await work.db.delete(importRows).where(eq(importRows.batchId, importId));
  await work.db.update(importBatches).set({ state: 'dropped' }).where(eq(importBatches.id, importId));
  work.emit({ type: 'import.dropped', subject: { kind: 'import', id: importId } });
  return forgetImportFiles(work, eq(importBatches.id, importId));
}

async function readAnew(
  work: Work,
  batch: ImportBatch,
  rows: readonly { readonly line: number; readonly raw: string }[],
  merchantId: string | null,
): Promise<StoredRow[]> {
  const columns = columnsOf(batch.header ?? [], fieldsOf(batch));
  const context = await rowContext(work, batch, merchantId);
  const branch = await resolveBranch(work, batch.branchId);
  const read = rows.map(({ line, raw }) =>
    storedRow({ line, raw, cells: readCells(raw, batch.delimiter ?? ',') }, columns, context),
  );
  return previewRows(work, read, branch, context);
}

const countRejected = (rows: readonly StoredRow[]) => rows.filter(({ state }) => state === 'rejected').length;

function checkedFields(words: readonly string[], { header }: ImportBatch): ImportField[] {
  const columns = header?.length ?? 0;
  if (words.length !== columns) {
    const title = `The file has ${columns} columns, the mapping ${words.length}`;
    throw new Problem({
      status: 422,
      code: 'mapping_invalid',
      title,
      fields: [{ field: 'body.fields', code: 'mapping_invalid', message: title, remedy: 'Send one field a column.' }],
    });
  }
  return words.map((word) => (isImportField(word) ? word : 'ignore'));
}
