import type { Channel } from '@roundsman/delivery-rules';
import { and, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';

import type { Work } from '../../../platform/index.ts';
import { messages } from '../schema.ts';
import { queueForSending } from './queue-for-sending.ts';
import { moveMessage } from './record-hand-over.ts';

const MOST_AT_ONCE = 500;

/**
 * Puts back what a provider accepted in a time and never confirmed, as far as it is still of use: the provider has
 * turned out to deliver nothing, so another one tells these people. Some may hear twice. Returns how many there were.
 */
export async function rescueUnconfirmed(
  work: Work,
  channel: Channel,
  provider: string,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<number> {
  const unconfirmed = await work.db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.channel, channel),
        eq(messages.provider, provider),
        eq(messages.state, 'sent'),
        gt(messages.sentAt, since),
        lte(messages.sentAt, until),
        or(isNull(messages.notAfter), gt(messages.notAfter, work.now)),
      ),
    )
    .orderBy(messages.id)
    .limit(MOST_AT_ONCE)
    .for('update', { skipLocked: true });
  const failure = `${provider} accepted it and no receipt came, as of all its latest messages: another provider is asked.`;
  const again = [];
  for (const message of unconfirmed) {
    if (await moveMessage(work, message, 'put_back', { failure, nextAttemptAt: work.recordedAt })) again.push(message);
  }
  if (again.length === 0) return 0;
  await work.db
    .update(messages)
    .set({ sentAt: null })
    .where(
      inArray(
        messages.id,
        again.map(({ id }) => id),
      ),
    );
  await queueForSending(
    work,
    again.map((message) => ({ ...message, notBefore: null })),
  );
  return again.length;
}
