import type { SuppressionReason } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';

import type { Work } from '../../../platform/index.ts';
import { messages } from '../schema.ts';
import { nextState } from './message-transitions.ts';

/** Keeps a queued message for good, unsent, with the reason. */
export async function suppress(
  work: Work,
  message: typeof messages.$inferSelect,
  reason: SuppressionReason,
): Promise<void> {
  await work.db
    .update(messages)
    .set({
      state: nextState(message.state, 'suppress') ?? message.state,
      suppressionReason: reason,
      stateChangedAt: work.now,
      nextAttemptAt: null,
    })
    .where(eq(messages.id, message.id));
  const { id, jobId, channel, trigger } = message;
  work.emit({
    type: 'message.suppressed',
    subject: { kind: 'message', id },
    data: { jobId, channel, trigger, reason },
  });
}
