import { eq, sql } from 'drizzle-orm';
import { isReferredTo } from '../../platform/database/index.ts';
import { Problem, type Work } from '../../platform/index.ts';
import { presentJob } from './present-jobs.ts';
import { jobs } from './schema.ts';

const NOTHING_CAME_OF_IT = new Set(['staging', 'new', 'cancelled']);

/**
 * Deletes a job and its parts: one that nobody has planned, told anybody of, or worked on. Its events stay on the log; they
 * hold nothing of a person. Problems: 404 `job_unknown`, 409 `job_has_history`.
 */
export async function deleteJob(work: Work, jobId: string, merchantId: string | null): Promise<void> {
  await work.db.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, jobId)).for('update');
  const job = await presentJob(work, jobId, merchantId);
  if (!NOTHING_CAME_OF_IT.has(job.state) || job.promise?.toldAt) throw hasHistory(job.code, job.state);
  await work.db.execute(sql`SAVEPOINT before_delete`);
  try {
    await work.db.delete(jobs).where(eq(jobs.id, jobId));
  } catch (error) {
    if (!isReferredTo(error)) throw error;
    await work.db.execute(sql`ROLLBACK TO SAVEPOINT before_delete`);
    throw hasHistory(job.code, job.state);
  }
  work.emit({ type: 'job.deleted', subject: { kind: 'job', id: jobId }, data: { from: job.state } });
}

function hasHistory(code: string, state: string): Problem {
  return new Problem({
    status: 409,
    code: 'job_has_history',
    title: `${code} cannot be deleted: something has come of it`,
    detail: `It is ${state.replaceAll('_', ' ')}, or something else refers to it.`,
    remedy: 'Cancel it: it then stays on record.',
  });
}
