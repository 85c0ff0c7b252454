import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';

import { localMoment, quietUntil } from './quiet-hours.ts';

const night = { from: '21:00', to: '08:00' };
const wall = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);

describe('quiet hours', () => {
  test.each([
    ['2026-03-02T19:59:59Z', null],
    ['2026-03-02T20:00:00Z', '2026-03-03T07:00:00Z'],
    ['2026-03-03T06:59:59Z', '2026-03-03T07:00:00Z'],
    ['2026-03-03T07:00:00Z', null],
    // The night of 28 to 29 March 2026 is an hour shorter, that of 24 to 25 October an hour longer.
    ['2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z'],
    ['2026-10-24T22:00:00Z', '2026-10-25T07:00:00Z'],
  ])('at %s in Vaduz they last until %s', (instant, until) => {
    expect(quietUntil(new Date(instant), 'Europe/Vaduz', night)?.toISOString() ?? null).toBe(
      until && new Date(until).toISOString(),
    );
  });

  test('within one day, and not at all', () => {
    const noon = { from: '12:00', to: '13:30' };
    expect(quietUntil(new Date('2026-03-02T11:15:00Z'), 'Europe/Vaduz', noon)).toEqual(
      new Date('2026-03-02T12:30:00Z'),
    );
    expect(quietUntil(new Date('2026-03-02T20:15:00Z'), 'Europe/Vaduz', noon)).toBeNull();
    expect(quietUntil(new Date('2026-03-02T02:00:00Z'), 'UTC', { from: '02:00', to: '02:00' })).toBeNull();
  });

  const zones = [
    'Europe/Vaduz',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'America/St_Johns',
    'Africa/Casablanca',
    'America/Santiago',
    'Pacific/Auckland',
  ];
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

  /** How long of a day is not quiet, on the wall. */
  const openMinutes = (from: string, to: string) => {
    const [begin, end] = [to, from].map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
    return (end! - begin! + 1440) % 1440;
  };

  /** Half of the moments lie within two days of a change of the zone's time. */
  const moment = fc
    .tuple(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
      fc.option(fc.integer({ min: -2 * 86_400, max: 2 * 86_400 })),
    )
    .map(([timeZone, instant, besideChange]) => {
      const change = besideChange === null ? null : wall(instant, timeZone).getTimeZoneTransition('next');
      return { timeZone, instant: change ? new Date(change.epochMilliseconds + besideChange! * 1000) : instant };
    });

  test('what is held back is held until a moment that is not quiet, within a day, in every zone and across its changes of time', () => {
    fc.assert(
      fc.property(moment, time, time, ({ instant, timeZone }, from, to) => {
        const until = quietUntil(instant, timeZone, { from, to });
        if (until === null) return;
        expect(until.getTime()).toBeGreaterThan(instant.getTime());
        // Two days where less than the hour that a change skips is not quiet.
        const most = openMinutes(from, to) < 60 ? 49 : 25;
        expect(until.getTime() - instant.getTime()).toBeLessThanOrEqual(most * 3_600_000);
        // A time that the change skips moves forward, so "not earlier than `to`" rather than "equal".
        expect(wall(until, timeZone).toPlainTime().toString({ smallestUnit: 'minute' }) >= to).toBe(true);
        expect(quietUntil(until, timeZone, { from, to })).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  test('go on for another day where the change skips all that is not quiet', () => {
    const nearlyAlways = { from: '02:01', to: '02:00' };
    expect(quietUntil(new Date('2025-03-30T00:59:59Z'), 'Europe/Vaduz', nearlyAlways)).toEqual(
      new Date('2025-03-31T00:00:00Z'),
    );
  });

  test('in an hour that the clocks repeat they end at its second end', () => {
    const untilHalfPastTwo = { from: '00:00', to: '02:30' };
    expect(quietUntil(new Date('2026-10-25T01:10:00Z'), 'Europe/Vaduz', untilHalfPastTwo)).toEqual(
      new Date('2026-10-25T01:30:00Z'),
    );
  });

  test('a local moment days away keeps its time on the wall across a change of time', () => {
    const instant = new Date('2026-03-29T12:00:00Z');
    expect(localMoment(instant, 'Europe/Vaduz', -1, '17:00')).toEqual(new Date('2026-03-28T16:00:00Z'));
    expect(localMoment(instant, 'Europe/Vaduz', 0, '17:00')).toEqual(new Date('2026-03-29T15:00:00Z'));
  });
});
