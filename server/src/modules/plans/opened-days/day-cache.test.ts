import { describe, expect, it } from 'vitest';
import { DayCache } from './day-cache.ts';

const day = (bytes: number, isBusy = false) => ({ bytes, isBusy });

describe('days in memory', () => {
  it('are forgotten when they take too much room, the one not asked for longest first', () => {
    const cache = new DayCache(100);
    const [monday, tuesday] = [day(40), day(40)];
    cache.get('monday', () => monday);
    cache.get('tuesday', () => tuesday);
    cache.get('monday', () => day(1));
    cache.get('wednesday', () => day(40));
    cache.makeRoom();
    expect(cache.size).toBe(2);
    expect(cache.get('monday', () => day(1))).toBe(monday);
    expect(cache.get('tuesday', () => day(1))).not.toBe(tuesday);
  });

  it('stay while somebody waits for them, and the one used last stays, however large', () => {
    const cache = new DayCache(100);
    const waited = day(70, true);
    cache.get('waited for', () => waited);
    cache.get('small', () => day(10));
    cache.get('large', () => day(500));
    cache.makeRoom();
    expect(cache.size).toBe(2);
    expect(cache.get('waited for', () => day(1))).toBe(waited);
  });

  it('are no longer kept when there is nothing in them', () => {
    const cache = new DayCache(100);
    cache.get('could not be opened', () => day(0));
    cache.get('being opened', () => day(0, true));
    cache.makeRoom();
    expect(cache.size).toBe(1);
  });
});
