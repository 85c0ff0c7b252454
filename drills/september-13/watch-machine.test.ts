import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { busyWhileGray, watchMachine } from './watch-machine.ts';

it('tells how busy processors were while an edge was gray, apart from what came before and after', () => {
  const samples = [
    { atMs: 0, ticks: { busy: 0, all: 0 } },
    { atMs: 1_000, ticks: { busy: 200, all: 200 } },
    { atMs: 2_000, ticks: { busy: 240, all: 400 } },
    { atMs: 3_000, ticks: { busy: 260, all: 600 } },
    { atMs: 4_000, ticks: { busy: 460, all: 800 } },
  ];
  expect(busyWhileGray(samples, { grayFrom: 900, grayTo: 3_100 })).toBe(0.15);
  expect(busyWhileGray(samples, { grayFrom: 3_100, grayTo: 4_100 })).toBeNull();
  expect(busyWhileGray([{ atMs: 0, ticks: null }, ...samples], { grayFrom: 0, grayTo: 500 })).toBeNull();
});

it.runIf(existsSync('/proc/stat'))('looks at the machine every second until it is asked', async () => {
  const use = watchMachine();
  await new Promise((resolve) => setTimeout(resolve, 2_300));
  const { busyShareWhileGray } = use({ grayFrom: 900, grayTo: 2_300 });
  expect(busyShareWhileGray).not.toBeNull();
  expect(busyShareWhileGray).toBeLessThanOrEqual(1);
});
