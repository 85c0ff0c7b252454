import { expect, test } from 'vitest';
import { openReturnWatch } from './watch-return.ts';

const look = { edge: 'edge-1', witness: 'probe', good: 1, bad: 0, overMs: 0 } as const;
const report = { edge: 'edge-1', witness: 'client', good: 0, bad: 0, overMs: 30_000 } as const;

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

test('what is due follows from what clients tell of all edges, the share, and how long reports take', () => {
  const watch = openReturnWatch(0);
  // Twenty requests a second, told by thirty clients of whom one reports each second.
  const tell = (fromSecond: number, toSecond: number) => {
    for (let second = fromSecond; second < toSecond; second++)
      watch.saw({ ...report, edge: 'edge-2', good: 20, atMs: second * 1_000 });
  };
  tell(0, 300);
  watch.restart('edge-1', 300_000);
  expect(watch.seen('edge-1', 0.05, 300_000).due).toBe(0);
  tell(300, 310);
  expect(watch.seen('edge-1', 0.05, 310_000).due).toBeCloseTo(1.67, 1);
  tell(310, 360);
  const { due } = watch.seen('edge-1', 0.05, 360_000);
  expect(due).toBeGreaterThan(43);
  expect(due).toBeLessThan(46);
  expect(watch.seen('edge-1', 0, 360_000).due).toBe(0);
});

test('where no client tells anything, nothing is due', () => {
  const watch = openReturnWatch(0);
  watch.restart('edge-1', 0);
  for (let second = 0; second < 60; second++) watch.saw({ ...look, edge: 'edge-2', atMs: second * 1_000 });
  expect(watch.seen('edge-1', 0.5, 60_000).due).toBe(0);
});
