import type { AttemptResult, MessageEvent, MessageState } from '@roundsman/delivery-rules';
import type { FailureReason, HandOverResult } from '@roundsman/message-delivery';
import { and, eq } from 'drizzle-orm';

import type { JsonObject, Work } from '../../../platform/index.ts';
import { markPromiseTold } from '../../jobs/index.ts';
import { TRIGGERS } from '../decide/triggers.ts';
import { messageAttempts, messages, notifications } from '../schema.ts';
import { nextState } from './message-transitions.ts';
import { SEND_TASKS } from './queue-for-sending.ts';

export const MOST_ATTEMPTS = 12;
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 1800;

const RESULT_OF_FAILURE: Readonly<Record<FailureReason, AttemptResult>> = {
  unreachable: 'unreachable',
  not_authorised: 'unreachable',
  throttled: 'unreachable',
  deferred: 'unreachable',
  closed: 'unreachable',
  timed_out: 'timed_out',
};

/**
 * Writes down what came of one attempt. A fault that may pass puts the message back for another try, later each time,
 * as long as tries are left; whether its words are still true is asked again when it is taken.
 */
export async function recordHandOver(
  work: Work,
  messageId: string,
  attempt: number,
  result: HandOverResult,
  random: () => number,
): Promise<void> {
  const [message] = await work.db.select().from(messages).where(eq(messages.id, messageId)).for('update');
  // A receipt was faster, or the attempt was given up as left behind: what stands then is newer.
  if (message === undefined || message.attemptCount !== attempt) return;
  await endAttempt(work, messageId, attempt, result);

  if (result.outcome === 'accepted') {
    const changes = { sentAt: work.now, providerMessageId: result.providerMessageIds[0], failure: null };
    if (await moveMessage(work, message, 'accept', changes)) await markTold(work, message);
    return;
  }
  if (result.outcome === 'refused' || attempt >= MOST_ATTEMPTS) {
    await moveMessage(work, message, 'fail', { failure: result.detail });
    return;
  }
  const pause = pauseSeconds(attempt, result.retryAfterSeconds ?? 0, random);
  if (wouldComeTooLate(message, work.now, pause)) {
    await moveMessage(work, message, 'fail', { failure: `${result.detail} The next try would have come too late.` });
    return;
  }
  const nextAttemptAt = new Date(work.recordedAt.getTime() + pause * 1000);
  if (!(await moveMessage(work, message, 'put_back', { failure: result.detail, nextAttemptAt }))) return;
  const payload = { organisationId: work.organisationId, messageIds: [messageId] };
  await work.addTask(SEND_TASKS[message.channel], payload, { runAt: nextAttemptAt });
}

/** 15 s, 30 s, 1 min … half an hour; never sooner than the provider wishes, never two alike. */
export function pauseSeconds(attempt: number, atLeastSeconds: number, random: () => number): number {
  const doubled = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), LONGEST_PAUSE_SECONDS);
  return Math.min(Math.max(doubled * (0.75 + random() / 2), atLeastSeconds), LONGEST_PAUSE_SECONDS * 1.25);
}

/**
 * Past its useful life nobody is helped by another try; where another channel waits, it gets the second half of that life.
 */
function wouldComeTooLate(
  { queuedAt, notBefore, notAfter, fallBackChannels }: typeof messages.$inferSelect,
  now: Date,
  pauseSeconds: number,
): boolean {
  if (notAfter === null) return false;
  const from = Math.max(queuedAt.getTime(), notBefore?.getTime() ?? 0);
  const share = fallBackChannels.length > 0 ? 0.5 : 1;
  return now.getTime() + pauseSeconds * 1000 >= from + (notAfter.getTime() - from) * share;
}

const EVENT_OF_STATE: Partial<Record<MessageState, string>> = {
  sent: 'message.sent',
  delivered: 'message.delivered',
  bounced: 'message.bounced',
  failed: 'message.failed',
};

/** Moves one message by the state table, with the fact on the log where it is one. False when the table refuses. */
export async function moveMessage(
  work: Work,
  message: typeof messages.$inferSelect,
  event: MessageEvent,
  changes: Partial<typeof messages.$inferInsert> = {},
): Promise<boolean> {
  const state = nextState(message.state, event);
  if (state === null) return false;
  await work.db
    .update(messages)
    .set({ ...changes, state, stateChangedAt: work.now })
    .where(eq(messages.id, message.id));
  const type = EVENT_OF_STATE[state];
  if (type === undefined) return true;
  const { id, jobId, channel, trigger, provider } = message;
  const data: JsonObject = { jobId, channel, trigger, provider };
  work.emit({ type, subject: { kind: 'message', id }, data });
  return true;
}

async function endAttempt(work: Work, messageId: string, number: number, result: HandOverResult): Promise<void> {
  const doubtful = result.outcome === 'failed' && result.mayHaveBeenSent;
  await work.db
    .update(messageAttempts)
    .set({
      endedAt: work.recordedAt,
      result: result.outcome === 'failed' ? RESULT_OF_FAILURE[result.reason] : result.outcome,
      code: result.outcome === 'accepted' ? null : result.reason,
      detail:
        result.outcome === 'accepted'
          ? null
          : `${result.detail}${doubtful ? ' The provider may have taken it all the same: another try may arrive twice.' : ''}`,
    })
    .where(and(eq(messageAttempts.messageId, messageId), eq(messageAttempts.number, number)));
}

/** A customer has been told of the promise once a message about it is with a provider. */
async function markTold(work: Work, message: typeof messages.$inferSelect): Promise<void> {
  if (message.trigger === null || message.notificationId === null) return;
  if (TRIGGERS[message.trigger].tells !== 'promise') return;
  const [notification] = await work.db
    .select({ promiseId: notifications.promiseId, audience: notifications.audience })
    .from(notifications)
    .where(eq(notifications.id, message.notificationId));
  if (notification?.promiseId && notification.audience === 'customer')
    await markPromiseTold(work, notification.promiseId, work.now);
}
