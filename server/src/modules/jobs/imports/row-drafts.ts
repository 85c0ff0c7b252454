import { and, asc, eq } from 'drizzle-orm';
import { newId, type ReadWork } from '../../../platform/index.ts';
import type { BranchRow } from '../../accounts/index.ts';
import type { Whereabouts } from '../../customers/index.ts';
import { type NewJob, newJob } from '../intake/new-job.ts';
import { importRows } from '../schema.ts';
import { type RowContext, type RowDraft, type RowValues, readRow } from './read-row.ts';

export interface DraftedRow extends RowDraft {
  readonly line: number;
}

/** The readable rows that are no jobs yet, as drafts of jobs, in the order of the file. */
export async function readDrafts(work: ReadWork, batchId: string, context: RowContext): Promise<DraftedRow[]> {
  const rows = await work.db
    .select({ number: importRows.number, fields: importRows.fields })
    .from(importRows)
    .where(and(eq(importRows.batchId, batchId), eq(importRows.state, 'read')))
    .orderBy(asc(importRows.number));
  return rows.flatMap(({ number, fields }) => {
    const answer = readRow(fields as RowValues, context);
    return 'draft' in answer ? [{ ...answer.draft, line: number }] : [];
  });
}

export function newJobOf(draft: DraftedRow, branch: BranchRow, code: string, whereabouts: Whereabouts): NewJob {
  return newJob({
    id: newId(),
    code,
    merchantId: draft.merchantId,
    branchId: branch.id,
    branch,
    origin: 'csv',
    input: draft.input,
    whereabouts,
    exchange: draft.exchange,
    attemptNumber: 1,
  });
}
