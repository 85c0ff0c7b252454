import { and, inArray, sql } from 'drizzle-orm';
import { newId, type Work } from '../../../platform/index.ts';
import { orders } from '../schema.ts';

export interface OrderNumber {
  readonly merchantId: string;
  readonly number: string;
}

const CHUNK = 2_000;

/** Ids of orders by `orderKey`; those that are new are written. */
export async function findOrCreateOrders(work: Work, wanted: readonly OrderNumber[]): Promise<Map<string, string>> {
  const distinct = [...new Map(wanted.map((order) => [orderKey(order), order])).values()];
  const ids = new Map<string, string>();
  for (let at = 0; at < distinct.length; at += CHUNK) {
    const chunk = distinct.slice(at, at + CHUNK);
    await work.db
      .insert(orders)
      .values(
        chunk.map(({ merchantId, number }) => ({
          organisationId: work.organisationId,
          id: newId(),
          merchantId,
          number,
          createdAt: work.recordedAt,
        })),
      )
      .onConflictDoNothing({ target: [orders.organisationId, orders.merchantId, orders.number] });
    const rows = await work.db
      .select({ id: orders.id, merchantId: orders.merchantId, number: orders.number })
      .from(orders)
      .where(
        and(
          inArray(orders.merchantId, [...new Set(chunk.map(({ merchantId }) => merchantId))]),
          sql`${orders.number} = any(${sql.param(chunk.map(({ number }) => number))})`,
        ),
      );
    for (const row of rows) ids.set(orderKey(row), row.id);
  }
  return ids;
}

export const orderKey = ({ merchantId, number }: OrderNumber): string => `${merchantId} ${number}`;
