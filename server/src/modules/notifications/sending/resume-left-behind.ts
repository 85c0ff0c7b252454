import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';

import type { Work } from '../../../platform/index.ts';
import { messageAttempts, messages } from '../schema.ts';
import { queueForSending } from './queue-for-sending.ts';
import { moveMessage } from './record-hand-over.ts';
import type { TakingService } from './take-for-sending.ts';
import { UNKNOWN_END } from './unknown-end.ts';

/** Longer than any hand-over's budget, so that nobody is still at it. */
const LEFT_BEHIND_MILLISECONDS = 120_000;
const MOST_AT_ONCE = 500;
const KEY_DROPS = 'The next try carries the same key, so this provider drops it if it has the first.';
const NO_KEY = 'This provider takes no key: the next try may arrive a second time.';

/**
 * Finds what a process that died left behind: messages whose attempt never ended, and queued ones whose task is gone.
 * An attempt without an end may have reached the person; the message is tried again, because a customer told twice is
 * better off than one told nothing, and its record says whether the provider drops a second one. Returns how many were found.
 */
export async function resumeLeftBehind(
  work: Work,
  { channel, takesIdempotencyKeys }: Pick<TakingService, 'channel' | 'takesIdempotencyKeys'>,
): Promise<number> {
  const before = new Date(work.recordedAt.getTime() - LEFT_BEHIND_MILLISECONDS);
  const unended = await work.db
    .select({ message: messages, attempt: messageAttempts })
    .from(messages)
    .innerJoin(
      messageAttempts,
      and(eq(messageAttempts.messageId, messages.id), eq(messageAttempts.number, messages.attemptCount)),
    )
    .where(
      and(
        eq(messages.channel, channel),
        eq(messages.state, 'sending'),
        isNull(messageAttempts.endedAt),
        lt(messageAttempts.startedAt, before),
      ),
    )
    .limit(MOST_AT_ONCE)
    .for('update', { of: messages, skipLocked: true });
  for (const { message, attempt } of unended) {
    await work.db
      .update(messageAttempts)
      .set({
        endedAt: work.recordedAt,
        result: 'timed_out',
        code: UNKNOWN_END,
        detail: `The platform stopped before the provider’s answer was written down: the person may have been told. ${
          takesIdempotencyKeys(attempt.provider) ? KEY_DROPS : NO_KEY
        }`,
      })
      .where(and(eq(messageAttempts.messageId, message.id), eq(messageAttempts.number, attempt.number)));
    await moveMessage(work, message, 'put_back', { nextAttemptAt: work.recordedAt });
  }

  const forgotten = await work.db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.channel, channel),
        eq(messages.state, 'queued'),
        lt(messages.nextAttemptAt, before),
        or(isNull(messages.notBefore), lt(messages.notBefore, work.now)),
      ),
    )
    .limit(MOST_AT_ONCE)
    .for('update', { skipLocked: true });
  const again = [...unended.map(({ message }) => message), ...forgotten];
  if (again.length === 0) return 0;
  const ids = again.map(({ id }) => id);
  await work.db
    .update(messages)
    .set({ nextAttemptAt: work.recordedAt })
    .where(and(inArray(messages.id, ids), sql`${messages.state} = 'queued'`));
  await queueForSending(work, again);
  return again.length;
}
