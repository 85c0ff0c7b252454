import { expect, it } from 'vitest';
import { policyEndpoints } from './policies.ts';

it('quiet hours are times of a day, past midnight too', () => {
  const takes = (from: string, to: string) =>
    policyEndpoints.change.body!.safeParse({ quietHours: { from, to } }).success;
  expect([takes('21:00', '08:00'), takes('00:00', '23:59')]).toEqual([true, true]);
  expect([takes('21:00', '32:00'), takes('24:00', '08:00')]).toEqual([false, false]);
});
