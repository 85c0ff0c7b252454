import { eq } from 'drizzle-orm';

import type { Work } from '../../../platform/index.ts';
import { messages } from '../schema.ts';
import { moveMessage } from './record-hand-over.ts';

/** What the provider learned later about a message it had accepted. A receipt that comes too late changes nothing. */
export async function recordReceipt(
  work: Work,
  messageId: string,
  receipt: { readonly state: 'delivered' | 'bounced'; readonly detail: string },
): Promise<void> {
  const [message] = await work.db.select().from(messages).where(eq(messages.id, messageId)).for('update');
  if (message === undefined) return;
  if (receipt.state === 'delivered') await moveMessage(work, message, 'deliver', { deliveredAt: work.now });
  else await moveMessage(work, message, 'bounce', { failure: receipt.detail });
}
