import type { NotificationRule } from '@roundsman/api-contract';

import { newId, type Work } from '../../../platform/index.ts';
import { slotOf } from '../rules/deciding-rules.ts';
import { notifications } from '../schema.ts';
import { type ChannelChoice, chooseChannels } from './choose-channels.ts';
import type { JobFacts } from './facts.ts';
import { readOptOuts } from './opt-outs.ts';
import type { DecideOptions } from './options.ts';
import { type Recipient, readRecipients } from './recipients.ts';
import { readKeys, timesTold } from './told-before.ts';
import { factToldOnce } from './triggers.ts';
import { writeMessages } from './write-messages.ts';

/** Something happened, or a time has come, of which a rule says that people may have to hear. */
export interface Occasion {
  readonly rule: NotificationRule;
  readonly facts: JobFacts;
  /** Of the event, where one was the cause. */
  readonly eventSeq: number | null;
}

/** One person is to hear of one fact. */
export type Decision = Occasion & { readonly recipient: Recipient; readonly notificationId: string };

/**
 * Decides who hears of each occasion and on which channel, once for each person and fact, and has the messages written.
 * What must not or cannot be sent is kept as suppressed, with the reason.
 */
export async function decide(work: Work, options: DecideOptions, occasions: readonly Occasion[]): Promise<void> {
  const decisions = await recordDecisions(work, occasions);
  if (decisions.length === 0) return;
  const isOptedOut = await readOptOuts(
    work,
    decisions.flatMap(({ recipient }) => Object.values(recipient.addresses)).filter((address) => address !== null),
  );
  const chosen = decisions.flatMap((decision) => {
    const { rule, facts, recipient } = decision;
    const choices: ChannelChoice[] = chooseChannels(rule, recipient, (channel, address) =>
      isOptedOut(channel, address, facts.merchantId, rule.purpose),
    );
    return choices.map((choice) => ({ ...decision, choice }));
  });
  await writeMessages(work, options, chosen, isOptedOut);
}

/** One row for each person and fact; those that stand already were told before and fall out here. */
async function recordDecisions(work: Work, occasions: readonly Occasion[]): Promise<Decision[]> {
  if (occasions.length === 0) return [];
  const recipientsOf = await readRecipients(
    work,
    occasions.map(({ facts }) => facts),
    new Set(occasions.map(({ rule }) => rule.audience)),
  );
  const keyOf = await readKeys(work, occasions);
  const wanted = occasions.flatMap((occasion) => {
    const { rule, facts } = occasion;
    const fact = factToldOnce(rule.trigger, facts, slotOf(rule));
    if (fact === null) return [];
    return recipientsOf(facts, rule.audience, rule.addresses).flatMap((recipient) => {
      const dedupeKey = keyOf(occasion, fact, recipient);
      return dedupeKey === null ? [] : [{ decision: { ...occasion, recipient, notificationId: newId() }, dedupeKey }];
    });
  });
  if (wanted.length === 0) return [];
  const made = await work.db
    .insert(notifications)
    .values(
      wanted.map(({ decision: { rule, facts, recipient, notificationId, eventSeq }, dedupeKey }) => ({
        organisationId: work.organisationId,
        id: notificationId,
        trigger: rule.trigger,
        audience: rule.audience,
        ruleKey: rule.key,
        ruleName: rule.name,
        jobId: facts.jobId,
        contactId: recipient.contactId,
        recipientKey: recipient.key,
        promiseId: facts.promise?.id ?? null,
        ...timesTold(rule.trigger, facts),
        eventSeq,
        dedupeKey,
        decidedAt: work.now,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: notifications.id });
  const isNew = new Set(made.map(({ id }) => id));
  return wanted.map(({ decision }) => decision).filter(({ notificationId }) => isNew.has(notificationId));
}
