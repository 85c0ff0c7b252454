import type { Fault } from '@roundsman/delivery-rules';
import type { ReadWork } from '../../../platform/index.ts';
import type { BranchRow } from '../../accounts/index.ts';
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
      const draft = { ...answer.draft, line: row.number };
      return [[row.number, newJobOf(draft, branch, `Line ${row.number}`, NOT_LOOKED_UP)] as const];
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
