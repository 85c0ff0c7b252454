import type { Attachment } from '@roundsman/api-contract';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { files } from '../../platform/files/schema.ts';
import { newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { jobAttachments, jobs } from './schema.ts';

const MOST_ATTACHMENTS = 50;

/** The oldest first. Problem 404 `job_unknown`, also for another merchant's. */
export async function listAttachments(work: ReadWork, jobId: string, merchantId: string | null): Promise<Attachment[]> {
  await findJob(work, jobId, merchantId);
  return (await attachmentsOf(work, [jobId])).get(jobId) ?? [];
}

/** By job, the oldest first; jobs without any are absent. */
export async function attachmentsOf(
  work: ReadWork,
  jobIds: readonly string[],
): Promise<ReadonlyMap<string, Attachment[]>> {
  if (jobIds.length === 0) return new Map();
  const { jobId, title, addedAt } = jobAttachments;
  const rows = await work.db
    .select({ jobId, title, addedAt, file: files })
    .from(jobAttachments)
    .innerJoin(files, eq(files.id, jobAttachments.fileId))
    .where(inArray(jobId, [...jobIds]))
    .orderBy(asc(jobAttachments.id));
  const byJob = new Map<string, Attachment[]>();
  for (const { file, ...row } of rows) {
    const { id: fileId, contentType, bytes } = file;
    const attachment = { fileId, name: row.title, contentType, bytes, addedAt: row.addedAt.toISOString() };
    byJob.set(row.jobId, [...(byJob.get(row.jobId) ?? []), attachment]);
  }
  return byJob;
}

/** Before a file is taken at all. Problems: 404 `job_unknown`, 409 `too_many_attachments`. */
export async function mayAttach(work: ReadWork, jobId: string, merchantId: string | null): Promise<void> {
  await findJob(work, jobId, merchantId);
  if ((await work.db.$count(jobAttachments, eq(jobAttachments.jobId, jobId))) < MOST_ATTACHMENTS) return;
  throw new Problem({
    status: 409,
    code: 'too_many_attachments',
    title: `A job has at most ${MOST_ATTACHMENTS} attachments`,
    remedy: 'Take off one that is not needed any more.',
  });
}

/** A file that is kept already belongs to the job from now on. Problems as `mayAttach`. */
export async function attachFile(
  work: Work,
  jobId: string,
  merchantId: string | null,
  file: { readonly id: string; readonly name: string | null },
): Promise<Attachment> {
  await work.db.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, jobId)).for('update');
  await mayAttach(work, jobId, merchantId);
  const { organisationId, actor, recordedAt: addedAt } = work;
  const added = { addedByKind: actor.kind, addedById: actor.id, addedAt };
  await work.db
    .insert(jobAttachments)
    .values({ organisationId, id: newId(), jobId, fileId: file.id, title: file.name, ...added });
  work.emit({ type: 'job.changed', subject: { kind: 'job', id: jobId }, data: { fields: ['attachments'] } });
  return (await listAttachments(work, jobId, merchantId)).find(({ fileId }) => fileId === file.id)!;
}

/** Returns where its bytes lie, to be removed. Problems: 404 `job_unknown`, `attachment_unknown`. */
export async function detachFile(
  work: Work,
  jobId: string,
  merchantId: string | null,
  fileId: string,
): Promise<{ storageKey: string }> {
  await findJob(work, jobId, merchantId);
  const [gone] = await work.db
    .delete(jobAttachments)
    .where(and(eq(jobAttachments.jobId, jobId), eq(jobAttachments.fileId, fileId)))
    .returning();
  if (!gone) throw new Problem({ status: 404, code: 'attachment_unknown', title: 'The job has no such attachment' });
  const [file] = await work.db.delete(files).where(eq(files.id, fileId)).returning({ storageKey: files.storageKey });
  work.emit({ type: 'job.changed', subject: { kind: 'job', id: jobId }, data: { fields: ['attachments'] } });
  return file!;
}

async function findJob(work: ReadWork, jobId: string, merchantId: string | null): Promise<void> {
  const own = merchantId === null ? undefined : eq(jobs.merchantId, merchantId);
  const [job] = await work.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.id, jobId), own));
  if (!job) throw new Problem({ status: 404, code: 'job_unknown', title: 'There is no such job' });
}
