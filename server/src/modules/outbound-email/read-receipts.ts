import type { AnswerOf, messageEndpoints } from '@roundsman/api-contract';
import { asc, eq } from 'drizzle-orm';

import type { ReadWork } from '../../platform/index.ts';
import { emailReceipts } from './schema.ts';

type Receipts = AnswerOf<(typeof messageEndpoints)['get']>['receipts'];

/** What providers and mail servers reported of an e-mail, as it came. */
export async function emailReceiptsOf({ db }: ReadWork, messageId: string): Promise<Receipts> {
  const rows = await db
    .select()
    .from(emailReceipts)
    .where(eq(emailReceipts.messageId, messageId))
    .orderBy(asc(emailReceipts.id));
  return rows.map(({ receivedAt, provider, kind, statusCode, diagnostic }) => ({
    at: receivedAt.toISOString(),
    provider: provider ?? 'report',
    state: kind,
    detail: detailOf(statusCode ?? '', diagnostic ?? ''),
  }));
}

/** Most servers name the code in their words too. */
function detailOf(statusCode: string, diagnostic: string): string | null {
  return (diagnostic.includes(statusCode) ? diagnostic : `${statusCode} ${diagnostic}`.trim()) || null;
}
