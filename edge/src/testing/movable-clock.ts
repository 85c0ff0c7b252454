import type { EdgeClock } from '../clock.ts';

export interface MovableClock extends EdgeClock {
  move(milliseconds: number): void;
}

/** Stands still until it is moved. */
export function movableClock(start: string): MovableClock {
  let ms = Date.parse(start);
  return {
    now: () => new Date(ms),
    monotonicMilliseconds: () => ms,
    move: (milliseconds) => {
      ms += milliseconds;
    },
  };
}
