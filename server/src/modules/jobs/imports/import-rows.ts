import { sql } from 'drizzle-orm';
import { insertMany } from '../../../platform/database/index.ts';
import type { Work } from '../../../platform/index.ts';
import { importRows } from '../schema.ts';
import { type ImportColumn, valuesOf } from './map-columns.ts';
import { type RowContext, type RowValues, readRow } from './read-row.ts';
import type { FileRecord } from './split-records.ts';

export type StoredRow = Pick<typeof importRows.$inferInsert, 'number' | 'raw' | 'fields' | 'faults' | 'state'>;

/** A line as it is kept before staging: its values by field, and why it cannot become a job, if so. */
export function storedRow(record: FileRecord, columns: readonly ImportColumn[], context: RowContext): StoredRow {
  const { line: number, raw, cells } = record;
  const malformed = whyMalformed(cells, columns.length);
  if (malformed || !cells) {
    const fault = { field: 'row', code: 'row_malformed', severity: 'error' as const };
    return { number, raw, fields: {}, faults: [{ ...fault, ...malformed! }], state: 'rejected' };
  }
  const values = valuesOf(cells, columns);
  const answer = readRow(values as RowValues, context);
  if ('faults' in answer) return { number, raw, fields: values, faults: answer.faults, state: 'rejected' };
  return { number, raw, fields: values, faults: [], state: 'read' };
}

function whyMalformed(cells: readonly string[] | null, columns: number): { message: string; remedy: string } | null {
  const remedy = 'Correct the line: quotes in pairs, text with commas in quotes, as many columns as the header.';
  if (cells === null) return { message: 'A quote opens and is not closed.', remedy };
  const extra = cells.slice(columns).some((cell) => cell !== '');
  if (cells.length >= columns && !extra) return null;
  return { message: `The line has ${cells.length} columns, the file ${columns}.`, remedy };
}

const CHUNK = 2_000;

export async function insertRows(work: Work, batchId: string, rows: readonly StoredRow[]): Promise<void> {
  const { organisationId } = work;
  await insertMany(
    work.db,
    importRows,
    rows.map((row) => ({ ...row, organisationId, batchId })),
  );
}

export type RowChange = Pick<StoredRow, 'number' | 'state' | 'faults'> & {
  readonly fields?: StoredRow['fields'];
  readonly jobId?: string;
};

/** Many rows of one import at once; what is absent stays. */
export async function updateRows(work: Work, batchId: string, changes: readonly RowChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += CHUNK) {
    const list = JSON.stringify(
      changes.slice(at, at + CHUNK).map(({ jobId, ...change }) => ({ ...change, job_id: jobId })),
    );
    await work.db.execute(sql`
      update import_rows as r
      set state = v.state, faults = v.faults, fields = coalesce(v.fields, r.fields), job_id = coalesce(v.job_id, r.job_id)
      from jsonb_to_recordset(${list}::jsonb)
        as v (number int, state text, faults jsonb, fields jsonb, job_id uuid)
      where r.organisation_id = ${work.organisationId} and r.batch_id = ${batchId} and r.number = v.number`);
  }
}
