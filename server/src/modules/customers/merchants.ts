import { asc, eq, isNull } from 'drizzle-orm';
import { newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { merchants } from './schema.ts';

export type MerchantRow = typeof merchants.$inferSelect;

export async function listMerchants(work: ReadWork): Promise<MerchantRow[]> {
  return work.db.select().from(merchants).where(isNull(merchants.closedAt)).orderBy(asc(merchants.code));
}

export async function getMerchant(work: ReadWork, merchantId: string): Promise<MerchantRow> {
  const [row] = await work.db.select().from(merchants).where(eq(merchants.id, merchantId));
  if (!row) throw new Problem({ status: 404, code: 'merchant_unknown', title: 'There is no such merchant' });
  return row;
}

export interface NewMerchant {
  readonly code: string;
  readonly name: string;
  readonly senderName?: string | undefined;
  readonly accentColour?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** A client of the organisation. A retailer that delivers its own goods has one: itself. */
export async function createMerchant(work: Work, input: NewMerchant): Promise<string> {
  const id = newId();
  await work.db
    .insert(merchants)
    .values({ ...input, organisationId: work.organisationId, id, createdAt: work.recordedAt });
  work.emit({ type: 'merchant.created', subject: { kind: 'merchant', id } });
  return id;
}
