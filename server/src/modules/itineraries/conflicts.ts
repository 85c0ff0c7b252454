import type { Conflict } from '@roundsman/api-contract';
import { desc, eq, isNull } from 'drizzle-orm';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { conflicts } from './schema.ts';

const MOST = 200;

/** Where field and desk disagree, newest first. */
export async function listConflicts(work: ReadWork, onlyOpen: boolean): Promise<Conflict[]> {
  const query = work.db.select().from(conflicts).$dynamic();
  const rows = await (onlyOpen ? query.where(isNull(conflicts.settledAt)) : query)
    .orderBy(desc(conflicts.raisedAt))
    .limit(MOST);
  return rows.filter(({ jobId }) => jobId !== null).map(present);
}

/** A dispatcher's last word on a conflict; both sides stay on record. Problem 404 `conflict_unknown`, 409 `conflict_settled`. */
export async function settleConflict(work: Work, conflictId: string, resolution: string): Promise<Conflict> {
  const [row] = await work.db.select().from(conflicts).where(eq(conflicts.id, conflictId)).for('update');
  if (!row) throw new Problem({ status: 404, code: 'conflict_unknown', title: 'There is no such conflict' });
  if (row.settledAt)
    throw new Problem({
      status: 409,
      code: 'conflict_settled',
      title: 'Somebody has settled this already',
      detail: row.settlement ?? '',
    });
  const settled = {
    settledAt: work.now,
    settledByKind: work.actor.kind,
    settledById: work.actor.id,
    settlement: resolution,
  };
  const [changed] = await work.db.update(conflicts).set(settled).where(eq(conflicts.id, conflictId)).returning();
  work.emit({ type: 'conflict.settled', subject: { kind: 'conflict', id: conflictId }, data: { jobId: row.jobId } });
  return present(changed!);
}

function present(row: typeof conflicts.$inferSelect): Conflict {
  return {
    id: row.id,
    jobId: row.jobId!,
    itineraryId: row.itineraryId,
    at: row.raisedAt.toISOString(),
    kind: row.code,
    words: String(row.detail.words ?? row.code),
    settled: row.settledAt
      ? { at: row.settledAt.toISOString(), by: row.settledById, resolution: row.settlement ?? '' }
      : null,
  };
}
