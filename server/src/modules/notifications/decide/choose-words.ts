import type { Channel, NotificationTrigger } from '@roundsman/delivery-rules';
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
  channel: Channel,
  language: Language,
  merchantId: string,
) => ChosenWords;

/** The words that hold: the merchant's own, else the organisation's, else ours. */
export async function readWords(work: ReadWork): Promise<WordsOf> {
  const rows = await work.db
    .select()
    .from(messageTemplates)
    .where(isNull(messageTemplates.retiredAt))
    .orderBy(desc(messageTemplates.version));
  const key = (merchantId: string | null, ...parts: string[]) => [merchantId ?? '', ...parts].join('/');
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const named = key(row.merchantId, row.trigger, row.channel, row.language);
    if (!newest.has(named)) newest.set(named, row);
  }
  return (trigger, channel, language, merchantId) => {
    const own =
      newest.get(key(merchantId, trigger, channel, language)) ?? newest.get(key(null, trigger, channel, language));
    const ours = CATALOGUES[language].words[trigger];
    if (own === undefined) return { ...ours, templateId: null };
    if (channel === 'sms') return { ...ours, sms: own.body, templateId: own.id };
    const subject = own.subject ?? ours.subject;
    return { ...ours, subject, heading: subject, paragraphs: own.body.split(/\n\s*\n/), templateId: own.id };
  };
}
