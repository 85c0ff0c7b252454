import { describe, expect, it } from 'vitest';
import { ageSeconds, receive } from './freshness.ts';

const generatedAt = '2026-09-13T10:00:00.400Z';
const hostDate = 'Sun, 13 Sep 2026 10:00:08 GMT';

describe('the age of the document', () => {
  it('counts from when it was made, by the host’s clock', () => {
    const receipt = receive(generatedAt, hostDate, new Date('2026-09-13T10:00:08Z'));
    expect(ageSeconds(receipt, new Date('2026-09-13T10:00:18Z'))).toBeCloseTo(17.6);
  });

  it('does not care how wrong the device’s clock is', () => {
    const receipt = receive(generatedAt, hostDate, new Date('1999-01-01T00:00:00Z'));
    expect(ageSeconds(receipt, new Date('1999-01-01T00:00:10Z'))).toBeCloseTo(17.6);
  });

  it('is never negative, and falls back to the device where the host tells no time', () => {
    expect(ageSeconds(receive(generatedAt, 'Sun, 13 Sep 2026 10:00:00 GMT', new Date(0)), new Date(0))).toBe(0);
    expect(
      ageSeconds(receive(generatedAt, null, new Date('2026-09-13T10:00:05.4Z')), new Date('2026-09-13T10:00:05.4Z')),
    ).toBe(5);
  });
});
