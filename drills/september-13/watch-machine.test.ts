import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { watchMachine } from './watch-machine.ts';

it.runIf(existsSync('/proc/stat'))(
  'tells how busy processors were while an edge was gray, apart from the rest',
  async () => {
    const use = watchMachine();
    await new Promise((resolve) => setTimeout(resolve, 2_300));
    const never = { grayFrom: 60_000, grayTo: 90_000 };
    const machine = use({ grayFrom: 0, grayTo: 2_300 });
    expect(machine.busyShareWhileGray).toBeGreaterThan(0);
    expect(machine.busyShareWhileGray).toBeLessThanOrEqual(1);
    expect(watchMachine()(never).busyShareWhileGray).toBeNull();
  },
);
