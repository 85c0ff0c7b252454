import { expect, test } from 'vitest';
import { fileOf, partOf, planRuns, type Wanted } from './plan-runs.ts';

const table: Wanted = {
  form: 'whole',
  profiles: ['A'],
  rate: null,
  isAll: false,
  isTable: true,
  seeds: null,
  http: 1,
  hasBrowser: null,
};

test('the table has twenty seeds of A to E at 20 requests/s, five of everything else, and each run once', () => {
  const runs = planRuns(table);
  const seeds = (profile: string, rate: number) => runs.filter((run) => run.profile === profile && run.rate === rate);
  for (const profile of 'ABCDE') expect([seeds(profile, 20).length, seeds(profile, 1).length]).toEqual([20, 5]);
  for (const profile of 'FGHIJ') expect([seeds(profile, 20).length, seeds(profile, 1).length]).toEqual([5, 5]);
  expect(new Set(runs.map((run) => fileOf('', run))).size).toBe(runs.length);
  // Stopped early it is a table with fewer seeds.
  expect(runs.slice(0, 20).every(({ seed }) => seed === 1)).toBe(true);
});

test('of the table a few seeds can be asked for, and none beyond it', () => {
  const runs = planRuns({ ...table, seeds: [5, 6, 21] });
  expect(runs.filter(({ seed }) => seed === 5).length).toBe(20);
  expect(runs.filter(({ seed }) => seed === 6).length).toBe(5);
  expect(runs.filter(({ seed }) => seed === 21)).toEqual([]);
});

test('parts that go side by side have every run between them, none twice', () => {
  const runs = planRuns(table);
  const parts = [1, 2, 3].flatMap((part) => partOf(runs, { part, of: 3 }));
  expect(parts.map((run) => fileOf('', run)).toSorted()).toEqual(runs.map((run) => fileOf('', run)).toSorted());
});
