import { expect, test } from 'vitest';
import { age, day, foreignZone, span } from './format.ts';
import { wordsFor } from './index.ts';

const en = wordsFor('en');
const de = wordsFor('de-LI');
const at = (text: string) => new Date(text);

test('times are those of the stop, whatever the reader’s clock shows', () => {
  expect(span(at('2026-11-23T13:10:00Z'), at('2026-11-23T13:40:00Z'), 'Europe/Vaduz', en)).toBe('14:10–14:40');
  expect(span(at('2026-11-23T13:10:00Z'), at('2026-11-23T13:40:00Z'), 'Europe/Vaduz', de)).toBe('14:10–14:40 Uhr');
  expect(span(at('2026-11-23T23:10:00Z'), at('2026-11-23T23:10:40Z'), 'Europe/Vaduz', en)).toBe('00:10');
});

test('a day is named as people name it, on the stop’s calendar', () => {
  const now = at('2026-11-23T22:30:00Z');
  expect(day(at('2026-11-23T12:00:00Z'), now, 'Europe/Vaduz', en)).toBe('today');
  expect(day(at('2026-11-23T23:30:00Z'), now, 'Europe/Vaduz', en)).toBe('tomorrow');
  expect(day(at('2026-11-25T12:00:00Z'), now, 'Europe/Vaduz', de)).toBe('Mittwoch, 25. November');
});

test('an age is rounded down and never negative', () => {
  const now = at('2026-11-23T12:00:00Z');
  expect(age(at('2026-11-23T11:58:01Z'), now, en)).toBe('1 minute');
  expect(age(at('2026-11-23T11:59:48Z'), now, de)).toBe('12 Sekunden');
  expect(age(at('2026-11-23T09:00:00Z'), now, en)).toBe('3 hours');
  expect(age(at('2026-11-23T12:00:09Z'), now, en)).toBe('0 seconds');
});

test('the zone is named only where its clock differs from the reader’s', () => {
  const instant = at('2026-11-23T12:00:00Z');
  expect(foreignZone(instant, 'Europe/Vaduz', en, 'Europe/Berlin')).toBeNull();
  expect(foreignZone(instant, 'Europe/Lisbon', en, 'Europe/Berlin')).toBe('Western European Standard Time');
});

test('a language that is not spoken here is answered in English', () => {
  for (const spoken of ['de', 'fr', 'es']) expect(wordsFor(`${spoken}-XX`).language).toBe(spoken);
  expect(wordsFor('rm').language).toBe('en-GB');
});
