import type { Job } from '@roundsman/api-contract';
import { isJobClosed } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import { Problem, type Work } from '../../platform/index.ts';
import { presentJob } from './present-jobs.ts';
import { jobs } from './schema.ts';

/**
 * Keeps a job from being planned, or lets it go (null). `until` is an instant, RFC 3339, after which it ends by itself;
 * null = until somebody lets it go. Problems: 404 `job_unknown`, 409 `job_closed`, 422 `hold_over`.
 */
export async function holdJob(
  work: Work,
  jobId: string,
  hold: { readonly reason: string; readonly until: string | null } | null,
  merchantId: string | null,
): Promise<Job> {
  const job = await presentJob(work, jobId, merchantId);
  if (isJobClosed(job.state)) {
    const title = `${job.code} is ${job.state.replaceAll('_', ' ')}: there is nothing to hold back`;
    throw new Problem({ status: 409, code: 'job_closed', title, remedy: 'Hold the job that follows it.' });
  }
  const until = hold?.until ? new Date(hold.until) : null;
  if (until && until <= work.now) throw holdOver();
  await work.db
    .update(jobs)
    .set({
      holdReason: hold?.reason ?? null,
      holdUntil: until,
      heldAt: hold ? work.now : null,
      updatedAt: work.recordedAt,
    })
    .where(eq(jobs.id, jobId));
  if (hold || job.hold) {
    work.emit({
      type: hold ? 'job.held' : 'job.hold_ended',
      subject: { kind: 'job', id: jobId },
      data: until ? { until: until.toISOString() } : {},
    });
  }
  return presentJob(work, jobId);
}

function holdOver(): Problem {
  const title = 'The hold would be over before it begins';
  const remedy = 'Choose a later time, or none.';
  return new Problem({
    status: 422,
    code: 'hold_over',
    title,
    remedy,
    fields: [{ field: 'body.hold.until', code: 'hold_over', message: title, remedy }],
  });
}
