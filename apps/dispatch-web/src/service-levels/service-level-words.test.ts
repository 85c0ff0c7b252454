import type { ServiceObjective } from '@roundsman/api-contract';
import { expect, it } from 'vitest';
import { budgetWords, promiseWords, summaryWords, windowWords } from './service-level-words.ts';

const objective = (change: Partial<ServiceObjective> = {}): ServiceObjective => ({
  component: 'public-api',
  label: 'Public API',
  target: 0.999,
  withinSeconds: 1,
  counts: 'requests',
  month: { good: 100, bad: 0 },
  goodShare: 1,
  budgetLeftShare: 1,
  burnRates: [],
  alert: null,
  ...change,
});

it('says in one line what matters most', () => {
  expect(summaryWords([objective()])).toBe('Every part keeps what it promises');
  expect(summaryWords([objective({ budgetLeftShare: -2 })])).toBe('Public API: the month’s error budget is spent');
  expect(summaryWords([objective({ alert: 'page' }), objective({ budgetLeftShare: 0 })])).toContain('too fast');
});

it('says windows, promises and budgets as people do', () => {
  expect([5, 60, 360, 4_320].map(windowWords)).toEqual(['5 min', '1 h', '6 h', '3 days']);
  expect(promiseWords(objective())).toBe('99.9 % within 1 s');
  expect(promiseWords(objective({ counts: 'looks', target: 0.995 }))).toBe('99.5 % of looks well');
  expect([1, 0.999, 0.004, 0, -3].map(budgetWords)).toEqual(['100 %', '99 %', '0 %', 'spent', 'spent']);
});
