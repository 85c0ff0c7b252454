import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { newId, Problem, type Work } from '../../platform/index.ts';
import { customerInBody, otherMerchant } from './customer-in-body.ts';
import { keptCustomer } from './find-customers.ts';
import { customerMerges, customers } from './schema.ts';

/**
 * Says that two are the same. Nothing is copied: the other points to the one that is kept, and so do those who were merged
 * into it before. Problems: 404 `customer_unknown`, 409 `already_the_same`, 422 `customer_unknown` (the other),
 * `other_merchant`.
 */
export async function mergeCustomers(
  work: Work,
  customerId: string,
  otherCustomerId: string,
  merchantId: string | null,
): Promise<void> {
  const keptId = await keptCustomer(work, customerId, merchantId);
  const otherId = await customerInBody(work, otherCustomerId, merchantId);
  if (keptId === otherId)
    throw new Problem({ status: 409, code: 'already_the_same', title: 'They are the same customer already' });
  // In one order, so that two merges at once wait for each other instead of both.
  const rows = await work.db
    .select()
    .from(customers)
    .where(inArray(customers.id, [keptId, otherId]))
    .orderBy(customers.id)
    .for('update');
  const [first, second] = rows;
  // Merged or erased by somebody else meanwhile.
  if (rows.some(({ mergedIntoId, erasedAt }) => mergedIntoId !== null || erasedAt !== null))
    throw new Problem({ status: 409, code: 'already_the_same', title: 'One of them was merged meanwhile' });
  if (first?.merchantId !== second?.merchantId) throw otherMerchant('They are customers of different merchants');
  const moved = await work.db
    .update(customers)
    .set({ mergedIntoId: keptId })
    .where(or(eq(customers.id, otherId), eq(customers.mergedIntoId, otherId)))
    .returning({ id: customers.id });
  const customerIds = moved.map(({ id }) => id).filter((id) => id !== otherId);
  await work.db.insert(customerMerges).values({
    organisationId: work.organisationId,
    id: newId(),
    keptCustomerId: keptId,
    mergedCustomerId: otherId,
    moved: { customerIds },
    mergedById: work.actor.id,
    mergedAt: work.recordedAt,
  });
  const data = { customerId: otherId };
  work.emit({ type: 'customer.merged', subject: { kind: 'customer', id: keptId }, data });
}

/**
 * Undoes it: the other is a customer of its own again, and those it brought along are with it. Jobs made meanwhile stay
 * with the one that was kept. Problems: 404 `customer_unknown`, 422 `not_merged`.
 */
export async function separateCustomers(
  work: Work,
  customerId: string,
  otherCustomerId: string,
  merchantId: string | null,
): Promise<void> {
  const keptId = await keptCustomer(work, customerId, merchantId);
  await work.db.select({ id: customers.id }).from(customers).where(eq(customers.id, keptId)).for('update');
  const [other] = await work.db
    .select()
    .from(customers)
    .where(and(eq(customers.id, otherCustomerId), eq(customers.mergedIntoId, keptId)));
  const [merge] = await work.db
    .select()
    .from(customerMerges)
    .where(and(eq(customerMerges.mergedCustomerId, otherCustomerId), isNull(customerMerges.undoneAt)))
    .orderBy(desc(customerMerges.id))
    .limit(1);
  if (!other || !merge) {
    const title = 'The other is not merged into this customer';
    const fields = [{ field: 'body.customerId', code: 'not_merged', message: title }];
    throw new Problem({ status: 422, code: 'not_merged', title, fields });
  }
  const { customerIds = [] } = merge.moved as { customerIds?: string[] };
  await work.db.update(customers).set({ mergedIntoId: null }).where(eq(customers.id, other.id));
  if (customerIds.length > 0)
    await work.db
      .update(customers)
      .set({ mergedIntoId: other.id })
      .where(and(isAmong(customers.id, customerIds), eq(customers.mergedIntoId, keptId)));
  await work.db
    .update(customerMerges)
    .set({ undoneById: work.actor.id, undoneAt: work.recordedAt })
    .where(eq(customerMerges.id, merge.id));
  const data = { customerId: other.id };
  work.emit({ type: 'customer.separated', subject: { kind: 'customer', id: keptId }, data });
}
