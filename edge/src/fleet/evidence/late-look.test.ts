import { expect, test } from 'vitest';
import { seeded } from '../../testing/index.ts';
import { openLateness } from './late-look.ts';

const round = (...milliseconds: readonly (number | null)[]) =>
  milliseconds.map((one, at) => ({ url: `edge-${at + 1}`, isAnswered: one !== null, milliseconds: one ?? 1_000 }));
const isWell = (seen: readonly { isWell: boolean }[]) => seen.map((one) => one.isWell);

test('an edge that answers a packet’s repetition later than its sibling in the same round is not well', () => {
  const judge = openLateness();
  expect(isWell(judge(round(12, 10, 11)))).toEqual([true, true, true]);
  expect(isWell(judge(round(215, 10, 11)))).toEqual([false, true, true]);
  expect(isWell(judge(round(null, 10, 11)))).toEqual([false, true, true]);
});

test('a slow platform or a slow line of the place is slow over every edge, and held against none', () => {
  const judge = openLateness();
  expect(isWell(judge(round(700, 650, 720)))).toEqual([true, true, true]);
  expect(judge(round(null, null, null))).toEqual([]);
});

test('an edge on another continent is as far away as it usually is, and still found out when it loses packets', () => {
  const judge = openLateness();
  const random = seeded(1);
  for (let at = 0; at < 600; at++) judge(round(400 + 40 * random(), 20 + 5 * random(), 22 + 5 * random()));
  expect(isWell(judge(round(450, 20, 22)))[0]).toBe(true);
  expect(isWell(judge(round(420 + 250, 20, 22)))[0]).toBe(false);
});

test('a minute of trouble is no new usual', () => {
  const judge = openLateness();
  for (let at = 0; at < 60; at++) judge(round(215, 10, 11));
  expect(isWell(judge(round(240, 10, 11)))[0]).toBe(false);
});
