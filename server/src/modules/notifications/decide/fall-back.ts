import { and, eq, inArray } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';

import type { EventRecord, Work } from '../../../platform/index.ts';
import { decidingRules } from '../rules/deciding-rules.ts';
import { messages, notifications } from '../schema.ts';
import type { Context } from './context.ts';
import { readJobFacts } from './facts.ts';
import { readOptOuts } from './opt-outs.ts';
import type { DecideOptions } from './options.ts';
import { readRecipients } from './recipients.ts';
import { isStillTrue, TRIGGERS } from './triggers.ts';
import { type Chosen, writeMessages } from './write-messages.ts';

/** What the log says of a message that did not get through. */
export const FAILURE_EVENTS: readonly string[] = ['message.failed', 'message.bounced', 'message.suppressed'];

/** Reasons to keep a message that are about its channel; what is no longer true is so on every channel. */
const OF_THE_CHANNEL: readonly unknown[] = ['opt_out', 'no_address', 'bounced_before', 'monthly_limit', 'too_late'];

/** May the message go on by another channel, by what the log says of it? */
const leadsOn = ({ type, data }: EventRecord) => type !== 'message.suppressed' || OF_THE_CHANNEL.includes(data.reason);

/**
 * A message that was refused, failed or bounced goes on by the next channel of its rule, while its words are true and worth
 * sending. Each channel is tried once, however often the log is read.
 */
export async function fallBack(
  work: Work,
  options: DecideOptions,
  context: Context,
  events: readonly EventRecord[],
): Promise<void> {
  const failed = await readFailed(
    work,
    events.filter(leadsOn).map(({ subject }) => subject.id),
  );
  if (failed.length === 0) return;
  const facts = await readJobFacts(
    work,
    failed.map(({ notification }) => notification.jobId),
  );
  const recipientsOf = await readRecipients(
    work,
    [...facts.values()],
    new Set(failed.map(({ notification }) => notification.audience)),
  );
  const isOptedOut = await readOptOuts(
    work,
    [...facts.values()].flatMap((job) =>
      job.contacts
        .flatMap(({ id, email, phone }) => [email, phone, `contact:${id}`])
        .filter((address) => address !== null),
    ),
  );
  const chosen = failed.flatMap(({ message, notification }): Chosen[] => {
    const job = facts.get(notification.jobId);
    const promiseId = TRIGGERS[notification.trigger].tells === 'promise' ? notification.promiseId : null;
    if (job === undefined || !isStillTrue(notification.trigger, job, promiseId)) return [];
    for (const rule of decidingRules(context.rules, notification.trigger, job, [notification.audience])) {
      const recipient = recipientsOf(job, rule.audience, rule.addresses).find(
        ({ key, contactId }) => (contactId ?? key) === (notification.contactId ?? notification.recipientKey),
      );
      if (recipient === undefined) continue;
      const open = message.fallBackChannels.flatMap((channel) => {
        const address = recipient.addresses[channel];
        const isOpen = address !== null && !isOptedOut(channel, address, job.merchantId, rule.purpose);
        return isOpen ? [{ channel, address }] : [];
      });
      const [next, ...others] = open;
      if (next === undefined) return [];
      const choice = { ...next, suppressed: null, fallBack: others.map(({ channel }) => channel) };
      const fallBackOf = { id: message.id, notAfter: message.notAfter };
      return [{ rule, facts: job, recipient, notificationId: notification.id, eventSeq: null, choice, fallBackOf }];
    }
    return [];
  });
  await writeMessages(work, options, chosen, isOptedOut);
}

/** Messages that have somewhere to go on to, are worth it still, and have not gone on. */
async function readFailed(work: Work, messageIds: readonly string[]) {
  if (messageIds.length === 0) return [];
  const rows = await work.db
    .select({ message: messages, notification: notifications })
    .from(messages)
    .innerJoin(notifications, eq(notifications.id, messages.notificationId))
    .where(and(isAmong(messages.id, messageIds), inArray(messages.state, ['failed', 'bounced', 'suppressed'])));
  const waiting = rows.filter(
    ({ message: { fallBackChannels, notAfter } }) =>
      fallBackChannels.length > 0 && (notAfter === null || notAfter > work.now),
  );
  if (waiting.length === 0) return [];
  const followed = await work.db
    .select({ of: messages.fallBackOfId })
    .from(messages)
    .where(
      inArray(
        messages.fallBackOfId,
        waiting.map(({ message }) => message.id),
      ),
    );
  const gone = new Set(followed.map(({ of }) => of));
  return waiting.filter(({ message }) => !gone.has(message.id));
}
