import { describe, expect, it } from 'vitest';
import { createSearchThreads, threadsWanted, usualSearchThreads } from './search-threads.ts';

describe('threads of searches', () => {
  it('leave a core to everything else, and one is always there', () => {
    expect([1, 2, 4, 32].map((cores) => usualSearchThreads(cores))).toEqual([1, 1, 3, 8]);
  });

  it('are as many as the day makes use of', () => {
    expect([20, 300, 5000].map(threadsWanted)).toEqual([1, 8, 4]);
  });

  it('are shared by plans that run at once, and never more than there are beyond one a plan', async () => {
    const threads = createSearchThreads(7);
    const counts: number[] = [];
    const ends: (() => void)[] = [];
    const plan = () =>
      threads.lend(8, (count) => {
        counts.push(count);
        return new Promise<void>((end) => ends.push(end));
      });
    const first = plan();
    const others = [plan(), plan(), plan()];
    expect(counts).toEqual([4, 2, 1, 1]);
    ends[0]!();
    await first;
    others.push(plan());
    expect(counts.at(-1)).toBe(2);
    for (const end of ends) end();
    await Promise.all(others);
    expect(await createSearchThreads(7).lend(1, async (count) => count)).toBe(1);
  });

  it('are back though the search could not even begin', async () => {
    const threads = createSearchThreads(4);
    const begin = () => {
      throw new Error('no memory for a thread');
    };
    await expect(threads.lend(8, begin)).rejects.toThrow('no memory');
    expect(await threads.lend(8, async (count) => count)).toBe(2);
  });
});
