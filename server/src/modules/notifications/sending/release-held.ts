import { and, eq } from 'drizzle-orm';

import type { TimerHandler } from '../../../platform/timers/index.ts';
import { messages } from '../schema.ts';
import { queueForSending, RELEASE_TIMER } from './queue-for-sending.ts';

/** Quiet hours are over: the message goes the way of all others, where it is asked once more whether it is still true. */
export const releaseTimer: TimerHandler = {
  kind: RELEASE_TIMER,
  async fire(work, { key }) {
    const [message] = await work.db
      .update(messages)
      .set({ nextAttemptAt: work.recordedAt })
      .where(and(eq(messages.id, key), eq(messages.state, 'queued')))
      .returning();
    if (message !== undefined) await queueForSending(work, [{ ...message, notBefore: null }]);
  },
};
