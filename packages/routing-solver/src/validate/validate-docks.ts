import type { Problem } from '../problem.ts';
import type { FaultList } from './fault-list.ts';
import { validateWindow } from './validate-windows.ts';

const MOST_DOCKS = 1000;
const LONGEST_LOADING = 86_400;

/** Where vehicles load, so many at once. */
export function validateDocks({ docks = [], places }: Problem, list: FaultList): void {
  const seen = new Set<number>();
  for (const [index, { placeIndex, count, loadSeconds, windows = [], price }] of docks.entries()) {
    const field = `docks[${index}]`;
    list.integer(`${field}.placeIndex`, placeIndex, 0, places.length - 1);
    list.integer(`${field}.count`, count, 1, MOST_DOCKS);
    list.integer(`${field}.loadSeconds`, loadSeconds, 0, LONGEST_LOADING);
    list.optionalFinite(`${field}.price`, price);
    if (seen.has(placeIndex))
      list.add(`${field}.placeIndex`, 'duplicate', 'Two entries are about the docks of one place.');
    seen.add(placeIndex);
    for (const [at, window] of windows.entries()) validateWindow(`${field}.windows[${at}]`, window, list);
  }
}
