import { describe, expect, it } from 'vitest';
import { DayCache } from './day-cache.ts';

const day = (bytes: number, isBusy = false) => ({ bytes, isBusy });
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

function cacheOf(mostBytes: number) {
  let now = 0;
  const cache = new DayCache<ReturnType<typeof day>>(mostBytes, () => now);
  let opened = 0;
  return {
    cache,
    wait: (seconds: number) => {
      now += seconds * 1000;
    },
    /** How many of them had to be opened. */
    ask: (...names: string[]) => {
      const before = opened;
      for (const name of names) {
        cache.get(name, () => {
          opened++;
          return day(40);
        });
        cache.makeRoom();
      }
      return opened - before;
    },
  };
}

describe('days in memory', () => {
  it('are forgotten when they take too much room, the one not asked for longest first', () => {
    const { ask, wait } = cacheOf(100);
    expect(ask('monday', 'tuesday')).toBe(2);
    wait(60);
    expect(ask('monday')).toBe(0);
    expect(ask('wednesday')).toBe(1);
    expect(ask('monday', 'wednesday')).toBe(0);
    expect(ask('tuesday')).toBe(1);
  });

  it('are not driven out by one another when somebody goes through more of them than there is room for', () => {
    const { ask } = cacheOf(160);
    expect(ask(...DAYS)).toBe(5);
    for (let round = 0; round < 3; round++) expect(ask(...DAYS)).toBeLessThanOrEqual(2);
  });

  it('stay while somebody waits for them, and the one used last stays, however large', () => {
    const { cache } = cacheOf(100);
    const waited = day(70, true);
    cache.get('waited for', () => waited);
    cache.get('small', () => day(10));
    cache.get('large', () => day(500));
    cache.makeRoom();
    expect(cache.size).toBe(2);
    expect(cache.get('waited for', () => day(1))).toBe(waited);
  });

  it('are no longer kept when there is nothing in them', () => {
    const { cache } = cacheOf(100);
    cache.get('could not be opened', () => day(0));
    cache.get('being opened', () => day(0, true));
    cache.makeRoom();
    expect(cache.size).toBe(1);
  });
});
