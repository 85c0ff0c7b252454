import type { Channel } from '@roundsman/delivery-rules';
import { and, desc, eq, isNull } from 'drizzle-orm';

import { newId, type Work } from '../../platform/index.ts';
import { inboundMessages, messages, optOuts } from './schema.ts';

export interface Reply {
  readonly channel: Channel;
  /** E.164 or lower-case e-mail. */
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly text: string;
  readonly provider: string;
}

/** What people write when they want no more, or want to hear again, in the languages of our words and as networks teach it. */
const STOP = [
  'stop',
  'stopp',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'abmelden',
  'abbestellen',
  'arret',
  'desabonner',
  'baja',
  'parar',
  'alto',
];
const START = ['start', 'unstop', 'anmelden', 'reprendre', 'alta'];

export type Understanding = 'stop' | 'start' | 'other';

/** A whole message that is one of the words; accents, case and punctuation do not matter. */
export function understandReply(text: string): Understanding {
  const word = text
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();
  if (STOP.includes(word)) return 'stop';
  return START.includes(word) ? 'start' : 'other';
}

/**
 * Keeps what a person wrote back, beside the message it answers. STOP and its like end messages from that sender on that
 * channel, with the reply as evidence, and are a fact on the log for the dispatcher; no job is ever cancelled by it.
 */
export async function receiveReply(work: Work, reply: Reply): Promise<void> {
  const [answered] = await work.db
    .select()
    .from(messages)
    .where(and(eq(messages.channel, reply.channel), eq(messages.toAddress, reply.fromAddress)))
    .orderBy(desc(messages.id))
    .limit(1);
  const understoodAs = understandReply(reply.text);
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
  const { channel, fromAddress: address } = reply;
  const evidence = { inboundMessageId: id, text: reply.text.slice(0, 200) };
  if (understoodAs === 'stop') {
    await work.db.insert(optOuts).values({
      organisationId: work.organisationId,
      id: newId(),
      channel,
      address,
      merchantId: answered?.merchantId ?? null,
      purpose: null,
      evidence,
      optedOutAt: work.now,
    });
  }
  if (understoodAs === 'start') {
    await work.db
      .update(optOuts)
      .set({ liftedAt: work.now, liftedEvidence: evidence })
      .where(and(eq(optOuts.channel, channel), eq(optOuts.address, address), isNull(optOuts.liftedAt)));
  }
  work.emit({
    type: 'message.replied',
    subject: { kind: 'message', id: answered?.id ?? id },
    data: { jobId: answered?.jobId ?? null, channel, understoodAs },
  });
}
