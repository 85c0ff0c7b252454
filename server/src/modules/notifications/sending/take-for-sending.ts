import type { Channel, SuppressionReason } from '@roundsman/delivery-rules';
import { and, asc, eq, inArray } from 'drizzle-orm';

import type { Work } from '../../../platform/index.ts';
import { type JobFacts, readJobFacts } from '../decide/facts.ts';
import { type OptedOut, readOptOuts } from '../decide/opt-outs.ts';
import { isStillTrue, TRIGGERS } from '../decide/triggers.ts';
import { messageAttempts, messages, notifications } from '../schema.ts';
import { nextState } from './message-transitions.ts';

/** A message in the hands of one worker: no other takes it until its attempt is recorded or found left behind. */
export interface TakenMessage {
  readonly id: string;
  readonly attempt: number;
  readonly toAddress: string;
  readonly toName: string | null;
  readonly senderName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  readonly queuedAt: Date;
  /** Business seconds for which the words stay true; none = for good. */
  readonly usefulForSeconds: number | null;
}

type Row = { readonly message: typeof messages.$inferSelect; readonly promiseId: string | null };

/**
 * Takes those of the messages that may leave now and marks an attempt for each before anybody is told, so that a crash
 * in between is seen. What is no longer true, or no longer wanted, is suppressed instead.
 */
export async function takeForSending(
  work: Work,
  channel: Channel,
  messageIds: readonly string[],
  provider: string,
): Promise<TakenMessage[]> {
  const rows = await work.db
    .select({ message: messages, promiseId: notifications.promiseId })
    .from(messages)
    .leftJoin(notifications, eq(notifications.id, messages.notificationId))
    .where(and(inArray(messages.id, [...messageIds]), eq(messages.channel, channel), eq(messages.state, 'queued')))
    .orderBy(asc(messages.id))
    .for('update', { of: messages, skipLocked: true });
  const due = rows.filter(({ message }) => message.notBefore === null || message.notBefore <= work.now);
  const facts = await readJobFacts(
    work,
    due.map(({ message }) => message.jobId).filter((id) => id !== null),
  );
  const isOptedOut = await readOptOuts(
    work,
    due.map(({ message }) => message.toAddress),
  );
  const taken: TakenMessage[] = [];
  for (const row of due) {
    const reason = whyNot(row, facts, isOptedOut, work.now);
    if (reason !== null) await suppress(work, row.message, reason);
    else taken.push(await take(work, row.message, provider));
  }
  return taken;
}

function whyNot(
  { message, promiseId }: Row,
  facts: ReadonlyMap<string, JobFacts>,
  isOptedOut: OptedOut,
  now: Date,
): SuppressionReason | null {
  const { channel, toAddress, merchantId, purpose, trigger, jobId, notAfter } = message;
  if (isOptedOut(channel, toAddress, merchantId, purpose)) return 'opt_out';
  if (notAfter !== null && notAfter <= now) return 'no_longer_true';
  if (trigger === null || jobId === null) return null;
  const job = facts.get(jobId);
  const about = TRIGGERS[trigger].tells === 'promise' ? promiseId : null;
  return job !== undefined && isStillTrue(trigger, job, about) ? null : 'no_longer_true';
}

async function take(work: Work, message: typeof messages.$inferSelect, provider: string): Promise<TakenMessage> {
  const attempt = message.attemptCount + 1;
  await work.db
    .update(messages)
    .set({
      state: nextState(message.state, 'take') ?? message.state,
      stateChangedAt: work.now,
      attemptCount: attempt,
      nextAttemptAt: null,
      provider,
    })
    .where(eq(messages.id, message.id));
  await work.db.insert(messageAttempts).values({
    organisationId: work.organisationId,
    messageId: message.id,
    number: attempt,
    provider,
    startedAt: work.recordedAt,
  });
  const { id, toAddress, toName, text, language, queuedAt, notAfter, variables } = message;
  return {
    id,
    attempt,
    toAddress,
    toName,
    senderName: typeof variables.sender === 'string' ? variables.sender : '',
    subject: message.subject ?? '',
    text,
    html: message.html ?? '',
    language,
    queuedAt,
    usefulForSeconds: notAfter === null ? null : Math.ceil((notAfter.getTime() - work.now.getTime()) / 1000),
  };
}

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
