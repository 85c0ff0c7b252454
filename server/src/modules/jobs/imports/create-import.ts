import { createHash } from 'node:crypto';
import type { Import } from '@roundsman/api-contract';
import { and, eq, isNull } from 'drizzle-orm';
import { newId, type ReadWork, type Work } from '../../../platform/index.ts';
import { resolveBranch } from '../../accounts/index.ts';
import { resolveMerchant } from '../../customers/index.ts';
import { freeCodes } from '../intake/short-codes.ts';
import { importBatches, importMappings } from '../schema.ts';
import { foldHeader, type ImportField } from './header-words.ts';
import { insertRows, storedRow } from './import-rows.ts';
import { columnsOf, isImportField, mapColumns } from './map-columns.ts';
import { mappingOf, rowContext } from './open-import.ts';
import { previewRows } from './preview-rows.ts';
import { getImport } from './read-imports.ts';
import type { ParsedUpload } from './read-upload.ts';

export interface ImportSource {
  readonly fileName: string;
  /** For rows that name none. */
  readonly serviceDate?: string | undefined;
  readonly branchId?: string | undefined;
  /** Whose jobs they are where a row does not say. */
  readonly ofMerchantId?: string | undefined;
  /** The file as it came, described in the same unit. */
  readonly fileId?: string | undefined;
  /** The merchant whose rows alone the asker may touch; null = all of the organisation. */
  readonly merchantId: string | null;
}

/**
 * Keeps every line of a file with what its columns seem to mean and the faults that can be seen at once; nothing is
 * staged yet. Problems: 422 `branch_unknown`, `merchant_unknown`.
 */
export async function createImport(work: Work, parsed: ParsedUpload, source: ImportSource): Promise<Import> {
  const branch = await resolveBranch(work, source.branchId);
  const named = source.merchantId ?? source.ofMerchantId ?? null;
  const merchantId = named === null ? null : (await resolveMerchant(work, named, source.merchantId)).id;
  const fields = await fieldsFor(work, parsed, merchantId);
  const [code] = await freeCodes(work, importBatches, 'import', 1);
  const serviceDate = source.serviceDate ?? null;
  const context = await rowContext(work, { merchantId, serviceDate }, source.merchantId);
  const columns = columnsOf(parsed.header, fields);
  const read = parsed.rows.map((record) => storedRow(record, columns, context));
  const rows = await previewRows(work, read, branch, context);
  const id = newId();
  await work.db.insert(importBatches).values({
    organisationId: work.organisationId,
    id,
    code: code!,
    branchId: branch.id,
    merchantId,
    fileId: source.fileId ?? null,
    fileName: source.fileName,
    format: parsed.format,
    serviceDate,
    encoding: parsed.encoding,
    delimiter: parsed.delimiter,
    header: [...parsed.header],
    mapping: mappingOf(fields),
    state: 'preview',
    rowCount: rows.length,
    rejectedCount: rows.filter(({ state }) => state === 'rejected').length,
    createdById: work.actor.id,
    createdAt: work.recordedAt,
  });
  await insertRows(work, id, rows);
  work.emit({ type: 'import.created', subject: { kind: 'import', id }, data: { rows: rows.length } });
  return getImport(work, id, null);
}

/** Of a file in the store that is an upload as it came. */
export const IMPORT_FILE_KIND = 'import';

/** What the columns of a file with this header meant the last time, else what their titles say. */
async function fieldsFor(work: ReadWork, parsed: ParsedUpload, merchantId: string | null): Promise<ImportField[]> {
  const guessed = mapColumns(parsed.header, parsed.format);
  if (parsed.format === 'cigo') return guessed;
  const [known] = await work.db
    .select({ columns: importMappings.columns })
    .from(importMappings)
    .where(remembered(parsed.header, merchantId));
  return guessed.map((field, at) => {
    const before = known?.columns[String(at)];
    return before !== undefined && isImportField(before) ? before : field;
  });
}

/** Remembers what columns mean, for the next file with the same header. */
export async function rememberMapping(
  work: Work,
  header: readonly string[],
  fields: readonly ImportField[],
  merchantId: string | null,
): Promise<void> {
  const columns = mappingOf(fields);
  const changed = await work.db
    .update(importMappings)
    .set({ columns })
    .where(remembered(header, merchantId))
    .returning({ id: importMappings.id });
  if (changed.length > 0) return;
  await work.db.insert(importMappings).values({
    organisationId: work.organisationId,
    id: newId(),
    merchantId,
    name: header.slice(0, 6).join(', '),
    headerHash: hashOf(header),
    columns,
    createdAt: work.recordedAt,
  });
}

const remembered = (header: readonly string[], merchantId: string | null) =>
  and(
    eq(importMappings.headerHash, hashOf(header)),
    merchantId === null ? isNull(importMappings.merchantId) : eq(importMappings.merchantId, merchantId),
  );

const hashOf = (header: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify(header.map(foldHeader)))
    .digest('hex');
