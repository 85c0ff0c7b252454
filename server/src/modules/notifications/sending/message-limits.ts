import type { Channel } from '@roundsman/delivery-rules';
import { and, eq, lt, sql } from 'drizzle-orm';

import { Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { messageLimits, messageMonths } from '../schema.ts';
import { type StaffNotice, tellAdministrators } from '../staff/tell-administrators.ts';

export interface SentAmount {
  readonly messages: number;
  readonly segments: number;
  readonly costMicros: number;
}

export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

/** Answers, for the next message after so many taken in this unit, whether the month's limit is reached. */
export async function isOverLimit(work: ReadWork, channel: Channel): Promise<(takenNow: number) => boolean> {
  const [limit] = await work.db.select().from(messageLimits).where(eq(messageLimits.channel, channel));
  if (limit === undefined) return () => false;
  const [month] = await work.db
    .select({ messages: messageMonths.messages })
    .from(messageMonths)
    .where(and(eq(messageMonths.channel, channel), eq(messageMonths.month, monthOf(work.now))));
  return (takenNow) => (month?.messages ?? 0) + takenNow >= limit.monthlyMost;
}

/** Adds to the month. Passing the warning mark, and the limit itself, are facts on the log and told to administrators, each once a month. */
export async function countSent(work: Work, channel: Channel, sent: SentAmount): Promise<void> {
  const month = monthOf(work.now);
  const [sum] = await work.db
    .insert(messageMonths)
    .values({ organisationId: work.organisationId, month, channel, ...sent })
    .onConflictDoUpdate({
      target: [messageMonths.organisationId, messageMonths.month, messageMonths.channel],
      set: {
        messages: sql`${messageMonths.messages} + ${sent.messages}`,
        segments: sql`${messageMonths.segments} + ${sent.segments}`,
        costMicros: sql`${messageMonths.costMicros} + ${sent.costMicros}`,
      },
    })
    .returning({ messages: messageMonths.messages });
  const [limit] = await work.db.select().from(messageLimits).where(eq(messageLimits.channel, channel));
  if (limit === undefined || sum === undefined) return;
  const marks = [100, limit.warnAtPercent].filter((percent) => sum.messages * 100 >= limit.monthlyMost * percent);
  const reached = Math.max(0, ...marks);
  if (reached === 0) return;
  const told = await work.db
    .update(messageMonths)
    .set({ warnedAtPercent: reached })
    .where(
      and(
        eq(messageMonths.channel, channel),
        eq(messageMonths.month, month),
        lt(messageMonths.warnedAtPercent, reached),
      ),
    )
    .returning({ month: messageMonths.month });
  if (told.length === 0) return;
  work.emit({
    type: reached >= 100 ? 'message_limit.reached' : 'message_limit.near',
    subject: { kind: 'organisation', id: work.organisationId },
    data: { channel, month, percent: reached, messages: sum.messages, monthlyMost: limit.monthlyMost },
  });
  await tellAdministrators(work, noticeOf(channel, month, reached >= 100, sum.messages, limit.monthlyMost));
}

function noticeOf(channel: Channel, month: string, isReached: boolean, sent: number, most: number): StaffNotice {
  const name = { sms: 'SMS', email: 'e-mails', push: 'push messages' }[channel];
  const [have, of] = [sent, most].map((count) => count.toLocaleString('en'));
  return {
    subject: `the month’s limit of ${name} is ${isReached ? 'reached' : 'near'}`,
    paragraphs: [
      `${have} of ${of} ${name} for ${month} have been sent.`,
      isReached
        ? 'Customers are no longer told on this channel until the month is over or the limit is changed; where their rule has another channel, that one takes over.'
        : 'Once the limit is reached customers are no longer told on this channel.',
      'Set-up, Sending shows what was sent and changes the limit.',
    ],
  };
}

export interface MessageLimit {
  readonly monthlyMost: number;
  readonly warnAtPercent: number;
}

/** How many messages a channel may send in a month; null = as many as come. */
export async function getMessageLimit(work: ReadWork, channel: Channel): Promise<{ limit: MessageLimit | null }> {
  const [limit] = await work.db
    .select({ monthlyMost: messageLimits.monthlyMost, warnAtPercent: messageLimits.warnAtPercent })
    .from(messageLimits)
    .where(eq(messageLimits.channel, channel));
  return { limit: limit ?? null };
}

/** Sets, or with null removes, how many messages a channel may send in a month. Problem 422 `limit_invalid`. */
export async function setMessageLimit(work: Work, channel: Channel, limit: MessageLimit | null): Promise<void> {
  if (limit === null) {
    await work.db.delete(messageLimits).where(eq(messageLimits.channel, channel));
    return;
  }
  if (limit.monthlyMost < 0 || limit.warnAtPercent < 1 || limit.warnAtPercent > 99) {
    throw new Problem({
      status: 422,
      code: 'limit_invalid',
      title: 'This is no limit',
      remedy: 'Give a number of messages of at least 0, and a warning mark from 1 to 99 percent.',
    });
  }
  const row = { organisationId: work.organisationId, channel, ...limit, updatedAt: work.now };
  await work.db
    .insert(messageLimits)
    .values(row)
    .onConflictDoUpdate({ target: [messageLimits.organisationId, messageLimits.channel], set: row });
  // A changed limit has a warning of its own.
  await work.db
    .update(messageMonths)
    .set({ warnedAtPercent: 0 })
    .where(and(eq(messageMonths.channel, channel), eq(messageMonths.month, monthOf(work.now))));
}
