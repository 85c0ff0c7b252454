import type { ReplyMeaning } from '@roundsman/delivery-rules';
import { segmentSms } from '@roundsman/message-delivery';
import { and, eq, gt } from 'drizzle-orm';

import { newId, type Work } from '../../../platform/index.ts';
import { renderSms } from '../render/render-message.ts';
import { messages } from '../schema.ts';
import { queueForSending } from '../sending/queue-for-sending.ts';
import { type Answers, CATALOGUES, chooseLanguage, type Variables } from '../words/index.ts';
import type { Reply } from './receive-reply.ts';

const ANSWER: Readonly<Record<Exclude<ReplyMeaning, 'other'>, keyof Answers>> = {
  stop: 'stopped',
  start: 'started',
  help: 'help',
  confirm: 'confirmed',
  change: 'changeAsked',
};

/** Two machines that answer each other stop here. */
const MOST_AN_HOUR = 5;
const USEFUL_MILLISECONDS = 600_000;

/**
 * Answers a reply by SMS in the language and the name of the message it answers: that somebody was heard is said once even
 * to those who asked for no more. Whoever was never told anything is not answered.
 */
export async function answerReply(
  work: Work,
  { channel, fromAddress }: Reply,
  answered: typeof messages.$inferSelect | undefined,
  meaning: Exclude<ReplyMeaning, 'other'>,
): Promise<void> {
  if (channel !== 'sms' || answered === undefined) return;
  const since = new Date(work.now.getTime() - 3_600_000);
  const lately = await work.db.$count(
    messages,
    and(eq(messages.toAddress, fromAddress), eq(messages.origin, 'answer'), gt(messages.queuedAt, since)),
  );
  if (lately >= MOST_AN_HOUR) return;
  const language = chooseLanguage(answered.language);
  const pattern = CATALOGUES[language].answers[ANSWER[meaning]];
  // The values of the message that is answered: the same sender, the same promise, the same link.
  const text = renderSms(pattern, answered.variables as unknown as Variables, language);
  const row = {
    organisationId: work.organisationId,
    id: newId(),
    jobId: answered.jobId,
    customerId: answered.customerId,
    merchantId: answered.merchantId,
    origin: 'answer' as const,
    trigger: null,
    channel,
    purpose: 'service' as const,
    language,
    toAddress: fromAddress,
    toName: answered.toName,
    text,
    variables: answered.variables,
    segments: segmentSms(text).segments.length,
    state: 'queued' as const,
    stateChangedAt: work.now,
    notBefore: null,
    notAfter: new Date(work.now.getTime() + USEFUL_MILLISECONDS),
    nextAttemptAt: work.recordedAt,
    queuedAt: work.now,
  };
  await work.db.insert(messages).values(row);
  await queueForSending(work, [row]);
}
