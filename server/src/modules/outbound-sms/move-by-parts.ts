import type { SmsReceipt } from '@roundsman/message-delivery';
import { and, eq, isNull } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';

import type { Work } from '../../platform/index.ts';
import { type MessageReceipt, recordReceipts } from '../notifications/index.ts';
import { smsParts } from './schema.ts';

/** A receipt with the message whose part it is about. */
export interface PartReceipt extends SmsReceipt {
  readonly messageId: string;
}

/** Notes what became of parts: a message is delivered once all its parts are, and lost with any of them. */
export async function moveByParts(work: Work, provider: string, receipts: readonly PartReceipt[]): Promise<void> {
  for (const [state, members] of Map.groupBy(receipts, (receipt) => receipt.state)) {
    const ids = members.map(({ providerMessageId }) => providerMessageId);
    await work.db
      .update(smsParts)
      .set({ receiptStatus: state, receiptAt: work.now })
      .where(and(eq(smsParts.provider, provider), isAmong(smsParts.providerMessageId, ids)));
  }
  const messageIds = [...new Set(receipts.map(({ messageId }) => messageId))];
  const open = await work.db
    .select({ messageId: smsParts.messageId })
    .from(smsParts)
    .where(and(isAmong(smsParts.messageId, messageIds), isNull(smsParts.receiptAt)));
  const stillOpen = new Set(open.map(({ messageId }) => messageId));
  const moves = new Map<string, MessageReceipt>();
  for (const receipt of receipts) {
    const { messageId, detail } = receipt;
    if (receipt.state === 'undelivered') moves.set(messageId, { messageId, state: 'bounced', detail });
    else if (!stillOpen.has(messageId) && !moves.has(messageId))
      moves.set(messageId, { messageId, state: 'delivered', detail });
  }
  await recordReceipts(work, [...moves.values()]);
}
