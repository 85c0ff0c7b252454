import { describe, expect, it } from 'vitest';
import { countAttempts } from './attempts.ts';

describe('wrong codes', () => {
  it('block their own address for the window, and nobody else', () => {
    const attempts = countAttempts({ most: 3, windowMs: 60_000, addresses: 10 });
    for (const at of [0, 10_000, 20_000]) attempts.failed('guesser', at);
    expect(attempts.blocked('guesser', 59_999)).toBe(true);
    expect(attempts.blocked('operator', 30_000)).toBe(false);
    expect(attempts.blocked('guesser', 60_000)).toBe(false);
  });

  it('are remembered of so many addresses only, the latest', () => {
    const attempts = countAttempts({ most: 1, windowMs: 60_000, addresses: 2 });
    for (const address of ['a', 'b', 'a', 'c']) attempts.failed(address, 0);
    expect(['a', 'b', 'c'].map((address) => attempts.blocked(address, 1))).toEqual([true, false, true]);
  });
});
