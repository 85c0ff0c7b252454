import { describe, expect, it } from 'vitest';
import { instantOf } from './local-instant.ts';

const at = (date: string, time: string, zone: string) => new Date(instantOf(date, time, zone)).toISOString();

describe('the instant of a local time', () => {
  it('follows the zone in winter and in summer', () => {
    expect(at('2026-11-23', '08:00', 'Europe/Vaduz')).toBe('2026-11-23T07:00:00.000Z');
    expect(at('2026-07-01', '08:00', 'Europe/Vaduz')).toBe('2026-07-01T06:00:00.000Z');
    expect(at('2026-11-23', '08:00', 'America/New_York')).toBe('2026-11-23T13:00:00.000Z');
  });

  it('goes on to the next day after 24:00', () => {
    expect(at('2026-11-23', '25:30', 'Europe/Vaduz')).toBe('2026-11-24T00:30:00.000Z');
  });

  it('is right on the days when clocks change', () => {
    expect(at('2026-03-29', '08:00', 'Europe/Vaduz')).toBe('2026-03-29T06:00:00.000Z');
    expect(at('2026-10-25', '08:00', 'Europe/Vaduz')).toBe('2026-10-25T07:00:00.000Z');
  });
});
