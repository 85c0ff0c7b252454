import { NOTIFICATION_TRIGGERS, type NotificationTrigger, type Reader } from '@roundsman/delivery-rules';
import { segmentSms } from '@roundsman/message-delivery';

import { shippedWords } from '../decide/choose-words.ts';
import { exampleFacts } from '../render/example-facts.ts';
import { type RenderedEmail, renderEmail, renderPush, renderSms } from '../render/render-message.ts';
import { variablesOf } from '../render/variables.ts';
import { LANGUAGES, type Language } from '../words/index.ts';

/** One shipped message in each form, written about an example. */
export interface ShippedMessage {
  readonly reader: Reader;
  readonly language: Language;
  readonly trigger: NotificationTrigger;
  readonly email: RenderedEmail;
  readonly sms: { readonly text: string; readonly segments: number; readonly encoding: string };
  readonly push: { readonly subject: string; readonly text: string };
}

const LINK = `https://track.rhein-moebel.example/t/${'x'.repeat(46)}`;
const DESK_LINK = 'https://desk.rhein-moebel.example/jobs?job=00000000-0000-7000-8000-000000000000';
/** Tuesday 24 November 2026, 8:20 in Vaduz. */
const NOW = new Date('2026-11-24T07:20:00Z');

/** Merchants and crews read what dispatchers read. */
const READERS_APART = ['customer', 'dispatcher'] as const satisfies readonly Reader[];
const LOGO = { fileId: '00000000-0000-7000-8000-00000000c0de', widthPixels: 200, heightPixels: 50 };

/** Every shipped message in every language, with a logo: what shows it puts a picture in the place of its `cid:`. */
export async function shippedMessages(): Promise<ShippedMessage[]> {
  const example = exampleFacts(NOW, 'Europe/Vaduz');
  const facts = { ...example, organisationLocale: 'de', sender: { ...example.sender, logo: LOGO } };
  const messages: ShippedMessage[] = [];
  for (const [reader, language] of READERS_APART.flatMap((each) =>
    LANGUAGES.map((language) => [each, language] as const),
  )) {
    for (const trigger of NOTIFICATION_TRIGGERS) {
      const words = shippedWords(reader, trigger, language);
      const variables = variablesOf(facts, {
        customer: 'Zoë Büchel',
        language,
        now: NOW,
        link: reader === 'customer' ? LINK : DESK_LINK,
        preferences: reader === 'customer' ? `${LINK}/preferences` : '',
        offersReply: true,
        mayRate: true,
      });
      // Our words are looked at: a name outside the GSM alphabet would double them whatever they are.
      const text = renderSms(words.sms, { ...variables, customer: 'Zoe Büchel' }, language);
      const { encoding, segments } = segmentSms(text);
      messages.push({
        reader,
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
