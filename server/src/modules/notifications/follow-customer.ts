import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Work } from '../../platform/index.ts';
import { jobContacts, jobs } from '../jobs/schema.ts';
import { messages } from './schema.ts';

/**
 * After a job was given to another customer: what was written to those whom it names now is theirs. What went to another
 * address stays with whom it was written to.
 */
export async function messagesFollowCustomer(work: Work, jobId: string): Promise<void> {
  const [job] = await work.db.select({ customerId: jobs.customerId }).from(jobs).where(eq(jobs.id, jobId));
  if (!job) return;
  const contacts = await work.db.select().from(jobContacts).where(eq(jobContacts.jobId, jobId));
  const theirs = contacts.flatMap(({ id, phone, email }) => [phone ?? [], email ?? [], `contact:${id}`].flat());
  await work.db
    .update(messages)
    .set({ customerId: job.customerId })
    .where(
      and(
        eq(messages.jobId, jobId),
        isNotNull(messages.customerId),
        sql`${messages.customerId} is distinct from ${job.customerId}`,
        inArray(messages.toAddress, theirs),
      ),
    );
}
