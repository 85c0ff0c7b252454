import { and, eq, isNotNull } from 'drizzle-orm';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { keptCustomer } from './find-customers.ts';
import { customers } from './schema.ts';

/** Named in the body: 422 where the path would say 404. */
export async function customerInBody(work: Work, customerId: string, merchantId: string | null): Promise<string> {
  try {
    return await keptCustomer(work, customerId, merchantId);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const title = 'There is no such customer';
    const fields = [{ field: 'body.customerId', code: 'customer_unknown', message: title }];
    throw new Problem({ status: 422, code: 'customer_unknown', title, fields });
  }
}

export function otherMerchant(title: string): Problem {
  const fields = [{ field: 'body.customerId', code: 'other_merchant', message: title }];
  return new Problem({ status: 422, code: 'other_merchant', title, fields });
}

/**
 * The customer that a body names for something of a merchant's, locked: nobody merges or erases them meanwhile. Problems:
 * 422 `customer_unknown`, `other_merchant`.
 */
export async function customerOfMerchant(
  work: Work,
  customerId: string,
  merchantId: string,
  askerMerchantId: string | null,
): Promise<{ id: string; referenceId: string | null }> {
  const keptId = await customerInBody(work, customerId, askerMerchantId);
  const [customer] = await work.db.select().from(customers).where(eq(customers.id, keptId)).for('update');
  if (customer?.merchantId !== merchantId) throw otherMerchant('The customer is another merchant’s');
  // Between the look and the lock.
  if (customer.erasedAt !== null || customer.mergedIntoId !== null)
    return customerOfMerchant(work, customerId, merchantId, askerMerchantId);
  return customer;
}

export async function isErased(work: ReadWork, customerId: string): Promise<boolean> {
  const [row] = await work.db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.id, customerId), isNotNull(customers.erasedAt)));
  return row !== undefined;
}
