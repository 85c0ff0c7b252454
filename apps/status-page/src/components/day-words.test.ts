import type { DayRecord } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { daysInWords, daysOf, daysToTell, uptimeWords } from './day-words.ts';

const good: DayRecord = [86_400, 0, 0, 0, 0];
const bad: DayRecord = [86_400, 0, 600, 0, 720];

describe('the bars in words', () => {
  it('tell the worst kind of a day, and all that happened in it', () => {
    const [day] = daysOf([bad], '2026-09-13');
    expect(day).toEqual({
      date: '2026-09-13',
      kind: 'major_outage',
      troubleShare: 1320 / 86_400,
      words: '12 min major outage, 10 min degraded',
    });
  });

  it('never call a day without record good', () => {
    expect(daysOf([null], '2026-09-13')[0]).toMatchObject({ kind: 'no_record', words: 'no record' });
    expect(daysInWords(daysOf([null, null], '2026-09-13'))).toBe('No record in the last 2 days.');
  });

  it('put runs without record into one line and leave good days out, newest first', () => {
    const days = daysOf([null, null, good, null, bad, good], '2026-09-10');
    expect(daysInWords(days)).toBe('3 of the last 6 days on record, 1 of them with trouble.');
    expect(daysToTell(days)).toEqual([
      { label: 'Mon 14 Sep', words: '12 min major outage, 10 min degraded' },
      { label: 'Sun 13 Sep', words: 'no record' },
      { label: 'Thu 10 Sep to Fri 11 Sep', words: 'no record' },
    ]);
  });

  it('round uptime down', () => {
    expect([1, 0.999999, 0.98765].map(uptimeWords)).toEqual(['100.00 %', '99.99 %', '98.76 %']);
  });
});
