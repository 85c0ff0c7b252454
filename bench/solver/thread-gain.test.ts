import { describe, expect, it } from 'vitest';
import { compareThreads, type ThreadRun } from './thread-gain.ts';

const run = (name: string, seed: number, threads: number, gap: number | null): ThreadRun => ({
  ...{ set: 'some', name, seed, threads, cost: 1, gap, wallSeconds: 5, cpuSeconds: 5 * threads },
});

describe('what threads gain', () => {
  it('is the difference of gaps seed by seed, with its chance', () => {
    const runs = [run('a', 1, 1, 1.5), run('a', 1, 2, 1), run('a', 2, 2, 2), run('a', 2, 1, 2.3)];
    expect(compareThreads(runs, 2)).toEqual([
      'a: one thread 1.900 %, 2 threads 1.500 %, gain 0.400 ± 0.200 over 2 pairs, 1.00 and 2.00 cores',
    ]);
  });

  it('compares only what both solved whole, and ends with all instances', () => {
    const runs = [run('a', 1, 1, null), run('a', 1, 2, 1), run('b', 1, 1, 4), run('b', 1, 2, 3), run('b', 2, 1, 9)];
    expect(compareThreads(runs, 2)).toEqual([
      'a: no seed that both solved whole',
      'b: one thread 4.000 %, 2 threads 3.000 %, gain 1.000 ± 0.000 over 1 pairs, 1.00 and 2.00 cores',
      'all 2 instances: one thread 4.000 %, 2 threads 3.000 %, gain 1.000 ± 0.000 over 1 pairs, 1.00 and 2.00 cores',
    ]);
  });
});
