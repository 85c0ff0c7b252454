import { describe, expect, it } from 'vitest';
import { cheapestOf } from './references-of-runs.ts';
import type { Result } from './table.ts';

const run = (seed: number, cost: number, unplaced = 0): Result['runs'][number] => ({
  ...{ seed, cost, unplaced, gap: null, routes: 7, iterations: 1, cpuSeconds: 60.2, wallSeconds: 90 },
  ...{ residentMegabytes: 1, trace: [] },
});

describe('a reference of our own', () => {
  it('is the cheapest plan of all runs, with how it was found', () => {
    expect(cheapestOf({ runs: [run(1, 105), run(2, 101)] }, 2, undefined)).toEqual({
      ...{ cost: 101, routes: 7, seed: 2, threads: 2, cpuSeconds: 60 },
    });
  });

  it('is no plan that left stops out, and gives way to a cheaper one only', () => {
    expect(cheapestOf({ runs: [run(1, 90, 3)] }, 1, undefined)).toBeNull();
    expect(cheapestOf({ runs: [run(1, 101)] }, 1, { cost: 101 })).toBeNull();
    expect(cheapestOf({ runs: [run(1, 100)] }, 1, { cost: 101 })?.cost).toBe(100);
  });
});
