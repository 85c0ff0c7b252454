import type { EdgeClock } from '../clock.ts';

export interface MovableClock extends EdgeClock {
  move(milliseconds: number): void;
  /** Somebody sets the wall's clock, ahead or back; what measures intervals goes on. */
  set(byMilliseconds: number): void;
}

/** Stands still until it is moved. */
export function movableClock(start: string): MovableClock {
  let ms = Date.parse(start);
  let aheadMs = 0;
  return {
    now: () => new Date(ms + aheadMs),
    monotonicMilliseconds: () => ms,
    move: (milliseconds) => {
      ms += milliseconds;
    },
    set: (byMilliseconds) => {
      aheadMs += byMilliseconds;
    },
  };
}
