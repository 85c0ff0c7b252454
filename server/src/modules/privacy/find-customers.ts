import { sql } from 'drizzle-orm';
import { anywhere } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';

const MOST = 50;

export interface FoundCustomer {
  readonly id: string;
  readonly name: string;
  readonly merchantName: string;
  readonly channels: readonly string[];
  readonly jobs: number;
  readonly erasedAt: string | null;
}

/** By a part of the name, or by the e-mail address or number as a whole. */
export async function findCustomers(work: ReadWork, search: string): Promise<FoundCustomer[]> {
  const part = anywhere(search);
  const whole = search.trim().toLowerCase();
  const { rows } = await work.db.execute<Record<string, unknown>>(sql`
    SELECT c.id, c.name, m.name AS merchant_name, c.erased_at,
      coalesce((SELECT array_agg(DISTINCT coalesce(normalised, as_given)) FROM customer_channels WHERE customer_id = c.id), '{}') AS channels,
      (SELECT count(*) FROM jobs WHERE customer_id = c.id) AS jobs
    FROM customers AS c JOIN merchants AS m ON m.id = c.merchant_id
    WHERE c.merged_into_id IS NULL AND (c.name ILIKE ${part} OR EXISTS (
      SELECT FROM customer_channels AS h WHERE h.customer_id = c.id AND (lower(h.normalised) = ${whole} OR lower(h.as_given) = ${whole})))
    ORDER BY c.erased_at IS NOT NULL, c.name, c.id LIMIT ${MOST}`);
  return rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    merchantName: String(row.merchant_name),
    channels: row.channels as string[],
    jobs: Number(row.jobs),
    erasedAt: row.erased_at === null ? null : new Date(String(row.erased_at)).toISOString(),
  }));
}
