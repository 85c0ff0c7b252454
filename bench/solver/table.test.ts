import { describe, expect, it } from 'vitest';
import { meanOf, type Result } from './table.ts';

const run = (gap: number, unplaced = 0): Result['runs'][number] => ({
  ...{ seed: 1, cost: 1, routes: 1, iterations: 1, cpuSeconds: 1, wallSeconds: 1, residentMegabytes: 1, trace: [] },
  ...{ gap, unplaced },
});
const instance = (...runs: Result['runs']): Result => ({
  ...{ set: 'some', name: 'one', stops: 100, best: { cost: 1 }, seconds: 1 },
  runs,
});

describe('the mean of a table', () => {
  it('is of the medians of whole plans', () => {
    expect(meanOf([instance(run(1), run(2), run(9)), instance(run(4))])).toBe('mean gap 3.000 % over 2 instances');
  });

  it('takes a run that left stops out, and drives less for it, as the worst of its instance', () => {
    expect(meanOf([instance(run(-5, 3), run(2), run(4))])).toBe('mean gap 4.000 % over 1 instances');
  });

  it('leaves out an instance of which most runs left stops out, and says so', () => {
    const results = [instance(run(-5, 3), run(-4, 1), run(2)), instance(run(1))];
    expect(meanOf(results)).toBe('1 failed, mean gap 1.000 % over 1 instances');
  });
});
