import type { Plan } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { type FigureLine, figureLines, verdict } from './plan-figures.ts';

const base: NonNullable<Plan['figures']> = {
  stops: 187,
  driveSeconds: 98_000,
  driveMeters: 812_000,
  serviceSeconds: 120_000,
  waitSeconds: 8000,
  cost: { amountMinor: 412_300, currency: 'CHF' },
  lateStops: 1,
  lateSeconds: 300,
  overloads: [],
  jobs: 190,
  placed: 187,
  unplaced: 3,
  vehicles: 12,
};
const line = (name: string) => figureLines.find((one) => one.name === name) as FigureLine;

describe('a comparison of plans', () => {
  it('knows that less driving and more jobs placed are better', () => {
    expect(verdict(line('Driven'), base, { ...base, driveMeters: 800_000 })).toBe('better');
    expect(verdict(line('Jobs placed'), base, { ...base, placed: 186 })).toBe('worse');
    expect(verdict(line('Cost'), base, base)).toBe('same');
  });

  it('praises nobody for driving less with fewer jobs', () => {
    expect(verdict(line('Cost'), base, { ...base, placed: 150, cost: { amountMinor: 9, currency: 'CHF' } })).toBe(
      'different',
    );
  });

  it('writes every difference with its sign and unit', () => {
    expect(line('Driven').difference(-12_000, base)).toBe('−12.0 km');
    expect(line('Not placed').difference(2, base)).toBe('+2');
    expect(line('Driving').difference(360, base)).toBe('+6 min');
  });
});
