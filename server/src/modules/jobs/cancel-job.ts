import type { Job } from '@roundsman/api-contract';
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Work } from '../../platform/index.ts';
import { changeJobState } from './change-state.ts';
import { presentJob } from './present-jobs.ts';
import { jobFaults, jobs, reasons } from './schema.ts';

/**
 * Nobody goes there any more. `reason` is a code of the organisation's list or words of one's own, which stay in the notes.
 * Problem 404 `job_unknown`, 409 `wrong_state`: at the door it is incomplete, not cancelled.
 */
export async function cancelJob(work: Work, jobId: string, reason: string, merchantId: string | null): Promise<Job> {
  await presentJob(work, jobId, merchantId);
  const [coded] = await work.db
    .select({ id: reasons.id, code: reasons.code })
    .from(reasons)
    .where(
      and(
        eq(reasons.appliesTo, 'cancelled'),
        or(eq(reasons.code, reason), eq(reasons.name, reason)),
        isNull(reasons.retiredAt),
      ),
    );
  await changeJobState(work, jobId, 'cancel', { data: { reason: coded?.code ?? null } });
  // Nothing of it is left to be fixed.
  await work.db.delete(jobFaults).where(eq(jobFaults.jobId, jobId));
  const words = `Cancelled: ${reason}`;
  await work.db
    .update(jobs)
    .set(coded ? { cancelReasonId: coded.id } : { notes: sql`concat_ws(E'\n', ${jobs.notes}, ${words}::text)` })
    .where(eq(jobs.id, jobId));
  return presentJob(work, jobId);
}
