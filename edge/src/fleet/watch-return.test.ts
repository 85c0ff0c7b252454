import { expect, test } from 'vitest';
import { openReturnWatch } from './watch-return.ts';

const look = { edge: 'edge-1', network: 'here', witness: 'probe', good: 1, bad: 0, overMs: 0 } as const;
const report = { edge: 'edge-1', network: 'a', witness: 'client', good: 0, bad: 0, overMs: 30_000 } as const;

test('looks of probes count in a row, and anew after a bad one or when the edge was steered', () => {
  const watch = openReturnWatch(0);
  for (let times = 0; times < 3; times++) watch.saw({ ...look, atMs: 1_000 });
  watch.saw({ ...report, bad: 1, atMs: 1_000 });
  expect(watch.seen('edge-1', 0, 1_000).looks).toBe(3);
  watch.saw({ ...look, good: 0, bad: 1, atMs: 2_000 });
  watch.saw({ ...look, atMs: 3_000 });
  expect(watch.seen('edge-1', 0, 3_000).looks).toBe(1);
  watch.restart('edge-1', 4_000);
  expect(watch.seen('edge-1', 0, 4_000)).toMatchObject({ looks: 0, requests: 0 });
});

test('of a report only what came after the edge was steered counts, and requests that went badly count as seen', () => {
  const watch = openReturnWatch(0);
  watch.restart('edge-1', 100_000);
  watch.saw({ ...report, good: 30, atMs: 110_000 });
  expect(watch.seen('edge-1', 0, 110_000).requests).toBeCloseTo(10);
  watch.saw({ ...report, bad: 2, overMs: 300, atMs: 111_000 });
  expect(watch.seen('edge-1', 0, 111_000).requests).toBeCloseTo(12);
});

test('so many networks are due as their clients spread by share, once they had time to tell', () => {
  const watch = openReturnWatch(0);
  const tell = (atMs: number, many: number) => {
    for (let one = 0; one < many; one++)
      watch.saw({ ...report, edge: 'edge-2', network: `network ${one}`, good: 20, atMs });
  };
  tell(100_000, 200);
  watch.restart('edge-1', 100_000);
  expect(watch.seen('edge-1', 0.05, 100_000).networksDue).toBe(0);
  expect(watch.seen('edge-1', 0.05, 115_000).networksDue).toBeCloseTo(5);
  tell(130_000, 100);
  expect(watch.seen('edge-1', 0.05, 150_000).networksDue).toBeCloseTo(10);
  // A hundred told nothing for a minute.
  expect(watch.seen('edge-1', 0.05, 161_000).networksDue).toBeCloseTo(5);
  tell(161_000, 5_000);
  expect(watch.seen('edge-1', 0.05, 161_000).networksDue).toBeCloseTo(50);
});

test('where no client tells anything, nothing is due', () => {
  const watch = openReturnWatch(0);
  for (let second = 0; second < 60; second++) watch.saw({ ...look, edge: 'edge-2', atMs: second * 1_000 });
  expect(watch.seen('edge-1', 0.5, 60_000).networksDue).toBe(0);
});
