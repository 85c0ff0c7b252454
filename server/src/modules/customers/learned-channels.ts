import { and, eq, exists, inArray, lt, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { insertMany } from '../../platform/database/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import type { CustomerWish } from './find-or-create-customers.ts';
import { customerChannels, customers } from './schema.ts';

/** What a job names newly is kept beside what is known of its customer. */
export async function learnChannels(
  work: Work,
  customerId: string,
  { phone, email }: Pick<CustomerWish, 'phone' | 'email'>,
): Promise<void> {
  const known = await work.db
    .select({ address: customerChannels.normalised })
    .from(customerChannels)
    .innerJoin(customers, eq(customers.id, customerChannels.customerId))
    .where(or(eq(customers.id, customerId), eq(customers.mergedIntoId, customerId)));
  const { organisationId, recordedAt: createdAt } = work;
  const news = [['sms', phone] as const, ['email', email] as const].flatMap(([channel, address]) =>
    address === null || known.some((row) => row.address === address)
      ? []
      : { organisationId, id: newId(), customerId, channel, asGiven: address, normalised: address, createdAt },
  );
  await insertMany(work.db, customerChannels, news);
}

/** What was learned of somebody by a visit that was not theirs. What they are reached by first stays. */
export async function forgetLearned(work: Work, customerId: string, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const first = alias(customerChannels, 'first');
  const before = work.db
    .select({ id: first.id })
    .from(first)
    .where(
      and(
        eq(first.customerId, customerId),
        eq(first.channel, customerChannels.channel),
        or(first.preferred, lt(first.id, customerChannels.id)),
      ),
    );
  await work.db
    .delete(customerChannels)
    .where(
      and(
        eq(customerChannels.customerId, customerId),
        inArray(customerChannels.normalised, [...addresses]),
        eq(customerChannels.preferred, false),
        exists(before),
      ),
    );
}
