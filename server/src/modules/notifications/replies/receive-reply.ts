import { type Channel, isJobClosed, type ReplyMeaning } from '@roundsman/delivery-rules';
import { and, desc, eq, isNotNull } from 'drizzle-orm';

import { newId, type Work } from '../../../platform/index.ts';
import { askForChange, confirmJob } from '../../jobs/index.ts';
import { hearAgain, stopHearing } from '../consent/wishes.ts';
import { readJobFacts } from '../decide/facts.ts';
import { inboundMessages, messages, notifications } from '../schema.ts';
import { answerReply } from './answer-reply.ts';
import { understandReply } from './understand-reply.ts';

export interface Reply {
  readonly channel: Channel;
  /** E.164 or lower-case e-mail. */
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly text: string;
  readonly provider: string;
}

type Answered = typeof messages.$inferSelect;

/**
 * Keeps what a person wrote back, in the chat of the job it answers, and does what it asks: STOP and its like end messages
 * from that sender on that channel, START begins them again, HELP says who writes; "1" confirms and "2" asks for another
 * time where the message offered it. No job is ever cancelled by it. The fact stands on the log for the dispatcher.
 */
export async function receiveReply(work: Work, reply: Reply): Promise<void> {
  const answered = await lastToldTo(work, reply);
  const understoodAs = understandReply(reply.text, await mayChoose(work, answered));
  const id = newId();
  await work.db.insert(inboundMessages).values({
    organisationId: work.organisationId,
    id,
    ...reply,
    inReplyToId: answered?.id ?? null,
    jobId: answered?.jobId ?? null,
    understoodAs,
    receivedAt: work.now,
  });
  await act(work, reply, answered, understoodAs, id);
  work.emit({
    type: 'message.replied',
    subject: { kind: 'message', id: answered?.id ?? id },
    data: { jobId: answered?.jobId ?? null, channel: reply.channel, understoodAs },
  });
  if (understoodAs !== 'other') await answerReply(work, reply, answered, understoodAs);
}

/** What they were told last on this channel; about a job rather than about nothing. */
async function lastToldTo(work: Work, { channel, fromAddress }: Reply): Promise<Answered | undefined> {
  const [message] = await work.db
    .select()
    .from(messages)
    .where(and(eq(messages.channel, channel), eq(messages.toAddress, fromAddress), isNotNull(messages.jobId)))
    .orderBy(desc(messages.id))
    .limit(1);
  return message;
}

/** Did the message offer "1" and "2", and is the promise it spoke of the one that stands? */
async function mayChoose(work: Work, answered: Answered | undefined): Promise<boolean> {
  if (!answered?.offersReply || answered.jobId === null || answered.notificationId === null) return false;
  const job = (await readJobFacts(work, [answered.jobId])).get(answered.jobId);
  const [asked] = await work.db
    .select({ promiseId: notifications.promiseId })
    .from(notifications)
    .where(eq(notifications.id, answered.notificationId));
  if (job?.promise === null || job?.promise.id !== asked?.promiseId) return false;
  return !isJobClosed(job!.state) && job!.state !== 'arrived';
}

async function act(
  work: Work,
  { channel, fromAddress: address, text }: Reply,
  answered: Answered | undefined,
  meaning: ReplyMeaning,
  inboundMessageId: string,
): Promise<void> {
  const whose = { channel, address, merchantId: answered?.merchantId ?? null };
  const evidence = { how: 'reply', inboundMessageId, text: text.slice(0, 200) } as const;
  if (meaning === 'stop') await stopHearing(work, whose, null, evidence);
  // Whoever begins again means everybody who was stopped by that number.
  if (meaning === 'start') await hearAgain(work, { ...whose, merchantId: null }, null, evidence);
  if (meaning === 'confirm') await confirmJob(work, answered!.jobId!);
  if (meaning === 'change') await askForChange(work, answered!.jobId!);
}
