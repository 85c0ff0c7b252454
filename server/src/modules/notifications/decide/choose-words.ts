import type { Audience, Channel, NotificationTrigger, Reader } from '@roundsman/delivery-rules';
import { transliterate } from '@roundsman/message-delivery';
import { desc, isNull } from 'drizzle-orm';

import type { ReadWork } from '../../../platform/index.ts';
import { messageTemplates } from '../schema.ts';
import { CATALOGUES, type Language, type Words } from '../words/index.ts';

export interface ChosenWords extends Words {
  /** None for the words that come with the product. */
  readonly templateId: string | null;
}

export type WordsOf = (
  trigger: NotificationTrigger,
  audience: Audience,
  channel: Channel,
  language: Language,
  merchantId: string,
) => ChosenWords;

/** The words that hold for a reader: the merchant's own, else the organisation's, else ours. */
export async function readWords(work: ReadWork): Promise<WordsOf> {
  const rows = await work.db
    .select()
    .from(messageTemplates)
    .where(isNull(messageTemplates.retiredAt))
    .orderBy(desc(messageTemplates.version));
  const key = (merchantId: string | null, ...parts: string[]) => [merchantId ?? '', ...parts].join('/');
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const named = key(row.merchantId, row.reader, row.trigger, row.channel, row.language);
    if (!newest.has(named)) newest.set(named, row);
  }
  return (trigger, audience, channel, language, merchantId) => {
    const reader = audience === 'address' ? 'customer' : audience;
    const place = [reader, trigger, channel, language];
    const own = newest.get(key(merchantId, ...place)) ?? newest.get(key(null, ...place));
    const ours = shippedWords(reader, trigger, language);
    return own === undefined ? { ...ours, templateId: null } : { ...withOwn(channel, ours, own), templateId: own.id };
  };
}

/** Our words with what somebody wrote in their place. An e-mail keeps our button: it knows where to lead. */
export function withOwn(
  channel: Channel,
  ours: Words,
  own: { readonly subject: string | null; readonly body: string },
): Words {
  if (channel === 'sms') return { ...ours, sms: own.body };
  const subject = own.subject ?? ours.subject;
  if (channel === 'push') return { ...ours, subject, push: own.body };
  const heading = subject === ours.subject ? ours.heading : withoutSender(subject);
  return { ...ours, subject, heading, paragraphs: own.body.split(/\n\s*\n/) };
}

/** The sender stands above the heading already. */
function withoutSender(subject: string): string {
  const news = subject.replace(/^\{sender\}\s*:\s*/, '');
  return news.charAt(0).toUpperCase() + news.slice(1);
}

/** Ours: customers are written to, whoever works here gets one sentence under the job's code and the customer's name. */
export function shippedWords(reader: Reader, trigger: NotificationTrigger, language: Language): Words {
  if (reader === 'customer') return CATALOGUES[language].words[trigger];
  const { office, labels } = CATALOGUES[language];
  const sentence = office[trigger];
  return {
    subject: `{code} {customer}: ${sentence}`,
    heading: `{code} {customer}`,
    paragraphs: [sentence],
    button: labels.openJob,
    sms: `{code} {customer}: ${inPlainLetters(sentence)}`,
    push: sentence,
  };
}

/** One dash or accent outside the GSM alphabet would double what an SMS costs, and names of days have some. */
function inPlainLetters(sentence: string): string {
  const dated = sentence.replaceAll('{day}', '{date}');
  return transliterate(dated) ?? dated;
}
