import type { RealClock } from '../clock/index.ts';

/** Real time as a test says it is. */
export interface TestClock extends RealClock {
  set(instant: Date): void;
  advance(seconds: number): void;
}

export function openTestClock(start = new Date('2026-11-23T05:00:00Z')): TestClock {
  let current = start;
  return {
    now: () => current,
    set(instant) {
      current = instant;
    },
    advance(seconds) {
      current = new Date(current.getTime() + seconds * 1_000);
    },
  };
}
