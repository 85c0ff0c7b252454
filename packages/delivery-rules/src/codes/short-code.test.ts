import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { makeShortCode, readShortCode, SHORT_CODE_ALPHABET } from '../index.ts';

const bytes = (values: number[]) => {
  let next = 0;
  return (count: number) => Uint8Array.from({ length: count }, () => values[next++ % values.length]!);
};

describe('a short code', () => {
  it('is its prefix and six letters that nobody mixes up', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 239 }), { minLength: 1 }), (values) => {
        const code = makeShortCode('job', bytes(values));
        return /^J-[2-9A-HJKMNP-TV-Z]{6}$/.test(code) && readShortCode(code) === code;
      }),
    );
  });

  it('is understood however it is typed', () => {
    expect(readShortCode(' j 7k2m9q ')).toBe('J-7K2M9Q');
    expect(readShortCode('J–7K2M9Q')).toBe('J-7K2M9Q');
    for (const none of ['', 'J-7K2M9', 'X-7K2M9Q', 'J-7K2M9O', '7K2M9Q']) expect(readShortCode(none), none).toBeNull();
  });

  it('uses every letter equally often', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 240; byte++) {
      const letter = makeShortCode('job', bytes([byte]))[2]!;
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect(counts.size).toBe(SHORT_CODE_ALPHABET.length);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });

  it('throws rather than loop on a source that gives only unfair bytes', () => {
    expect(() => makeShortCode('job', bytes([255]))).toThrow(RangeError);
  });
});
