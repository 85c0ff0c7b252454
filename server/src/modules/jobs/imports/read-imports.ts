import type { Import, ImportRow } from '@roundsman/api-contract';
import type { FaultSeverity, ImportRowState } from '@roundsman/delivery-rules';
import { and, asc, desc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { isAmong } from '../../../platform/database/index.ts';
import { files } from '../../../platform/files/schema.ts';
import { Problem, type ReadWork } from '../../../platform/index.ts';
import { importBatches, importRows, jobFaults, jobs } from '../schema.ts';
import { fieldsOf, findImport, type ImportBatch } from './open-import.ts';
import { readCells } from './split-records.ts';

export interface PageWish {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

const USUAL_PAGE = 100;
const LARGEST_PAGE = 500;
const SAMPLES = 3;
const ROWS_FOR_SAMPLES = 20;

/** Newest first; dropped ones are left out. */
export async function listImports(
  work: ReadWork,
  page: PageWish,
  merchantId: string | null,
): Promise<{ rows: Import[]; next: string | null }> {
  const limit = Math.min(page.limit ?? USUAL_PAGE, LARGEST_PAGE);
  const batches = await work.db
    .select()
    .from(importBatches)
    .where(
      and(
        ne(importBatches.state, 'dropped'),
        merchantId === null ? undefined : eq(importBatches.merchantId, merchantId),
        page.after === undefined ? undefined : lt(importBatches.id, cursorId(page.after)),
      ),
    )
    .orderBy(desc(importBatches.id))
    .limit(limit + 1);
  const shown = batches.slice(0, limit);
  return { rows: await presentImports(work, shown), next: batches.length > limit ? shown.at(-1)!.id : null };
}

/** Problem 404 `import_unknown`, also for another merchant's. */
export async function getImport(work: ReadWork, importId: string, merchantId: string | null): Promise<Import> {
  const [presented] = await presentImports(work, [await findImport(work, importId, merchantId)]);
  return presented!;
}

/** In the order of the file. A row with a job shows the job's faults as they are now. Problem 404 `import_unknown`. */
export async function listImportRows(
  work: ReadWork,
  importId: string,
  query: PageWish & { readonly state?: ImportRowState | undefined },
  merchantId: string | null,
): Promise<{ rows: z.infer<typeof ImportRow>[]; next: string | null }> {
  await findImport(work, importId, merchantId);
  const limit = Math.min(query.limit ?? USUAL_PAGE, LARGEST_PAGE);
  const rows = await readRows(
    work,
    and(
      eq(importRows.batchId, importId),
      query.state === undefined ? undefined : sql`${stateNow} = ${query.state}`,
      query.after === undefined ? undefined : gt(importRows.number, cursorNumber(query.after)),
    ),
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? String(shown.at(-1)!.row) : null };
}

/** `row`: the line of the file. */
export async function getImportRow(work: ReadWork, importId: string, row: number): Promise<z.infer<typeof ImportRow>> {
  const [found] = await readRows(work, and(eq(importRows.batchId, importId), eq(importRows.number, row)), 1);
  if (!found) throw new Problem({ status: 404, code: 'row_unknown', title: `The import has no row on line ${row}` });
  return found;
}

/** A row is as far as its job. */
const stateNow = sql<ImportRowState>`case
  when ${jobs.state} is null or ${jobs.state} = 'staging' then ${importRows.state}
  when ${jobs.state} = 'cancelled' then 'dropped' else 'released' end`;

async function readRows(
  work: ReadWork,
  where: ReturnType<typeof and>,
  limit: number,
): Promise<z.infer<typeof ImportRow>[]> {
  const rows = await work.db
    .select({
      row: importRows.number,
      raw: importRows.raw,
      values: importRows.fields,
      faults: importRows.faults,
      jobId: importRows.jobId,
      state: stateNow,
    })
    .from(importRows)
    .leftJoin(jobs, eq(jobs.id, importRows.jobId))
    .where(where)
    .orderBy(asc(importRows.number))
    .limit(limit);
  const jobIds = rows.flatMap(({ jobId }) => jobId ?? []);
  const found = jobIds.length === 0 ? [] : await openFaults(work, jobIds);
  const faultsOf = Map.groupBy(found, ({ jobId }) => jobId);
  return rows.map((row) => ({
    ...row,
    faults: row.jobId
      ? (faultsOf.get(row.jobId) ?? []).map(({ field, code, message, remedy, severity }) => ({
          field,
          code,
          message,
          remedy,
          severity,
        }))
      : row.faults,
  }));
}

const openFaults = (work: ReadWork, jobIds: string[]) =>
  work.db
    .select()
    .from(jobFaults)
    .where(and(isAmong(jobFaults.jobId, jobIds), isNull(jobFaults.acceptedAt)))
    .orderBy(asc(jobFaults.severity), asc(jobFaults.field));

async function presentImports(work: ReadWork, batches: readonly ImportBatch[]): Promise<Import[]> {
  if (batches.length === 0) return [];
  const ids = batches.map(({ id }) => id);
  const faults = await countFaults(work, ids);
  const samples = await readSamples(work, ids);
  const originals = await readOriginals(work, batches);
  return batches.map((batch) => {
    const fields = fieldsOf(batch);
    const records = (samples.get(batch.id) ?? []).map(({ raw }) => readCells(raw, batch.delimiter ?? ',') ?? []);
    return {
      id: batch.id,
      fileName: batch.fileName,
      state: batch.state,
      format: batch.format,
      encoding: batch.encoding ?? '',
      delimiter: batch.delimiter ?? '',
      serviceDate: batch.serviceDate,
      columns: (batch.header ?? []).map((header, index) => ({
        index,
        header,
        field: fields[index] ?? 'ignore',
        samples: records
          .map((cells) => cells[index] ?? '')
          .filter((cell) => cell !== '')
          .slice(0, SAMPLES),
      })),
      rowCount: batch.rowCount,
      unreadableRows: batch.rejectedCount,
      stagedJobs: batch.stagedCount,
      byFault: (faults.get(batch.id) ?? []).map(({ code, severity, count }) => ({ code, severity, count })),
      file: originals.get(batch.fileId ?? '') ?? null,
      createdAt: batch.createdAt.toISOString(),
    };
  });
}

async function readOriginals(work: ReadWork, batches: readonly ImportBatch[]): Promise<Map<string, Import['file']>> {
  const ids = batches.flatMap(({ fileId }) => fileId ?? []);
  if (ids.length === 0) return new Map();
  const { id, bytes } = files;
  const rows = await work.db
    .select({ id, bytes })
    .from(files)
    .where(and(isAmong(files.id, ids), isNull(files.erasedAt)));
  return new Map(rows.map((row) => [row.id, { bytes: row.bytes }]));
}

interface FaultCount extends Record<string, unknown> {
  readonly batchId: string;
  readonly code: string;
  readonly severity: FaultSeverity;
  readonly count: number;
}

/**
 * Rows by fault: those of jobs in staging as they are now, those of rows that are no jobs as they were read. The jobs go
 * in as one array: joined, tables just filled would be compared row with row, since nobody has counted them yet.
 */
async function countFaults(work: ReadWork, batchIds: string[]): Promise<Map<string, FaultCount[]>> {
  const { rows } = await work.db.execute<FaultCount>(sql`
    select b.id as "batchId", found.code, found.severity, found.count
    from unnest(${sql.param(batchIds)}::uuid[]) as b (id) cross join lateral (
      select code, severity, sum(count)::int as count
      from (
        select f.code, f.severity, count(distinct f.job_id) as count
        from job_faults f
        where f.accepted_at is null
          and f.job_id = any(array(select job_id from import_rows where batch_id = b.id and job_id is not null))
        group by f.code, f.severity
        union all
        select f ->> 'code', f ->> 'severity', count(distinct r.number)
        from import_rows r cross join jsonb_array_elements(r.faults) as f
        where r.batch_id = b.id and r.job_id is null
        group by 1, 2
      ) as each_kind
      group by code, severity) as found
    order by found.severity, found.code`);
  return Map.groupBy(rows, ({ batchId }) => batchId);
}

async function readSamples(work: ReadWork, batchIds: string[]) {
  const rows = await work.db
    .select({ batchId: importRows.batchId, raw: importRows.raw })
    .from(importRows)
    .where(
      and(
        isAmong(importRows.batchId, batchIds),
        ne(importRows.state, 'rejected'),
        // Lines count from 1, the header being the first.
        lt(importRows.number, ROWS_FOR_SAMPLES + 2),
      ),
    )
    .orderBy(asc(importRows.number));
  return Map.groupBy(rows, ({ batchId }) => batchId);
}

const badCursor = () =>
  new Problem({ status: 400, code: 'bad_cursor', title: 'This is no cursor', remedy: 'Send the `next` of a page.' });

function cursorId(after: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after)) throw badCursor();
  return after;
}

function cursorNumber(after: string): number {
  if (!/^\d{1,9}$/.test(after)) throw badCursor();
  return Number(after);
}
