import { isAmong } from '../../../platform/database/index.ts';

import type { Work } from '../../../platform/index.ts';
import { messages } from '../schema.ts';
import { nextState } from './message-transitions.ts';
import { moveMessage, tell } from './record-hand-over.ts';

/** What the provider learned later about a message it had accepted. */
export interface MessageReceipt {
  readonly messageId: string;
  readonly state: 'delivered' | 'bounced';
  readonly detail: string;
}

/** Moves messages by their receipts, all that arrived in one statement. A receipt that comes too late changes nothing. */
export async function recordReceipts(work: Work, receipts: readonly MessageReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const receiptOf = new Map(receipts.map((receipt) => [receipt.messageId, receipt]));
  const rows = await work.db
    .select()
    .from(messages)
    .where(isAmong(messages.id, [...receiptOf.keys()]))
    .orderBy(messages.id)
    .for('update');
  const arrived = rows.filter(
    ({ id, state }) => receiptOf.get(id)!.state === 'delivered' && nextState(state, 'deliver') !== null,
  );
  if (arrived.length > 0) {
    const ids = arrived.map(({ id }) => id);
    await work.db
      .update(messages)
      .set({ state: 'delivered', stateChangedAt: work.now, deliveredAt: work.now })
      .where(isAmong(messages.id, ids));
    for (const message of arrived) tell(work, message, 'delivered');
  }
  for (const message of rows) {
    const receipt = receiptOf.get(message.id)!;
    if (receipt.state === 'bounced') await moveMessage(work, message, 'bounce', { failure: receipt.detail });
  }
}
