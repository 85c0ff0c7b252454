import { NOTIFICATION_TRIGGERS } from '@roundsman/delivery-rules';
import { segmentSms } from '@roundsman/message-delivery';
import { describe, expect, test } from 'vitest';

import { shippedWords } from '../decide/choose-words.ts';
import type { JobFacts } from '../decide/facts.ts';
import { TRIGGERS } from '../decide/triggers.ts';
import { CATALOGUES, checkWords, formatWords, LANGUAGES } from '../words/index.ts';
import { renderEmail, renderPush, renderSms } from './render-message.ts';
import { variablesOf } from './variables.ts';

const now = new Date('2026-03-03T07:40:00Z');
const link = `https://track.rhein-moebel.example/t/${'x'.repeat(46)}`;

const facts = (change: Partial<JobFacts> = {}): JobFacts => ({
  jobId: 'job',
  code: 'J-7K2M9Q',
  state: 'on_route',
  branchId: 'branch',
  customerId: null,
  merchantId: 'merchant',
  merchant: { name: 'Rhein Möbel AG', email: null, phone: null },
  tags: [],
  contacts: [],
  sender: { name: 'Rhein Möbel AG', accentColour: '#0b5563', phone: '+423 234 56 78', logo: null },
  timeZone: 'Europe/Vaduz',
  organisationLocale: 'de',
  place: 'Äulestrasse 12, 9490 Vaduz',
  kind: 'delivery',
  kinds: ['delivery'],
  locationIds: [],
  items: [
    { description: 'Sofa <script>alert(1)</script>', quantity: 1 },
    { description: 'Stuhl', quantity: 4 },
  ],
  promise: {
    id: 'promise',
    number: 1,
    startsAt: new Date('2026-03-03T07:00:00Z'),
    endsAt: new Date('2026-03-03T09:00:00Z'),
  },
  eta: {
    arrivalAt: new Date('2026-03-03T08:02:00Z'),
    earliestAt: new Date('2026-03-03T07:55:00Z'),
    latestAt: new Date('2026-03-03T08:15:00Z'),
  },
  outcome: { number: 1, outcome: 'incomplete', reason: { en: 'Nobody was at home.', de: 'Niemand war zu Hause.' } },
  ...change,
});
const circumstances = {
  customer: 'Zoë "Büchel" & Söhne',
  now,
  link,
  preferences: `${link}/preferences`,
  offersReply: false,
  mayRate: true,
};

const everyMessage = LANGUAGES.flatMap((language) =>
  NOTIFICATION_TRIGGERS.map((trigger) => [language, trigger] as const),
);

