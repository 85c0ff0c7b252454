import type { AnswerOf, messageEndpoints } from '@roundsman/api-contract';
import type { Channel } from '@roundsman/delivery-rules';
import { segmentSms } from '@roundsman/message-delivery';
import { asc, eq } from 'drizzle-orm';

import { newId, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { readJobFacts } from '../decide/facts.ts';
import { readOptOuts } from '../decide/opt-outs.ts';
import { presentMessage } from '../reading/read-messages.ts';
import { escapeHtml } from '../render/email-frame.ts';
import { inboundMessages, messages } from '../schema.ts';
import { queueForSending } from '../sending/queue-for-sending.ts';
import { chooseLanguage } from '../words/index.ts';

type Conversation = AnswerOf<(typeof messageEndpoints)['conversation']>;

const MOST_SHOWN = 200;
/** An answer that a person waits for. */
const USEFUL_MILLISECONDS = 86_400_000;

/** What was told about a job and what people wrote back, in order. */
export async function readConversation(
  work: ReadWork,
  jobId: string,
  merchantId: string | null,
): Promise<Conversation> {
  const job = await factsOf(work, jobId, merchantId);
  const told = await work.db
    .select()
    .from(messages)
    .where(eq(messages.jobId, jobId))
    .orderBy(asc(messages.id))
    .limit(MOST_SHOWN);
  const heard = await work.db
    .select()
    .from(inboundMessages)
    .where(eq(inboundMessages.jobId, jobId))
    .orderBy(asc(inboundMessages.receivedAt))
    .limit(MOST_SHOWN);
  const rows: Conversation['rows'] = [
    ...told.map((message) => ({
      at: message.queuedAt.toISOString(),
      told: presentMessage(message, job.code),
      heard: null,
    })),
    ...heard.map((reply) => ({
      at: reply.receivedAt.toISOString(),
      told: null,
      heard: {
        id: reply.id,
        channel: reply.channel,
        from: reply.fromAddress,
        text: reply.text,
        understoodAs: reply.understoodAs ?? 'other',
        seen: reply.seenAt !== null,
      },
    })),
  ];
  // Ids are made in the order of time, also within one instant of business time.
  const placeOf = ({ at, told, heard }: Conversation['rows'][number]) => `${at} ${told?.id ?? heard?.id}`;
  return { rows: rows.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)) };
}

/**
 * A dispatcher writes to the job's customer. Problems: 404 `job_not_found`, 422 `no_address` when they have none on this
 * channel, 409 `opted_out`.
 */
export async function writeToCustomer(
  work: Work,
  jobId: string,
  merchantId: string | null,
  channel: Exclude<Channel, 'push'>,
  text: string,
): Promise<void> {
  const job = await factsOf(work, jobId, merchantId);
  const contact = job.contacts.find(({ email, phone }) => (channel === 'email' ? email : phone) !== null);
  const address = channel === 'email' ? contact?.email : contact?.phone;
  if (contact === undefined || !address) {
    throw new Problem({ status: 422, code: 'no_address', title: `This customer cannot be reached by ${channel}` });
  }
  const isOptedOut = await readOptOuts(work, [address]);
  if (isOptedOut(channel, address, job.merchantId, 'service')) {
    throw new Problem({
      status: 409,
      code: 'opted_out',
      title: 'This customer asked for no more messages on this channel',
      remedy: 'Call them, or write on another channel.',
    });
  }
  const words = text.trim();
  const paragraphs = words.split(/\n\s*\n/).map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`);
  const row = {
    organisationId: work.organisationId,
    id: newId(),
    jobId,
    customerId: job.customerId,
    merchantId: job.merchantId,
    origin: 'desk' as const,
    trigger: null,
    channel,
    purpose: 'service' as const,
    language: chooseLanguage(contact.locale, job.organisationLocale),
    toAddress: address,
    toName: contact.name,
    subject: channel === 'email' ? `${job.sender.name}: ${job.code}` : null,
    text: words,
    html: channel === 'email' ? paragraphs.join('') : null,
    variables: { sender: job.sender.name, code: job.code },
    segments: channel === 'sms' ? segmentSms(words).segments.length : null,
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

async function factsOf(work: ReadWork, jobId: string, merchantId: string | null) {
  const facts = (await readJobFacts(work, [jobId])).get(jobId);
  if (facts === undefined || (merchantId !== null && facts.merchantId !== merchantId)) {
    throw new Problem({ status: 404, code: 'job_not_found', title: 'There is no such job' });
  }
  return facts;
}
