import { describe, expect, it } from 'vitest';
import { bareKey, foldText, placeKey, streetKey } from './fold-text.ts';
import { covers, parseHouseNumber, parseHouseNumbers } from './house-number.ts';
import { allowedSlips, spellingDistance } from './spelling-distance.ts';
import { TrigramIndex } from './trigram-index.ts';

describe('reading addresses', () => {
  it('folds case, marks and punctuation', () => {
    expect(foldText('  Äuele-Straße,  3ª ')).toBe('aeuele strasse 3a');
    expect(foldText('Łódź')).toBe('lodz');
    expect(foldText("L'Abbé")).toBe('labbe');
  });

  it.each([
    ['Landstr.', 'Landstrasse'],
    ['Land-Straße', 'Landstrasse'],
    ['Landstrassse', 'Landstrasse'],
    ['Wiesengass', 'Wiesengasse'],
    ['St. Luzi-Strasse', 'Sankt Luzi Str.'],
    ['Doktor Grass-Strasse', 'Dr. Grass Strasse'],
  ])('takes %s and %s for the same street', (one, other) => {
    expect(streetKey(one)).toBe(streetKey(other));
  });

  it('drops what is added to a place', () => {
    expect(placeKey('Balzers (FL)')).toBe(placeKey('balzers'));
    expect(placeKey('Buchs SG')).toBe(placeKey('Buchs'));
    expect(bareKey(streetKey('Mühleholz'))).toBe(bareKey(streetKey('Muhleholz')));
  });

  it('reads house numbers as people write them', () => {
    expect(parseHouseNumber('12a')).toEqual({ number: 12, last: 12, suffix: 'a' });
    expect(parseHouseNumber('Nr. 12 A')).toEqual({ number: 12, last: 12, suffix: 'a' });
    expect(parseHouseNumber('12/3')).toEqual({ number: 12, last: 12, suffix: '' });
    expect(parseHouseNumber('71-75')).toEqual({ number: 71, last: 75, suffix: '' });
    expect(parseHouseNumber('ohne')).toBeNull();
    expect(parseHouseNumbers('76, 76a, 76b').map(({ suffix }) => suffix)).toEqual(['', 'a', 'b']);
  });

  it('lets a building with several numbers cover those on its side', () => {
    const building = parseHouseNumber('71-75')!;
    expect(covers(building, parseHouseNumber('73')!)).toBe(true);
    expect(covers(building, parseHouseNumber('72')!)).toBe(false);
    expect(covers(building, parseHouseNumber('77')!)).toBe(false);
  });

  it('counts letters that differ, two swapped neighbours as one', () => {
    expect(spellingDistance('landstrasse', 'landstrasse', 3)).toBe(0);
    expect(spellingDistance('landstrasse', 'ladnstrasse', 3)).toBe(1);
    expect(spellingDistance('landstrasse', 'landstrase', 3)).toBe(1);
    expect(spellingDistance('', 'abc', 3)).toBe(3);
    expect(spellingDistance('abcdef', 'uvwxyz', 2)).toBe(3);
    expect([2, 5, 9, 14].map(allowedSlips)).toEqual([0, 1, 2, 3]);
  });

  it('finds like words by their pieces, the likest first', () => {
    const index = new TrigramIndex(['landstrasse', 'landamannstrasse', 'feldweg']);
    expect(index.similar('lanstrasse', 0.3, 5)[0]).toBe('landstrasse');
    expect(index.similar('xyz', 0.3, 5)).toEqual([]);
  });
});
