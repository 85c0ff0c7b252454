import { describe, expect, it } from 'vitest';

import { claimsPerThousand, costPerStop, dryRunsByFault, etaErrors, firstAttemptSuccess, shareOf } from '../index.ts';

const at = (time: string) => new Date(`2026-11-23T${time}Z`);

describe('figures', () => {
  it('are not made of nothing', () => {
    expect(shareOf(0, 0)).toEqual({ of: 0, count: 0, share: null });
    expect(costPerStop(100, 0)).toBeNull();
    expect(claimsPerThousand(0, 0)).toBeNull();
    expect(etaErrors([])).toEqual([]);
  });

  it('count an order as a first success only when no visit for it was a retry or failed', () => {
    const attempt = (orderId: string, attemptNumber: number, completed: boolean) => ({
      orderId,
      attemptNumber,
      completed,
    });
    expect(
      firstAttemptSuccess([
        attempt('one', 1, true),
        attempt('two', 1, true),
        attempt('two', 1, false),
        attempt('three', 1, false),
        attempt('three', 2, true),
      ]),
    ).toEqual({ of: 3, count: 1, share: 1 / 3 });
  });

  it('divide cost by stops, claims by jobs, and dry runs by fault', () => {
    expect(costPerStop(1000, 3)).toBe(333);
    expect(claimsPerThousand(3, 1500)).toBe(2);
    expect(dryRunsByFault(['customer', 'weather', 'customer'])).toMatchObject({ customer: 2, weather: 1, merchant: 0 });
  });

  it('hold estimates against arrivals by lead time', () => {
    const sample = (leadMinutes: number, errorSeconds: number) => ({
      leadMinutes,
      arrivedAt: at('10:00:00'),
      estimatedAt: new Date(at('10:00:00').getTime() + errorSeconds * 1000),
      earliestAt: at('09:55:00'),
      latestAt: new Date(at('10:00:00').getTime() + (errorSeconds > 500 ? -1000 : 60_000)),
    });
    expect(etaErrors([sample(60, 600), sample(15, -30), sample(15, 60), sample(15, 120), sample(60, -300)])).toEqual([
      { leadMinutes: 15, samples: 3, medianSeconds: 60, p90Seconds: 120, insideIntervalShare: 1 },
      { leadMinutes: 60, samples: 2, medianSeconds: 300, p90Seconds: 600, insideIntervalShare: 0.5 },
    ]);
  });
});
