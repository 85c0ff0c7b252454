import { describe, expect, it } from 'vitest';
import { readAddressLine } from './read-address-line.ts';
import {
  readCoordinate,
  readDate,
  readJobType,
  readNumber,
  readPriority,
  readServiceLevel,
  readTime,
  readYes,
} from './read-values.ts';

const value = <T>(reading: { value: T } | { wrong: string }) => ('value' in reading ? reading.value : null);

describe('a date as people write it', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-23T08:00:00', '2026-11-23'],
    ['20261123', '2026-11-23'],
    ['23.11.2026', '2026-11-23'],
    ['3.1.26', '2026-01-03'],
    ['23/11/2026', '2026-11-23'],
    ['11/23/2026', '2026-11-23'],
    ['05/05/2026', '2026-05-05'],
  ])('%s is %s', (text, date) => expect(value(readDate(text))).toBe(date));

  it.each(['31.02.2026', '2026-13-01', 'tomorrow', '46000', '202611'])('%s is none', (text) => {
    expect(readDate(text)).toMatchObject({ wrong: expect.stringContaining(text) });
  });

  it('is not guessed where it may be two days', () => {
    expect(readDate('03/04/2026')).toMatchObject({ wrong: '"03/04/2026" may be 3 April or 4 March.' });
  });
});

describe('a time of day', () => {
  it.each([
    ['8', '08:00'],
    ['8:00', '08:00'],
    ['08.30', '08:30'],
    ['0830', '08:30'],
    ['8h30', '08:30'],
    ['8 Uhr', '08:00'],
    ['08:30:00', '08:30'],
    ['1:30 pm', '13:30'],
    ['12am', '00:00'],
    ['12 p.m.', '12:00'],
    ['25:30', '25:30'],
  ])('%s is %s', (text, time) => expect(value(readTime(text))).toBe(time));

  it.each(['8:75', '13 pm', 'noon', '99'])('%s is none', (text) => expect(readTime(text)).toHaveProperty('wrong'));
});

describe('numbers, coordinates and words', () => {
  it.each([
    ['2', 2],
    ['2,5', 2.5],
    ['0.42', 0.42],
    ["1'200.5", 1200.5],
    ['12 kg', 12],
  ])('%s is %d', (text, number) => expect(value(readNumber(text))).toBe(number));

  it.each(['zwei', '-3', '1.2.3', '1,200,000'])('%s is no number', (text) =>
    expect(readNumber(text)).toHaveProperty('wrong'),
  );

  it('reads coordinates of both hemispheres', () => {
    expect([value(readCoordinate('-70,6483')), value(readCoordinate('9.52')), value(readCoordinate('9° 31'))]).toEqual([
      -70.6483,
      9.52,
      null,
    ]);
  });

  it('reads yes and no in three languages', () => {
    expect(['Ja', 'oui', 'x', '1'].map((text) => value(readYes(text)))).toEqual([true, true, true, true]);
    expect(['nein', 'NON', 'false'].map((text) => value(readYes(text)))).toEqual([false, false, false]);
    expect(readYes('vielleicht')).toHaveProperty('wrong');
  });

  it('reads kinds of job, levels and priorities', () => {
    expect(
      ['Lieferung', 'Enlèvement', 'pick-up', 'Montage', 'haul_away'].map((text) => value(readJobType(text))),
    ).toEqual(['delivery', 'pickup', 'pickup', 'installation', 'haul_away']);
    expect(['curbside', 'White Glove', 'Wohnungstür'].map((text) => value(readServiceLevel(text)))).toEqual([
      'kerb',
      'white_glove',
      'threshold',
    ]);
    expect(['hoch', 'normal', '70', '101'].map((text) => value(readPriority(text)))).toEqual([50, 0, 70, null]);
  });
});

describe('an address on one line', () => {
  it.each([
    ['Gapont 11, 9495 Triesen, Liechtenstein', ['Gapont', '11', '9495', 'Triesen', 'Liechtenstein']],
    ['Kappileweg 3, Gamprin, Liechtenstein', ['Kappileweg', '3', '', 'Gamprin', 'Liechtenstein']],
    ['Im Alten Riet 125a, FL-9494 Schaan', ['Im Alten Riet', '125a', '9494', 'Schaan', '']],
    ['Haus Rheinblick', ['Haus Rheinblick', '', '', '', '']],
    ['', ['', '', '', '', '']],
  ])('%s in its parts', (line, parts) => expect(Object.values(readAddressLine(line))).toEqual(parts));
});
