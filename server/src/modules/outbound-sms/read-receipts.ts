import type { AnswerOf, messageEndpoints } from '@roundsman/api-contract';
import { asc, eq } from 'drizzle-orm';

import type { ReadWork } from '../../platform/index.ts';
import { smsReceipts } from './schema.ts';

type Receipts = AnswerOf<(typeof messageEndpoints)['get']>['receipts'];

/** What networks reported of an SMS, part by part, as it came. */
export async function smsReceiptsOf({ db }: ReadWork, messageId: string): Promise<Receipts> {
  const rows = await db
    .select()
    .from(smsReceipts)
    .where(eq(smsReceipts.messageId, messageId))
    .orderBy(asc(smsReceipts.id));
  return rows.map(({ receivedAt, provider, status, errorCode }) => ({
    at: receivedAt.toISOString(),
    provider,
    state: status,
    detail: errorCode,
  }));
}
