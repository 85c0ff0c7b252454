import { describe, expect, it } from 'vitest';
import { readArguments } from './read-arguments.ts';

describe('what is asked for at the start', () => {
  it('is the sample, on this machine alone, when nothing is said', () => {
    expect(readArguments([])).toEqual({ organisation: null, timeZone: null, currency: null, lan: false });
  });

  it('is an organisation with its zone and currency', () => {
    const said = ['--organisation', ' Möbel Rhein ', '--time-zone', 'Europe/Zurich', '--currency', 'CHF', '--lan'];
    expect(readArguments(said)).toEqual({
      organisation: 'Möbel Rhein',
      timeZone: 'Europe/Zurich',
      currency: 'CHF',
      lan: true,
    });
  });

  it.each([
    [['--organisation', ' '], 'needs a name'],
    [['--time-zone', 'Europe/Zurich'], 'of a new organisation'],
    [['--organisation', 'A', '--time-zone', 'Europe/Valhalla'], 'no time zone'],
    [['--organisation', 'A', '--currency', 'JPY'], 'no currency of hundredths'],
    [['--organization', 'A'], 'organization'],
  ])('is refused in words when it is %j', (said, words) => {
    expect(() => readArguments(said)).toThrow(words);
  });
});
