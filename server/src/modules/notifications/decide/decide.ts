import { CHANNELS, type NotificationTrigger, policiesOf, type SuppressionReason } from '@roundsman/delivery-rules';
import { segmentSms } from '@roundsman/message-delivery';

import { newId, type Work } from '../../../platform/index.ts';
import { getOrganisation } from '../../accounts/index.ts';
import { createTrackerLinks } from '../../tracking/index.ts';
import { renderEmail, renderSms } from '../render/render-message.ts';
import { variablesOf } from '../render/variables.ts';
import { messages, notifications } from '../schema.ts';
import { queueForSending } from '../sending/queue-for-sending.ts';
import { chooseLanguage } from '../words/index.ts';
import { type ChannelChoice, chooseChannels } from './choose-channels.ts';
import { readWords, type WordsOf } from './choose-words.ts';
import type { FactsContact, JobFacts } from './facts.ts';
import { type OptedOut, readOptOuts } from './opt-outs.ts';
import type { DecideOptions } from './options.ts';
import { quietUntil } from './quiet-hours.ts';
import { type RuleOf, readRules } from './read-rules.ts';
import { factToldOnce, isStillTrue, TRIGGERS, usefulUntil } from './triggers.ts';

/** Something happened, or a time has come, that people may have to hear of. */
export interface Occasion {
  readonly trigger: NotificationTrigger;
  readonly facts: JobFacts;
  /** Of the event, where one was the cause. */
  readonly eventSeq: number | null;
}

type Decision = Occasion & { readonly contact: FactsContact; readonly notificationId: string };

/**
 * Decides who hears of each occasion, on which channel and in which words, once for each person and fact, and queues
 * the messages. What must not or cannot be sent is kept as suppressed, with the reason.
 */
export async function decide(work: Work, options: DecideOptions, occasions: readonly Occasion[]): Promise<void> {
  const ruleOf = await readRules(work);
  const decisions = await recordDecisions(work, occasions, ruleOf);
  if (decisions.length === 0) return;
  const isOptedOut = await readOptOuts(
    work,
    decisions.flatMap(({ contact }) => [contact.email, contact.phone]).filter((address) => address !== null),
  );
  const chosen = decisions.flatMap((decision) =>
    channelsOf(decision, ruleOf, isOptedOut).map((choice) => ({ ...decision, choice })),
  );
  const links = await createTrackerLinks(
    work,
    chosen.map(({ facts, contact }) => ({ jobId: facts.jobId, contactId: contact.id })),
  );
  const wordsOf = await readWords(work);
  const { quietHours } = policiesOf((await getOrganisation(work)).policies);
  const rows = [];
  for (const [i, decision] of chosen.entries()) {
    const content = await writeMessage(decision, wordsOf, work.now, `${options.trackerUrl}${links[i]!.token}`);
    rows.push({ ...content, ...schedule(decision, quietHours, work), ...ofMessage(decision, ruleOf, work) });
  }
  if (rows.length === 0) return;
  await work.db.insert(messages).values(rows);
  for (const row of rows) {
    if (row.state !== 'suppressed') continue;
    work.emit({
      type: 'message.suppressed',
      subject: { kind: 'message', id: row.id },
      data: { jobId: row.jobId, channel: row.channel, trigger: row.trigger, reason: row.suppressionReason },
    });
  }
  await queueForSending(
    work,
    rows.filter(({ state }) => state === 'queued'),
  );
}

/** One row for each person and fact; those that stand already were told before and fall out here. */
async function recordDecisions(work: Work, occasions: readonly Occasion[], ruleOf: RuleOf): Promise<Decision[]> {
  const wanted = occasions.flatMap((occasion) => {
    const { trigger, facts } = occasion;
    const fact = factToldOnce(trigger, facts);
    if (fact === null || !CHANNELS.some((channel) => ruleOf(trigger, channel, facts.merchantId).enabled)) return [];
    return facts.contacts.map((contact) => ({
      decision: { ...occasion, contact, notificationId: newId() },
      dedupeKey: `${fact}:${contact.id}`,
    }));
  });
  if (wanted.length === 0) return [];
  const made = await work.db
    .insert(notifications)
    .values(
      wanted.map(({ decision, dedupeKey }) => ({
        organisationId: work.organisationId,
        id: decision.notificationId,
        trigger: decision.trigger,
        jobId: decision.facts.jobId,
        contactId: decision.contact.id,
        promiseId: decision.facts.promise?.id ?? null,
        eventSeq: decision.eventSeq,
        dedupeKey,
        decidedAt: work.now,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: notifications.id });
  const isNew = new Set(made.map(({ id }) => id));
  return wanted.map(({ decision }) => decision).filter(({ notificationId }) => isNew.has(notificationId));
}

function channelsOf({ trigger, facts, contact }: Decision, ruleOf: RuleOf, isOptedOut: OptedOut): ChannelChoice[] {
  const rules = CHANNELS.map((channel) => ruleOf(trigger, channel, facts.merchantId));
  return chooseChannels(rules, contact, (rule, address) =>
    isOptedOut(rule.channel, address, facts.merchantId, rule.purpose),
  );
}

type Chosen = Decision & { readonly choice: ChannelChoice };

async function writeMessage({ trigger, facts, contact, choice }: Chosen, wordsOf: WordsOf, now: Date, link: string) {
  const language = chooseLanguage(contact.locale, facts.organisationLocale);
  const variables = variablesOf(facts, contact, language, now, link);
  const { templateId, ...words } = wordsOf(trigger, choice.channel, language, facts.merchantId);
  const common = { language, templateId, variables };
  if (choice.channel === 'email') {
    return { ...common, ...(await renderEmail(words, variables, facts, language)), segments: null };
  }
  const text = renderSms(words.sms, variables, language);
  return { ...common, text, subject: null, html: null, segments: segmentSms(text).segments.length };
}

/** When it may leave, or why it may not. Quiet hours are those at the customer's door. */
function schedule({ trigger, facts, choice }: Chosen, quietHours: { from: string; to: string }, work: Work) {
  const notAfter = usefulUntil(trigger, facts, work.now);
  const quiet = TRIGGERS[trigger].dayOfService ? null : quietUntil(work.now, facts.timeZone, quietHours);
  const reason: SuppressionReason | null =
    choice.suppressed ??
    (!isStillTrue(trigger, facts) || notAfter <= work.now ? 'no_longer_true' : null) ??
    (quiet !== null && quiet >= notAfter ? 'quiet_hours_passed' : null);
  return {
    state: reason === null ? ('queued' as const) : ('suppressed' as const),
    suppressionReason: reason,
    notBefore: quiet,
    notAfter,
    nextAttemptAt: reason === null ? work.recordedAt : null,
  };
}

function ofMessage({ trigger, facts, contact, choice, notificationId }: Chosen, ruleOf: RuleOf, work: Work) {
  return {
    organisationId: work.organisationId,
    id: newId(),
    notificationId,
    jobId: facts.jobId,
    customerId: facts.customerId,
    merchantId: facts.merchantId,
    trigger,
    channel: choice.channel,
    purpose: ruleOf(trigger, choice.channel, facts.merchantId).purpose,
    toAddress: choice.address,
    toName: contact.name,
    stateChangedAt: work.now,
    queuedAt: work.now,
  };
}
