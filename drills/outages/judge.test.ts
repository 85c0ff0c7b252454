import { expect, test } from 'vitest';
import { brokenPromises, isStarved } from './judge.ts';
import type { Felt } from './work-through.ts';

const healthy = { p99: 90 } as Felt['ours']['healthy'];
const well = {
  ours: { requests: 400, failed: 0, healthy } as Felt['ours'],
  wellAgainSeconds: null,
  apiWrites: { asked: 40, lost: 0, doubled: 0 },
  crewWrites: { recorded: 30, lost: 0, doubled: 0, restarts: 0 },
  feed: { missed: 0, doubled: 0 },
};
const strict = { failsNobody: true, wellAgainWithinSeconds: 0 };
const lenient = { failsNobody: false, wellAgainWithinSeconds: 10 };

test('an outage in which everything was kept breaks nothing', () => {
  expect(brokenPromises(well, strict)).toEqual([]);
});

test.each([
  [{ apiWrites: { asked: 40, lost: 1, doubled: 0 } }, '1 API writes were lost'],
  [{ apiWrites: { asked: 40, lost: 0, doubled: 2 } }, '2 API writes were doubled'],
  [{ crewWrites: { ...well.crewWrites, lost: 1 } }, '1 writes of crews were lost'],
  [{ crewWrites: { ...well.crewWrites, doubled: 1 } }, '1 writes of crews were doubled'],
  [{ feed: { missed: 3, doubled: 0 } }, '3 events of the live feed were missed'],
  [{ feed: { missed: 0, doubled: 1 } }, '1 events of the live feed came twice'],
  [{ wellAgainSeconds: 10.1 }, 'The last request failed 10.1 s after it was over'],
  [{ crewWrites: { ...well.crewWrites, recorded: 0 } }, 'Nobody was at work'],
])('%j breaks a promise', (felt, words) => {
  expect(brokenPromises({ ...well, ...felt }, lenient)).toEqual([words]);
});

test('a failed request breaks the promise of those outages that nobody is to feel', () => {
  const felt = { ...well, ours: { requests: 400, failed: 2, healthy } as Felt['ours'], wellAgainSeconds: 0 };
  expect(brokenPromises(felt, strict)).toEqual(['2 of 400 requests failed']);
  expect(brokenPromises(felt, lenient)).toEqual([]);
});

test('on a machine that was starved before it began only what was lost or doubled is judged', () => {
  const ours = { requests: 400, failed: 200, healthy: { ...healthy, p99: 15_041 } } as Felt['ours'];
  expect(isStarved(ours)).toBe(true);
  expect(isStarved(well.ours)).toBe(false);
  const felt = { ...well, ours, wellAgainSeconds: 19 };
  expect(brokenPromises(felt, strict)).toEqual([]);
  expect(brokenPromises({ ...felt, feed: { missed: 1, doubled: 0 } }, strict)).toEqual([
    '1 events of the live feed were missed',
  ]);
});