describe('the shipped words', () => {
  test.each(everyMessage)(
    'in %s for %s use only variables that exist, and read well with much and with little known',
    async (language, trigger) => {
      const words = CATALOGUES[language].words[trigger];
      const { tells } = TRIGGERS[trigger];
      const little = facts({
        outcome: null,
        items: [],
        sender: { ...facts().sender, phone: null },
        ...(tells === 'promise' ? {} : { promise: null }),
        ...(tells === 'eta' ? {} : { eta: null }),
      });
      for (const known of [facts(), little]) {
        const variables = variablesOf(known, { ...circumstances, language });
        for (const pattern of [words.subject, words.heading, ...words.paragraphs, words.button ?? '', words.sms]) {
          expect(checkWords(pattern)).toEqual([]);
          const said = formatWords(pattern, variables, language);
          expect(said).not.toMatch(/[{}]|undefined|null|NaN| {2}/);
        }
        const email = await renderEmail(words, variables, known, language);
        expect(email.html).not.toMatch(/\[\[|\{\{|undefined/);
        // Whoever opens it fetches nothing from anywhere.
        expect(email.html).not.toMatch(/@import|<link|<script|src=|url\(/);
        expect(email.text).not.toMatch(/[{}]|undefined/);
      }
    },
  );

  test.each(everyMessage)(
    'in %s for %s fit two plain SMS segments with a link of 80 characters',
    (language, trigger) => {
      const known = facts();
      const sms = renderSms(
        CATALOGUES[language].words[trigger].sms,
        variablesOf(known, { ...circumstances, language }),
        language,
      );
      const { encoding, segments } = segmentSms(sms);
      expect({ encoding, segments: segments.length <= 2 }).toEqual({ encoding: 'gsm7', segments: true });
    },
  );
});

describe.each(LANGUAGES)('what the office and whoever answers by SMS read in %s', (language) => {
  const names = { customer: 'Zoe Buchel', language };
  const fitsOneOrTwo = (pattern: string) => {
    expect(checkWords(pattern)).toEqual([]);
    const { encoding, segments } = segmentSms(
      renderSms(pattern, variablesOf(facts(), { ...circumstances, ...names }), language),
    );
    expect([pattern, encoding, segments.length <= 2]).toEqual([pattern, 'gsm7', true]);
  };

  test('says it in the GSM alphabet, within two segments', () => {
    for (const trigger of NOTIFICATION_TRIGGERS) fitsOneOrTwo(shippedWords('operator', trigger, language).sms);
    for (const answer of Object.values(CATALOGUES[language].answers)) fitsOneOrTwo(answer);
  });

  test('leaves no variable in an e-mail or a push, with much and with little known', async () => {
    const little = facts({ outcome: null, eta: null, promise: null });
    for (const [trigger, known] of NOTIFICATION_TRIGGERS.flatMap(
      (each) =>
        [
          [each, facts()],
          [each, little],
        ] as const,
    )) {
      const words = shippedWords('dispatcher', trigger, language);
      const variables = variablesOf(known, { ...circumstances, ...names, preferences: '' });
      const { subject, text, html } = await renderEmail(words, variables, known, language);
      for (const said of [subject, text, html, renderPush(words, variables, language).text]) {
        expect(said).not.toMatch(/\[\[|\{[a-z]|undefined|NaN/);
      }
    }
  });
});

describe('a rendered e-mail', () => {
  const render = (change: Partial<JobFacts> = {}, language: 'en' | 'de' | 'fr' = 'en') => {
    const known = facts(change);
    return renderEmail(
      CATALOGUES[language].words.on_the_way,
      variablesOf(known, { ...circumstances, language }),
      known,
      language,
    );
  };

  test('says the same in text and HTML', async () => {
    const { subject, text, html } = await render();
    expect(subject).toBe('Rhein Möbel AG: we are on our way to you');
    expect(text).toContain(
      'has set off for Äulestrasse 12, 9490 Vaduz and should be with you between 08:55 and 09:15.',
    );
    expect(html).toContain(
      'has set off for Äulestrasse 12, 9490 Vaduz and should be with you between 08:55 and 09:15.',
    );
    expect(text).toContain(`Follow live: ${link}`);
    expect(html).toContain(`href="${link}"`);
    expect(html).toContain('lang="en"');
  });

  test('speaks German with German dates', async () => {
    const { text } = await render({}, 'de');
    expect(text).toContain('Wann: Dienstag, 3. März, 08:00–10:00');
    expect(text).toContain('zwischen 08:55 und 09:15 Uhr');
  });

  test('ends no line before a mark in French, nor between from and to', async () => {
    const { text, html } = await render({}, 'fr');
    expect(text).toContain('Numéro\u00a0: J-7K2M9Q');
    expect(html).toContain('<span style="white-space:nowrap">08:00–10:00</span>');
  });

  test('lets nobody write HTML through a name, an item or a place', async () => {
    const { html } = await render({ place: '<img src=x onerror=alert(1)>' });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('Zoë &quot;Büchel&quot; &amp; Söhne');
  });

  test('wears the sender’s colour, unless white words could not be read on it', async () => {
    const wearing = (accentColour: string | null) => render({ sender: { ...facts().sender, accentColour } });
    expect((await wearing('#7a1f4b')).html).toContain('#7a1f4b');
    expect((await wearing('#ffee00')).html).not.toContain('#ffee00');
    expect((await wearing('red;}</style>')).html).not.toContain('red;}');
  });
});

describe('words somebody wrote', () => {
  test('name every variable that does not exist', () => {
    expect(checkWords('Hello {custommer}, {hasEta, select, yes {{etaForm}} other {}}')).toMatchObject([
      { code: 'unknown_variable', message: expect.stringContaining('{custommer}') },
      { code: 'unknown_variable', message: expect.stringContaining('{etaForm}') },
    ]);
  });

  test('that ask for what cannot be done say so', () => {
    for (const pattern of ['{day, date}', '{customer, number}', '{items, number, ::currency/XXXX}']) {
      expect(checkWords(pattern)).not.toEqual([]);
    }
  });

  test('that cannot be read say so', () => {
    expect(checkWords('Hello {customer')).toMatchObject([{ code: 'not_understood' }]);
  });

  test('count in the plural of their language', () => {
    const variables = variablesOf(facts(), { ...circumstances, language: 'en' });
    const pattern = '{items, plural, one {# thing} other {# things}}';
    expect(formatWords(pattern, { ...variables, items: 1 }, 'en')).toBe('1 thing');
    expect(formatWords(pattern, variables, 'en')).toBe('5 things');
  });
});
