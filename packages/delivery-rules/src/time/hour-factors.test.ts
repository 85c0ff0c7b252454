import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drivingSeconds, hourSteps, roadSeconds } from './hour-factors.ts';

const ZONE = 'Europe/Vaduz';
/** Slow from seven to nine. */
const factors = Array.from({ length: 24 }, (_, hour) => (hour === 7 || hour === 8 ? 1.5 : 1));
const at = (time: string) => new Date(`2026-09-01T${time}+02:00`);

describe('driving by the hour of the day', () => {
  it('is slow for the part that falls into a slow hour', () => {
    expect(drivingSeconds(factors, ZONE, at('06:30:00'), 600)).toBe(600);
    expect(drivingSeconds(factors, ZONE, at('07:30:00'), 600)).toBe(900);
    // Half an hour before seven, then the other half half as slow again.
    expect(drivingSeconds(factors, ZONE, at('06:30:00'), 3600)).toBe(1800 + 2700);
  });

  it('tells free roads from the clock as it tells the clock from free roads', () => {
    const any = fc.record({
      factors: fc.array(fc.double({ min: 0.5, max: 3, noNaN: true }), { minLength: 24, maxLength: 24 }),
      minute: fc.integer({ min: 0, max: 60 * 24 * 400 }),
      seconds: fc.nat(40_000),
    });
    fc.assert(
      fc.property(any, (each) => {
        const leaving = new Date(Date.parse('2026-01-01T00:00:30Z') + each.minute * 60_000);
        const clock = drivingSeconds(each.factors, ZONE, leaving, each.seconds);
        expect(roadSeconds(each.factors, ZONE, leaving, clock)).toBeCloseTo(each.seconds, 3);
      }),
      { numRuns: 50 },
    );
  });

  it('lists the hours at which something changes, also over a night that clocks are put back', () => {
    const steps = hourSteps(factors, ZONE, new Date('2026-10-24T22:00:00Z'), 25);
    expect(steps.map(({ startsAt, factor }) => [startsAt.toISOString(), factor])).toEqual([
      ['2026-10-24T22:00:00.000Z', 1],
      ['2026-10-25T06:00:00.000Z', 1.5],
      ['2026-10-25T08:00:00.000Z', 1],
    ]);
  });
});
