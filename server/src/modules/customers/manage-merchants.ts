import type { Merchant } from '@roundsman/api-contract';
import { eq } from 'drizzle-orm';
import { isUniqueViolation } from '../../platform/database/index.ts';
import { newId, Problem, type Work } from '../../platform/index.ts';
import { getMerchant, type MerchantRow } from './merchants.ts';
import { merchants } from './schema.ts';

type Fields = Pick<Merchant, 'code' | 'name' | 'senderName' | 'accentColour' | 'email' | 'phone'>;
type Given = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

/** Problem 409 `code_taken`. */
export async function addMerchant(work: Work, input: Given & Pick<Fields, 'code' | 'name'>): Promise<MerchantRow> {
  const id = newId();
  const row = { organisationId: work.organisationId, id, ...input, createdAt: work.recordedAt };
  await refuseTaken(work.db.insert(merchants).values(row));
  work.emit({ type: 'merchant.created', subject: { kind: 'merchant', id } });
  return getMerchant(work, id);
}

/** Problems: 404 `merchant_unknown`, 409 `code_taken`, `merchant_closed`. */
export async function updateMerchant(work: Work, merchantId: string, change: Given): Promise<MerchantRow> {
  await openOne(work, merchantId);
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return getMerchant(work, merchantId);
  await refuseTaken(work.db.update(merchants).set(set).where(eq(merchants.id, merchantId)));
  work.emit({
    type: 'merchant.changed',
    subject: { kind: 'merchant', id: merchantId },
    data: { fields: Object.keys(set) },
  });
  return getMerchant(work, merchantId);
}

/** Takes no new job from then on. Problems: 404, 409 `merchant_has_open_jobs`, `merchant_closed`. */
export async function closeMerchant(work: Work, merchantId: string, openJobs: number): Promise<void> {
  await openOne(work, merchantId);
  if (openJobs > 0)
    throw new Problem({
      status: 409,
      code: 'merchant_has_open_jobs',
      title: `${openJobs} of its jobs are still to be done`,
      remedy: 'Finish or cancel them first.',
      extra: { openJobs },
    });
  await work.db.update(merchants).set({ closedAt: work.recordedAt }).where(eq(merchants.id, merchantId));
  work.emit({ type: 'merchant.closed', subject: { kind: 'merchant', id: merchantId } });
}

async function openOne(work: Work, merchantId: string): Promise<void> {
  const row = await getMerchant(work, merchantId);
  if (row.closedAt !== null)
    throw new Problem({ status: 409, code: 'merchant_closed', title: `${row.name} is closed` });
}

async function refuseTaken(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isUniqueViolation(error, 'merchants_code')) throw error;
    const title = 'Another merchant has this code';
    const fields = [{ field: 'code', code: 'code_taken', message: title, remedy: 'Choose another.' }];
    throw new Problem({ status: 409, code: 'code_taken', title, fields });
  }
}
