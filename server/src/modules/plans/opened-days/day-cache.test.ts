import { describe, expect, it } from 'vitest';
import { DayCache } from './day-cache.ts';

const day = (bytes: number) => Promise.resolve({ bytes });
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('days that were opened', () => {
  it('are forgotten when they take too much room, the one not asked for longest first', async () => {
    const cache = new DayCache<{ bytes: number }>(100);
    cache.put('monday', day(40));
    cache.put('tuesday', day(40));
    await settled();
    expect(cache.get('monday')).toBeDefined();
    cache.put('wednesday', day(40));
    await settled();
    expect(['monday', 'tuesday', 'wednesday'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('keep the one that somebody waits for, however large', async () => {
    const cache = new DayCache<{ bytes: number }>(100);
    cache.put('small', day(10));
    cache.put('large', day(500));
    await settled();
    expect([cache.size, await cache.get('large')]).toEqual([1, { bytes: 500 }]);
  });

  it('are opened again after they could not be', async () => {
    const cache = new DayCache<{ bytes: number }>(100);
    const failing = Promise.reject(new Error('no roads'));
    cache.put('monday', failing);
    await expect(cache.get('monday')).rejects.toThrow('no roads');
    await settled();
    expect(cache.get('monday')).toBeUndefined();
  });
});
