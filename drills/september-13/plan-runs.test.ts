import { expect, test } from 'vitest';
import { forms } from './forms.ts';
import { fileOf, partOf, planRuns, secondsOf, type Wanted } from './plan-runs.ts';

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
  const plain = runs.filter(({ isForApps }) => !isForApps);
  const seeds = (profile: string, rate: number) => plain.filter((run) => run.profile === profile && run.rate === rate);
  for (const profile of 'ABCDE') expect([seeds(profile, 20).length, seeds(profile, 1).length]).toEqual([20, 5]);
  for (const profile of 'FGHIJ') expect([seeds(profile, 20).length, seeds(profile, 1).length]).toEqual([5, 5]);
  expect(new Set(runs.map((run) => fileOf('', run))).size).toBe(runs.length);
  expect(plain.some(({ hasBrowser }) => hasBrowser)).toBe(false);
  const withBrowser = runs.filter(({ isForApps }) => isForApps);
  expect(withBrowser.map(({ profile, rate, seed }) => `${profile} ${rate} ${seed}`)).toEqual(
    [...'ABCDEFGHIJ'].map((profile) => `${profile} 20 1`),
  );
  expect(planRuns({ ...table, hasBrowser: false })).toEqual(plain);
  expect(planRuns({ ...table, hasBrowser: true })).toEqual(withBrowser);
  // Stopped early it is a table with fewer seeds.
  expect(runs.slice(0, 20).every(({ seed }) => seed === 1)).toBe(true);
});

test('a run that is asked for by itself has the browser in it', () => {
  const [run, ...others] = planRuns({ ...table, isTable: false, rate: 20, seeds: [1] });
  expect([run?.hasBrowser, run?.isForApps, others.length]).toEqual([true, undefined, 0]);
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

test('the form that every test run has stays within two minutes of phases, and the short one within ten with what comes between its runs', () => {
  const one: Wanted = { ...table, isTable: false, seeds: [13] };
  const inTest = planRuns({ ...one, form: 'test', profiles: ['A', 'E', 'H'] });
  expect(inTest.map(({ profile }) => profile)).toEqual(['A', 'E', 'H']);
  expect(secondsOf(inTest)).toBeLessThanOrEqual(forms.test.mostSeconds!);
  const all = planRuns.bind(null, { ...one, form: 'test', isAll: true });
  expect(all).toThrow('The test form has 120 s of phases');
  const short = planRuns({ ...one, form: 'short', isAll: true });
  expect(short.length).toBe(10);
  // A world of its own for each run, and counting afterwards.
  expect(secondsOf(short) + 15 * short.length).toBeLessThanOrEqual(forms.short.mostSeconds!);
});
