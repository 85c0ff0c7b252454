import type { Fault } from '@roundsman/delivery-rules';
import type { ReadWork } from '../../../platform/index.ts';
import type { BranchRow } from '../../accounts/index.ts';
import { stagedJobOf } from '../intake/new-job.ts';
import { readStagingKnowledge } from '../intake/staging-knowledge.ts';
import type { StoredRow } from './import-rows.ts';
import { type RowContext, type RowValues, readRow } from './read-row.ts';
import { newJobOf } from './row-drafts.ts';

/** Addresses are looked up when the rows are staged; until then only a missing one is known to be wrong. */
const NOT_LOOKED_UP = { geocode: null, given: null };
const needsLooking = ({ code }: Fault) => code === 'address_not_found' || code === 'address_uncertain';

/** Rows with the faults that can be seen before anything is staged: duplicates, past windows, missing telephones. */
export async function previewRows(
  work: ReadWork,
  rows: readonly StoredRow[],
  branch: BranchRow,
  context: RowContext,
): Promise<StoredRow[]> {
  const checks = new Map(
    rows.flatMap((row) => {
      const answer = row.state === 'read' ? readRow(row.fields as RowValues, context) : null;
      if (!answer || !('draft' in answer)) return [];
      const code = `Line ${row.number}`;
      const job = newJobOf({ ...answer.draft, line: row.number }, branch, code, NOT_LOOKED_UP);
      return [[row.number, { id: job.id, code, branchId: branch.id, staged: stagedJobOf(job) }] as const];
    }),
  );
  const knowledge = await readStagingKnowledge(
    work,
    [...checks.values()].map(({ staged }) => staged),
  );
  return rows.map((row) => {
    const check = checks.get(row.number);
    if (!check) return row;
    const faults = knowledge.faultsOf(check).filter((fault) => !needsLooking(fault));
    knowledge.remember(check);
    return { ...row, faults };
  });
}
