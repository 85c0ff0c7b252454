import type { Channel } from '@roundsman/delivery-rules';
import { segmentSms } from '@roundsman/message-delivery';

import type { JobFacts } from '../decide/facts.ts';
import type { Language, Variables, Words } from '../words/index.ts';
import { renderEmail, renderPush, renderSms } from './render-message.ts';

export interface RenderedContent {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  /** Of an SMS. */
  readonly segments: number | null;
}

/** Words as they leave on one channel. */
export async function renderWords(
  channel: Channel,
  words: Words,
  variables: Variables,
  facts: Pick<JobFacts, 'items' | 'sender'>,
  language: Language,
): Promise<RenderedContent> {
  if (channel === 'email') return { ...(await renderEmail(words, variables, facts, language)), segments: null };
  if (channel === 'push') return { ...renderPush(words, variables, language), html: null, segments: null };
  const text = renderSms(words.sms, variables, language);
  return { text, subject: null, html: null, segments: segmentSms(text).segments.length };
}
