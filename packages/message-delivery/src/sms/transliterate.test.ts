import fc from 'fast-check';
import { expect, test } from 'vitest';

import { segmentSms } from './segment-sms.ts';
import { transliterate } from './transliterate.ts';

test.each([
  ['Łukasz, wir kommen – „gleich“ …', 'Lukasz, wir kommen - "gleich" ...'],
  ['français: ça arrive à 10 h', 'francais: ca arrive à 10 h'],
  ['Grüße', 'Grüße'],
  ['ﬁn', 'fin'],
])('%j is written %j', (text, expected) => {
  expect(transliterate(text)).toBe(expected);
});

test.each(['Ваш заказ', 'kommt 🚚', '你好'])('%j has no likeness and stays', (text) => {
  expect(transliterate(text)).toBeUndefined();
});

test('what comes out is always in the GSM alphabet, and a text that is in it already stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const written = transliterate(text);
      if (written === undefined) return;
      expect(segmentSms(written).encoding).toBe('gsm7');
      if (segmentSms(text).encoding === 'gsm7') expect(written).toBe(text.normalize('NFC'));
    }),
  );
});
