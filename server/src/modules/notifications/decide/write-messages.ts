import { type Channel, policiesOf, type SuppressionReason } from '@roundsman/delivery-rules';

import { newId, type Work } from '../../../platform/index.ts';
import { getOrganisation } from '../../accounts/index.ts';
import { createTrackerLinks } from '../../tracking/index.ts';
import { renderWords } from '../render/render-words.ts';
import { variablesOf } from '../render/variables.ts';
import { messages } from '../schema.ts';
import { queueForSending } from '../sending/queue-for-sending.ts';
import { chooseLanguage } from '../words/index.ts';
import type { ChannelChoice } from './choose-channels.ts';
import { readWords, type WordsOf } from './choose-words.ts';
import type { Decision } from './decide.ts';
import type { OptedOut } from './opt-outs.ts';
import type { DecideOptions } from './options.ts';
import { quietUntil } from './quiet-hours.ts';
import { isStillTrue, TRIGGERS, usefulUntil } from './triggers.ts';

/** A decision with the channel it takes; with what it goes on from, when another channel failed it. */
export type Chosen = Decision & {
  readonly choice: ChannelChoice;
  readonly fallBackOf?: { readonly id: string; readonly notAfter: Date | null };
};

/** Triggers whose words ask whether a time suits. */
const ASKING: readonly string[] = ['reminder', 'day_before'];

interface Links {
  readonly link: string;
  readonly preferences: string;
  readonly unsubscribe: string | null;
}

/** Writes the messages in the right words and sends them on their way, or keeps them with the reason why not. */
export async function writeMessages(
  work: Work,
  options: DecideOptions,
  chosen: readonly Chosen[],
  isOptedOut: OptedOut,
): Promise<void> {
  if (chosen.length === 0) return;
  const links = await makeLinks(work, options, chosen);
  const wordsOf = await readWords(work);
  const { policies, kind } = await getOrganisation(work);
  const { quietHours } = policiesOf(policies);
  const rows = [];
  for (const [i, each] of chosen.entries()) {
    const { facts, choice } = each;
    const offersReply = choice.channel === 'sms' && options.repliesReachUs && asks(each);
    const mayRate = !isOptedOut(choice.channel, choice.address, facts.merchantId, 'rating');
    const content = await writeContent(each, wordsOf, work.now, { ...links[i]!, offersReply, mayRate });
    rows.push({ ...content, offersReply, ...schedule(each, quietHours, work), ...ofMessage(each, work) });
  }
  await work.db.insert(messages).values(rows);
  if (kind === 'live') work.afterCommit(() => options.onWritten?.(work.organisationId, rows.length));
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

const asks = ({ rule }: Decision) => rule.audience === 'customer' && ASKING.includes(rule.trigger);

/** Customers get links of their own; the office gets the job on its own screens. */
async function makeLinks(work: Work, options: DecideOptions, chosen: readonly Chosen[]): Promise<Links[]> {
  const isOutside = ({ rule }: Chosen) => rule.audience === 'customer' || rule.audience === 'address';
  const outside = chosen.filter(isOutside);
  const made = await createTrackerLinks(
    work,
    outside.map(({ facts, recipient }) => ({
      jobId: facts.jobId,
      ...(recipient.contactId === null ? {} : { contactId: recipient.contactId }),
    })),
  );
  const tokens = new Map(outside.map((each, i) => [each, made[i]!.token]));
  return chosen.map((each) => {
    const token = tokens.get(each);
    if (token === undefined) {
      const link = each.rule.audience === 'operator' ? '' : `${options.deskJobUrl}${each.facts.jobId}`;
      return { link, preferences: '', unsubscribe: null };
    }
    const link = `${options.trackerUrl}${token}`;
    if (each.recipient.contactId === null) return { link, preferences: '', unsubscribe: null };
    return {
      link,
      preferences: `${link}/preferences`,
      unsubscribe: `${options.trackerApiUrl}${token}/unsubscribe`,
    };
  });
}

type Circumstances = Links & { readonly offersReply: boolean; readonly mayRate: boolean };

async function writeContent(
  { rule, facts, recipient, choice }: Chosen,
  wordsOf: WordsOf,
  now: Date,
  circumstances: Circumstances,
) {
  const { channel } = choice;
  const language = rule.language ?? chooseLanguage(recipient.locale, facts.organisationLocale);
  const customer = rule.audience === 'customer' ? recipient.name : (facts.contacts[0]?.name ?? '');
  const variables = variablesOf(facts, { customer, language, now, ...circumstances });
  const { templateId, ...words } = wordsOf(rule.trigger, rule.audience, channel, language, facts.merchantId);
  const unsubscribeUrl = channel === 'email' ? circumstances.unsubscribe : null;
  const content = await renderWords(channel, words, variables, facts, language);
  return { language, templateId, variables, unsubscribeUrl, ...content };
}

interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** When it may leave, or why it may not. Quiet hours are those at the customer's door. */
function schedule({ rule, facts, choice, fallBackOf }: Chosen, ofOrganisation: QuietHours, work: Work) {
  const { trigger } = rule;
  const notAfter = fallBackOf?.notAfter ?? usefulUntil(trigger, facts, work.now);
  const quietHours = quietHoursOf(rule.quietHours, TRIGGERS[trigger].dayOfService ? null : ofOrganisation);
  const quiet = quietHours === null ? null : quietUntil(work.now, facts.timeZone, quietHours);
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

function quietHoursOf({ rule, from, to }: Decision['rule']['quietHours'], usual: QuietHours | null): QuietHours | null {
  if (rule === 'as_usual') return usual;
  return rule === 'own' && from !== null && to !== null ? { from, to } : null;
}

function ofMessage({ rule, facts, recipient, choice, notificationId, fallBackOf }: Chosen, work: Work) {
  return {
    organisationId: work.organisationId,
    id: newId(),
    notificationId,
    jobId: facts.jobId,
    customerId: rule.audience === 'customer' ? facts.customerId : null,
    merchantId: facts.merchantId,
    origin: 'rule' as const,
    trigger: rule.trigger,
    channel: choice.channel,
    fallBackChannels: [...choice.fallBack] as Channel[],
    fallBackOfId: fallBackOf?.id ?? null,
    purpose: rule.purpose,
    toAddress: choice.address,
    toName: recipient.name,
    stateChangedAt: work.now,
    queuedAt: work.now,
  };
}
