import { and, eq, ne, or } from 'drizzle-orm';
import { Problem, type Work } from '../../../platform/index.ts';
import {
  customerOfMerchant,
  findOrCreateCustomers,
  forgetLearned,
  isErased,
  learnChannels,
} from '../../customers/index.ts';
import { addresses } from '../../customers/schema.ts';
import { jobContacts, jobs } from '../schema.ts';
import { orNull } from './new-job.ts';
import type { JobChange } from './prepare-job.ts';
import type { StoredJob } from './read-staged-jobs.ts';
import { wishOf } from './release-jobs.ts';

/**
 * Says whose a job is: by the customer's id, or by the merchant's own number for them, which finds them as a release does
 * (in staging it waits for the release). Contact, promise and history stay: they are of the visit. `now` is the job with
 * what else the patch says. Answers the fields that changed. Problems: 409 `customer_erased`, 422 `customer_named_twice`,
 * `customer_unknown`, `other_merchant`.
 */
export async function changeJobCustomer(
  work: Work,
  before: StoredJob,
  now: StoredJob,
  { customerId: wished, customerReferenceId }: JobChange,
  askerMerchantId: string | null,
): Promise<string[]> {
  if (wished === undefined && customerReferenceId === undefined) return [];
  const { id, row } = before;
  if (wished !== undefined && customerReferenceId !== undefined) throw namedTwice();
  if (row.customerId !== null && (await isErased(work, row.customerId))) throw erased();
  const chosen = wished === undefined ? null : await customerOfMerchant(work, wished, row.merchantId, askerMerchantId);
  const number = chosen ? chosen.referenceId : orNull(customerReferenceId);
  const customerId = chosen?.id ?? (await foundByNumber(work, now, number));
  const moves = customerId !== row.customerId;
  const renumbers = number !== row.customerReferenceId;
  if (!moves && !renumbers) return [];
  await work.db.update(jobs).set({ customerId, customerReferenceId: number }).where(eq(jobs.id, id));
  if (moves) {
    await work.db.update(addresses).set({ customerId }).where(eq(addresses.id, before.address.id));
    if (chosen) await learnChannels(work, chosen.id, wishOf(now));
    if (row.customerId !== null) await forgetLearned(work, row.customerId, await saidByThisJobAlone(work, before));
  }
  return [...(moves ? ['customerId'] : []), ...(renumbers ? ['customerReferenceId'] : [])];
}

/** null: nobody before the release. */
async function foundByNumber(work: Work, job: StoredJob, referenceId: string | null): Promise<string | null> {
  if (job.state === 'staging') return null;
  const [customerId] = await findOrCreateCustomers(work, [{ ...wishOf(job), referenceId }]);
  return customerId!;
}

/** Numbers and addresses by which no other visit of the customer is announced. */
async function saidByThisJobAlone(work: Work, { id, row, staged }: StoredJob): Promise<string[]> {
  const alone: string[] = [];
  for (const address of [staged.contact.phone, staged.contact.email]) {
    if (address === null) continue;
    const [other] = await work.db
      .select({ id: jobs.id })
      .from(jobs)
      .innerJoin(jobContacts, eq(jobContacts.jobId, jobs.id))
      .where(
        and(
          eq(jobs.customerId, row.customerId!),
          ne(jobs.id, id),
          or(eq(jobContacts.phone, address), eq(jobContacts.email, address)),
        ),
      )
      .limit(1);
    if (!other) alone.push(address);
  }
  return alone;
}

function namedTwice(): Problem {
  const title = 'The customer is named by id and by number';
  const remedy = 'Send one of the two: the other follows.';
  const fields = ['customerId', 'customerReferenceId'].map((field) => {
    return { field: `body.${field}`, code: 'customer_named_twice', message: title, remedy };
  });
  return new Problem({ status: 422, code: 'customer_named_twice', title, remedy, fields });
}

function erased(): Problem {
  const title = 'Whose visit this was has been erased';
  return new Problem({
    status: 409,
    code: 'customer_erased',
    title,
    remedy: 'It stays as a figure and is nobody’s any more.',
  });
}
