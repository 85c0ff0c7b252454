import type { BulkResult } from '@roundsman/api-contract';
import { type Fault, isReleasable } from '@roundsman/delivery-rules';
import { and, isNull, sql } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';
import type { Work } from '../../../platform/index.ts';
import { type CustomerWish, findOrCreateCustomers } from '../../customers/index.ts';
import { changeJobStates, type StateRefusal } from '../change-state.ts';
import { jobFaults, jobs } from '../schema.ts';
import { replaceFaults } from './job-faults.ts';
import { readStagedJobs, type StoredJob } from './read-staged-jobs.ts';
import { readStagingKnowledge } from './staging-knowledge.ts';

/**
 * Releases staged jobs for planning, each by itself: one that is refused says why and keeps nobody else. Faults are looked
 * for again, since time has passed: a window may lie behind by now. Results stand in the order of the ids.
 */
export async function releaseJobs(
  work: Work,
  jobIds: readonly string[],
  merchantId: string | null,
): Promise<BulkResult[]> {
  const asked = [...new Set(jobIds)];
  await work.db.select({ id: jobs.id }).from(jobs).where(isAmong(jobs.id, asked)).orderBy(jobs.id).for('update');
  const found = await readStagedJobs(work, asked, merchantId);
  const staged = found.filter(({ state }) => state === 'staging');
  const faults = await checkAgain(work, staged);
  const fit = staged.filter(({ id }) => isReleasable(faults.get(id)!)).map(({ id }) => id);
  const elsewhere = found.filter(({ state }) => state !== 'staging').map(({ id }) => id);
  const refused = await releaseStaged(work, [...fit, ...elsewhere]);
  return asked.map((id) => resultOf(id, found, faults, refused));
}

/** Moves staged jobs on whose faults do not block, and makes their recipients customers. */
export async function releaseStaged(work: Work, jobIds: readonly string[]): Promise<Map<string, StateRefusal>> {
  const { changed, refused } = await changeJobStates(work, jobIds, 'release');
  const released = changed.map(({ jobId }) => jobId);
  if (released.length > 0) {
    await linkCustomers(work, await readStagedJobs(work, released, null));
    await work.db
      .update(jobFaults)
      .set({ acceptedAt: work.recordedAt, acceptedById: work.actor.id })
      .where(and(isAmong(jobFaults.jobId, released), isNull(jobFaults.acceptedAt)));
  }
  return new Map(refused.map((refusal) => [refusal.jobId, refusal]));
}

async function checkAgain(work: Work, staged: readonly StoredJob[]): Promise<Map<string, Fault[]>> {
  const knowledge = await readStagingKnowledge(
    work,
    staged.map((job) => job.staged),
  );
  const faults = new Map(staged.map((job) => [job.id, knowledge.faultsOf(job)]));
  await replaceFaults(work, faults);
  return faults;
}

/** Who receives, as the job says it. */
export function wishOf({ row, staged, contact }: StoredJob): CustomerWish {
  const { name, phone, email } = staged.contact;
  const { merchantId, customerReferenceId: referenceId } = row;
  return { merchantId, referenceId, name, phone, email, locale: contact?.locale ?? null };
}

/**
 * Only who is really to be visited becomes a customer: rows that are thrown out of staging leave nobody behind. A job
 * whose customer was chosen by hand stays theirs.
 */
async function linkCustomers(work: Work, released: readonly StoredJob[]): Promise<void> {
  const unowned = released.filter(({ row }) => row.customerId === null);
  const customerIds = await findOrCreateCustomers(work, unowned.map(wishOf));
  const { organisationId } = work;
  const link = (table: string, keys: readonly string[]) =>
    sql`update ${sql.identifier(table)} as t set customer_id = v.customer_id
        from unnest(${sql.param(keys)}::uuid[], ${sql.param(customerIds)}::uuid[]) as v (id, customer_id)
        where t.organisation_id = ${organisationId} and t.id = v.id`;
  await work.db.execute(
    link(
      'jobs',
      unowned.map(({ id }) => id),
    ),
  );
  await work.db.execute(
    link(
      'addresses',
      unowned.map(({ address }) => address.id),
    ),
  );
}

function resultOf(
  id: string,
  found: readonly StoredJob[],
  faults: ReadonlyMap<string, readonly Fault[]>,
  refused: ReadonlyMap<string, StateRefusal>,
): BulkResult {
  if (!found.some((job) => job.id === id))
    return { id, done: false, problem: { code: 'job_unknown', message: 'There is no such job' } };
  const refusal = refused.get(id);
  if (refusal) return { id, done: false, problem: { code: refusal.code, message: refusal.message } };
  const errors = (faults.get(id) ?? []).filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return { id, done: true };
  const message = errors.map((error) => error.message).join(' ');
  return { id, done: false, problem: { code: first.code, message, remedy: first.remedy } };
}
