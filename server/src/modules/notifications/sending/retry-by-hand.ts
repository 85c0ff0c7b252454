import { eq } from 'drizzle-orm';

import { Problem, type Work } from '../../../platform/index.ts';
import { messages } from '../schema.ts';
import { queueForSending } from './queue-for-sending.ts';
import { moveMessage } from './record-hand-over.ts';

/**
 * Queues a failed or bounced message once more because a person asks for it. Whether its words are still true is asked
 * again when it is taken. Problems: 404 `message_unknown`; 409 `message_not_retriable` for one that never failed.
 */
export async function retryMessage(work: Work, messageId: string): Promise<void> {
  const [message] = await work.db.select().from(messages).where(eq(messages.id, messageId)).for('update');
  if (message === undefined) {
    throw new Problem({ status: 404, code: 'message_unknown', title: 'There is no such message' });
  }
  const moved = await moveMessage(work, message, 'retry', { failure: null, nextAttemptAt: work.recordedAt });
  if (!moved) {
    throw new Problem({
      status: 409,
      code: 'message_not_retriable',
      title: `A message that is ${message.state} cannot be tried again`,
      remedy: 'Only a message that failed or bounced can.',
    });
  }
  await queueForSending(work, [{ ...message, notBefore: null }]);
}
