import type { Customer } from '@roundsman/api-contract';
import { isJobClosed, JOB_STATES } from '@roundsman/delivery-rules';
import { and, eq, isNotNull, notInArray, sql } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork, Work } from '../../platform/index.ts';
import { addressLine, addressParts, type CustomerCard } from '../customers/index.ts';
import { addresses } from '../customers/schema.ts';
import { duplicateKeyOf } from './intake/new-job.ts';
import { jobContacts, jobs } from './schema.ts';

const CLOSED = JOB_STATES.filter(isJobClosed);

/** Customers with what their jobs say of them, in their order; jobs of who was merged into them count. */
export async function withVisits(work: ReadWork, cards: readonly CustomerCard[]): Promise<Customer[]> {
  const owners = new Map(
    cards.flatMap(({ id, merged }) => [id, ...merged.map((one) => one.id)].map((each) => [each, id] as const)),
  );
  if (owners.size === 0) return [];
  const ids = [...owners.keys()];
  const counts = await work.db
    .select({
      customerId: jobs.customerId,
      all: sql<number>`count(*)::int`,
      open: sql<number>`count(*) filter (where ${notInArray(jobs.state, CLOSED)})::int`,
      lastDate: sql<string | null>`max(${jobs.serviceDate})::text`,
    })
    .from(jobs)
    .where(isAmong(jobs.customerId, ids))
    .groupBy(jobs.customerId);
  const latest = await work.db
    .selectDistinctOn([jobs.customerId], { customerId: jobs.customerId, jobId: jobs.id, given: addresses.given })
    .from(jobs)
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .where(isAmong(jobs.customerId, ids))
    .orderBy(jobs.customerId, sql`${jobs.id} desc`);
  return cards.map((card) => {
    const own = (customerId: string | null) => customerId !== null && owners.get(customerId) === card.id;
    const counted = counts.filter(({ customerId }) => own(customerId));
    const [last] = latest.filter(({ customerId }) => own(customerId)).sort((a, b) => (a.jobId < b.jobId ? 1 : -1));
    const dates = counted.flatMap(({ lastDate }) => lastDate ?? []).sort();
    return {
      ...card,
      visits: {
        open: counted.reduce((sum, { open }) => sum + open, 0),
        all: counted.reduce((sum, { all }) => sum + all, 0),
        lastDate: dates.at(-1) ?? null,
        lastAddress: last ? (last.given.text ?? addressLine(addressParts(last.given))) || null : null,
      },
    };
  });
}

type Said = Pick<CustomerCard, 'name' | 'phone' | 'email' | 'language'>;

/**
 * Lets the open jobs of a customer follow a correction: each field of a recipient that said what the customer said says
 * what is right now. A job that named somebody or something else, and one that is over, stay as they were.
 */
export async function followCorrection(work: Work, before: CustomerCard, after: Said): Promise<void> {
  const ids = [before.id, ...before.merged.map(({ id }) => id)];
  const rows = await work.db
    .select({ job: jobs, contact: jobContacts, given: addresses.given })
    .from(jobs)
    .innerJoin(jobContacts, and(eq(jobContacts.jobId, jobs.id), eq(jobContacts.role, 'recipient')))
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .where(and(isAmong(jobs.customerId, ids), notInArray(jobs.state, CLOSED), isNotNull(jobs.customerId)))
    .orderBy(jobs.id)
    .for('update', { of: jobs });
  for (const { job, contact, given } of rows) {
    const said: Said = { name: contact.name, phone: contact.phone, email: contact.email, language: contact.locale };
    const now = correctedContact(said, before, after);
    if (now === null) continue;
    await work.db.update(jobContacts).set(now).where(eq(jobContacts.id, contact.id));
    await work.db
      .update(jobs)
      .set({
        duplicateKey: duplicateKeyOf(job.merchantId, now.name ?? said.name, addressParts(given), job.serviceDate),
        revision: sql`${jobs.revision} + 1`,
        updatedAt: work.recordedAt,
      })
      .where(eq(jobs.id, job.id));
    work.emit({ type: 'job.changed', subject: { kind: 'job', id: job.id }, data: { fields: ['contact'] } });
  }
}

/** What changes in a contact that said this; null when nothing does. */
export function correctedContact(
  said: Said,
  before: Said,
  after: Said,
): Partial<typeof jobContacts.$inferInsert> | null {
  const follows = (field: keyof Said) => said[field] === before[field] && after[field] !== before[field];
  const change: Partial<typeof jobContacts.$inferInsert> = {
    ...(follows('name') ? { name: after.name } : {}),
    ...(follows('phone') ? { phone: after.phone, phoneAsGiven: after.phone } : {}),
    ...(follows('email') ? { email: after.email, emailAsGiven: after.email } : {}),
    ...(follows('language') ? { locale: after.language } : {}),
  };
  return Object.keys(change).length === 0 ? null : change;
}
