import { NOTIFICATION_TRIGGERS, type NotificationTrigger } from '@roundsman/delivery-rules';
import { segmentSms } from '@roundsman/message-delivery';

import { exampleFacts } from '../render/example-facts.ts';
import { type RenderedEmail, renderEmail, renderPush, renderSms } from '../render/render-message.ts';
import { variablesOf } from '../render/variables.ts';
import { CATALOGUES, LANGUAGES, type Language } from '../words/index.ts';

/** One shipped message in each form, written about an example. */
export interface ShippedMessage {
  readonly language: Language;
  readonly trigger: NotificationTrigger;
  readonly email: RenderedEmail;
  readonly sms: { readonly text: string; readonly segments: number; readonly encoding: string };
  readonly push: { readonly subject: string; readonly text: string };
}

const LINK = `https://track.rhein-moebel.example/t/${'x'.repeat(46)}`;
/** Tuesday 24 November 2026, 8:20 in Vaduz. */
const NOW = new Date('2026-11-24T07:20:00Z');

/** Every shipped message in every language. */
export async function shippedMessages(): Promise<ShippedMessage[]> {
  const facts = { ...exampleFacts(NOW, 'Europe/Vaduz'), organisationLocale: 'de' };
  const messages: ShippedMessage[] = [];
  for (const language of LANGUAGES) {
    for (const trigger of NOTIFICATION_TRIGGERS) {
      const words = CATALOGUES[language].words[trigger];
      const variables = variablesOf(facts, {
        customer: 'Zoë Büchel',
        language,
        now: NOW,
        link: LINK,
        preferences: `${LINK}/preferences`,
        offersReply: true,
        mayRate: true,
      });
      const text = renderSms(words.sms, variables, language);
      const { encoding, segments } = segmentSms(text);
      messages.push({
        language,
        trigger,
        email: await renderEmail(words, variables, facts, language),
        sms: { text, encoding, segments: segments.length },
        push: renderPush(words, variables, language),
      });
    }
  }
  return messages;
}
