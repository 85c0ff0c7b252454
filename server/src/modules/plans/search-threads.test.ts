import { describe, expect, it } from 'vitest';
import { createSearchThreads, threadsWanted, usualSearchThreads } from './search-threads.ts';

describe('threads of searches', () => {
  it('leave a core to everything else, and one is always there', () => {
    expect([1, 2, 4, 32].map((cores) => usualSearchThreads(cores))).toEqual([1, 1, 3, 8]);
  });

  it('are as many as the day makes use of', () => {
    expect([20, 300, 5000].map(threadsWanted)).toEqual([1, 8, 4]);
  });

  it('are shared by plans that run at once, and never more than there are beyond one a plan', () => {
    const threads = createSearchThreads(7);
    const first = threads.take(8);
    const second = threads.take(8);
    const third = threads.take(8);
    const fourth = threads.take(8);
    expect([first, second, third, fourth].map(({ count }) => count)).toEqual([4, 2, 1, 1]);
    first.giveBack();
    first.giveBack();
    expect(threads.take(8).count).toBe(2);
    expect(createSearchThreads(7).take(1).count).toBe(1);
  });
});
