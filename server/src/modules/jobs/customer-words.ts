import { eq } from 'drizzle-orm';
import type { ReadWork, Work } from '../../platform/index.ts';
import { jobs } from './schema.ts';

/** What the customer asked the crew for. */
export async function customerNotesOf(work: ReadWork, jobId: string): Promise<string> {
  const [row] = await work.db.select({ customerNotes: jobs.customerNotes }).from(jobs).where(eq(jobs.id, jobId));
  return row?.customerNotes ?? '';
}

export async function writeCustomerNotes(work: Work, jobId: string, words: string): Promise<void> {
  await work.db.update(jobs).set({ customerNotes: words, updatedAt: work.recordedAt }).where(eq(jobs.id, jobId));
  work.emit({ type: 'job.instructed', subject: { kind: 'job', id: jobId } });
}

/** The customer said that the promise suits them. */
export async function confirmJob(work: Work, jobId: string): Promise<void> {
  await work.db
    .update(jobs)
    .set({ confirmation: 'confirmed', confirmationChangedAt: work.now })
    .where(eq(jobs.id, jobId));
  work.emit({ type: 'job.confirmed', subject: { kind: 'job', id: jobId } });
}

/** The customer said that the promise does not suit them; a dispatcher finds another time. */
export async function askForChange(work: Work, jobId: string): Promise<void> {
  await work.db
    .update(jobs)
    .set({ confirmation: 'change_requested', confirmationChangedAt: work.now })
    .where(eq(jobs.id, jobId));
  work.emit({ type: 'job.change_requested', subject: { kind: 'job', id: jobId } });
}
