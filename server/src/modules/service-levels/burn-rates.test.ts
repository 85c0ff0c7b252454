import fc from 'fast-check';
import { expect, it } from 'vitest';
import { burningRule, burnRateOf, type Counted } from './burn-rates.ts';

const TARGET = 0.999;
/** Minutes newest last, each with 100 requests of which so many were bad. */
const within =
  (bad: readonly number[]) =>
  (minutes: number): Counted => {
    const sum = bad.slice(-minutes).reduce((total, one) => total + one, 0);
    return { good: Math.min(minutes, bad.length) * 100 - sum, bad: sum };
  };
const days = (count: number, bad = 0) => Array.from({ length: count * 1_440 }, () => bad);

it('pages within minutes when everything fails, and stops when it is over', () => {
  const history = days(3);
  let pagedAfter = 0;
  while (burningRule('page', TARGET, within(history)) === null) {
    history.push(100);
    pagedAfter++;
  }
  expect(pagedAfter).toBeLessThanOrEqual(2);
  let over = 0;
  while (burningRule('page', TARGET, within(history)) !== null) {
    history.push(0);
    over++;
  }
  expect(over).toBeLessThanOrEqual(35);
});

it('pages for a slow fire only after hours, and files a ticket for one that would eat the budget by the end of the month', () => {
  const glow = [...days(3)];
  for (let minute = 0; minute < 360; minute++) glow.push(minute % 10 < 7 ? 1 : 0);
  expect(burnRateOf(within(glow)(360), TARGET)).toBeCloseTo(7);
  expect(burningRule('page', TARGET, within(glow))?.rule.longMinutes).toBe(360);
  const ember = Array.from({ length: 3 * 1_440 }, (_, minute) => (minute % 8 === 0 ? 1 : 0));
  expect(burningRule('page', TARGET, within(ember))).toBeNull();
  expect(burningRule('ticket', TARGET, within(ember))?.burnRate).toBeCloseTo(1.25);
});

it('is silent within the budget, whatever the minutes look like', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1), { minLength: 60, maxLength: 400 }), (minutes) => {
      // At most one bad request in 2,000: half the budget.
      const sparse = minutes.map((bad, at) => (at % 20 === 0 ? bad : 0));
      expect(burningRule('page', TARGET, within(sparse))).toBeNull();
    }),
  );
});

it('does not call a person for single failures of a quiet night', () => {
  expect(burningRule('page', TARGET, () => ({ good: 10, bad: 4 }))).toBeNull();
});
