import { describe, expect, it } from 'vitest';
import { anchorBusinessClock, businessTimeAt, realClock } from './clock.ts';

describe('the business clock', () => {
  it('runs at its speed from the moment the server told it', () => {
    const clock = anchorBusinessClock(new Date('2026-09-13T06:00:00Z'), 60);
    expect(businessTimeAt(clock, clock.deviceMilliseconds + 10_000).toISOString()).toBe('2026-09-13T06:10:00.000Z');
  });

  it('does not care how wrong the device is', () => {
    const clock = {
      businessMilliseconds: Date.UTC(2026, 8, 13, 6),
      deviceMilliseconds: Date.UTC(1999, 0, 1),
      speed: 1,
    };
    expect(businessTimeAt(clock, Date.UTC(1999, 0, 1, 1)).toISOString()).toBe('2026-09-13T07:00:00.000Z');
  });

  it('is the real time where no other is given', () => {
    expect(businessTimeAt(realClock, 1_000).getTime()).toBe(1_000);
  });
});
