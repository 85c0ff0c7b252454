import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { segmentSms } from './segment-sms.ts';

describe('cutting a text into SMS segments', () => {
  test.each([
    ['160 plain characters', 'a'.repeat(160), 'gsm7', 1, 0],
    ['161 plain characters', 'a'.repeat(161), 'gsm7', 2, 145],
    ['306 plain characters', 'a'.repeat(306), 'gsm7', 2, 0],
    ['307 plain characters', 'a'.repeat(307), 'gsm7', 3, 152],
    ['80 euro signs, two septets each', '€'.repeat(80), 'gsm7', 1, 0],
    ['umlauts and accents of the basic table', 'äöüÄÖÜßñèéàìòù£', 'gsm7', 1, 145],
    ['70 letters of another alphabet', 'щ'.repeat(70), 'ucs2', 1, 0],
    ['71 letters of another alphabet', 'щ'.repeat(71), 'ucs2', 2, 63],
    ['one letter that GSM lacks among plain ones', `${'a'.repeat(70)}ł`, 'ucs2', 2, 63],
    ['nothing', '', 'gsm7', 1, 160],
  ] as const)('%s', (_, text, encoding, segments, unitsLeft) => {
    const cut = segmentSms(text);
    expect({ encoding: cut.encoding, segments: cut.segments.length, unitsLeft: cut.unitsLeft }).toEqual({
      encoding,
      segments,
      unitsLeft,
    });
  });

  test('an escape sequence is not cut in two at the border of a segment', () => {
    const cut = segmentSms(`${'a'.repeat(152)}€${'b'.repeat(20)}`);
    expect(cut.segments.map(({ text }) => text.length)).toEqual([152, 21]);
  });

  test('a character outside the basic plane is not cut in two', () => {
    const cut = segmentSms(`${'щ'.repeat(66)}🚚${'щ'.repeat(10)}`);
    expect(cut.segments[0]?.text).toBe('щ'.repeat(66));
    expect(cut.segments[1]?.text).toBe(`🚚${'щ'.repeat(10)}`);
  });

  test('every text comes back whole, and no segment is larger than the air allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
        const cut = segmentSms(text);
        const room = { gsm7: cut.segments.length === 1 ? 160 : 153, ucs2: cut.segments.length === 1 ? 140 : 134 };
        expect(cut.segments.map((segment) => segment.text).join('')).toBe(text);
        for (const { octets } of cut.segments) expect(octets.length).toBeLessThanOrEqual(room[cut.encoding]);
        if (cut.encoding === 'ucs2') {
          const air = Buffer.concat(cut.segments.map(({ octets }) => octets))
            .swap16()
            .toString('utf16le');
          expect(air).toBe(text);
        }
      }),
    );
  });

  test('one more unit than fits is exactly one more segment', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'щ'), fc.integer({ min: 1, max: 600 }), (letter, count) => {
        const cut = segmentSms(letter.repeat(count));
        const filled = segmentSms(letter.repeat(count + cut.unitsLeft));
        expect(filled.segments.length).toBe(cut.segments.length);
        expect(segmentSms(letter.repeat(count + cut.unitsLeft + 1)).segments.length).toBeGreaterThan(
          cut.segments.length,
        );
      }),
    );
  });
});
