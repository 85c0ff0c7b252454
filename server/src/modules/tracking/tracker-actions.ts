import { isJobClosed } from '@roundsman/delivery-rules';
import { and, eq } from 'drizzle-orm';
import { newId, Problem, type Work } from '../../platform/index.ts';
import { confirmJob, presentJob, writeCustomerNotes } from '../jobs/index.ts';
import { ratings, trackerActions } from './schema.ts';
import type { CustomerPrincipal } from './tracker-links.ts';

/** What customers do on the tracker, each kept as evidence of who said what and when. */
async function keepEvidence(
  work: Work,
  customer: CustomerPrincipal,
  kind: (typeof trackerActions.$inferInsert)['kind'],
  payload: Record<string, unknown>,
): Promise<void> {
  await work.db.insert(trackerActions).values({
    organisationId: work.organisationId,
    id: newId(),
    jobId: customer.jobId,
    linkId: customer.id,
    kind,
    payload,
    happenedAt: work.now,
  });
}

/** The customer says the promise suits them. Said twice it stays said. Problem 409 `too_late`. */
export async function confirmPromise(work: Work, customer: CustomerPrincipal): Promise<void> {
  const job = await presentJob(work, customer.jobId);
  if (isJobClosed(job.state) || job.state === 'arrived' || !job.promise)
    throw tooLate('There is nothing to confirm any more.');
  if (job.confirmation === 'confirmed') return;
  await keepEvidence(work, customer, 'confirm', { promise: job.promise.number });
  await confirmJob(work, customer.jobId);
}

/** Words for the crew; the last ones stand. Problem 409 `too_late`. */
export async function instructCrew(work: Work, customer: CustomerPrincipal, instructions: string): Promise<void> {
  const job = await presentJob(work, customer.jobId);
  if (isJobClosed(job.state) || job.state === 'arrived') throw tooLate('The crew has been already.');
  await keepEvidence(work, customer, 'add_instructions', { length: instructions.length });
  await writeCustomerNotes(work, customer.jobId, instructions);
}

/** One question, five stars, once. Problems: 409 `not_finished`, 409 `rated_already`. */
export async function rateVisit(work: Work, customer: CustomerPrincipal, stars: number, words: string): Promise<void> {
  const job = await presentJob(work, customer.jobId);
  if (job.state !== 'completed')
    throw new Problem({ status: 409, code: 'not_finished', title: 'Only a finished delivery can be rated' });
  const [known] = await work.db
    .select()
    .from(ratings)
    .where(and(eq(ratings.jobId, customer.jobId)));
  if (known)
    throw new Problem({ status: 409, code: 'rated_already', title: 'Thank you, you have rated this delivery already' });
  await work.db.insert(ratings).values({
    organisationId: work.organisationId,
    jobId: customer.jobId,
    stars,
    words: words || null,
    ratedAt: work.now,
  });
  await keepEvidence(work, customer, 'rate', { stars });
  work.emit({ type: 'job.rated', subject: { kind: 'job', id: customer.jobId }, data: { stars } });
}

function tooLate(detail: string): Problem {
  return new Problem({ status: 409, code: 'too_late', title: 'It is too late for that', detail });
}
