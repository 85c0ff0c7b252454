import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { age, distance, distanceDifference, duration, durationDifference, volume, weight } from './quantity.ts';
import { dayLabel, daysAfter, localDate, timeOfDay, timeSpan, zoneLabel } from './time.ts';

describe('times', () => {
  const morning = new Date('2026-09-13T08:42:07Z');

  it('are told in the zone they are asked for', () => {
    expect(timeOfDay(morning, 'Europe/Vaduz')).toBe('10:42');
    expect(timeOfDay(morning, 'Asia/Kathmandu', 'seconds')).toBe('14:27:07');
    expect(timeOfDay(new Date('2026-09-13T22:00:00Z'), 'Europe/Vaduz')).toBe('00:00');
    expect(timeSpan(morning, new Date('2026-09-13T09:12:00Z'), 'Europe/Vaduz')).toBe('10:42–11:12');
  });

  it('name their zone and day', () => {
    expect(zoneLabel(morning, 'Europe/London')).toBe('BST');
    expect(localDate(new Date('2026-09-13T23:30:00Z'), 'Europe/Vaduz')).toBe('2026-09-14');
    expect(dayLabel('2026-09-13')).toBe('Sun 13 Sep');
    expect(dayLabel(new Date('2026-09-13T23:30:00Z'), 'Europe/Vaduz')).toBe('Mon 14 Sep');
  });

  it('past midnight know how many days after the service date they are, also over a change of clocks', () => {
    expect(daysAfter('2026-10-24', new Date('2026-10-25T00:30:00Z'), 'Europe/Vaduz')).toBe(1);
    expect(daysAfter('2026-10-24', new Date('2026-10-24T21:59:00Z'), 'Europe/Vaduz')).toBe(0);
  });
});

describe('quantities', () => {
  it('round to what a person needs', () => {
    expect([0, 45, 720, 3570, 3900, -720].map(duration)).toEqual([
      '0 s',
      '45 s',
      '12 min',
      '1 h 00 min',
      '1 h 05 min',
      '−12 min',
    ]);
    expect([360, -720, 0].map(durationDifference)).toEqual(['+6 min', '−12 min', '0 s']);
    expect([4, 854, 996, 3120, 211_700, -3120].map(distance)).toEqual([
      '0 m',
      '850 m',
      '1.0 km',
      '3.1 km',
      '212 km',
      '−3.1 km',
    ]);
    expect([3120, -850].map(distanceDifference)).toEqual(['+3.1 km', '−850 m']);
    expect([800, 24_500, 1_240_000].map(weight)).toEqual(['800 g', '24.5 kg', '1,240 kg']);
    expect([40, 1200].map(volume)).toEqual(['40 l', '1.2 m³']);
  });

  it('never make data younger than it is', () => {
    expect([0.49, 12.9, 59.9, 119, 7199, 200_000].map(age)).toEqual(['0.4 s', '12 s', '59 s', '1 min', '1 h', '2 d']);
  });

  it('never speak of 60 minutes or 1000 metres', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (size) => {
        expect(duration(size)).not.toMatch(/\b60 (s|min)/);
        expect(distance(size)).not.toMatch(/\b1000 m/);
      }),
    );
  });
});
