import type { EdgeClock } from '../clock.ts';

/**
 * Time for intervals: it begins as the wall's and then goes on by itself, whatever somebody sets the clock to. Moments on record are the wall's; what
 * lies in its future was written by a clock that was ahead, and counts as now.
 */
export interface SteadyTime {
  now(): number;
  fromWall(wallMs: number): number;
  toWall(steadyMs: number): number;
}

/** 0 is never, in both. */
export function openSteadyTime(clock: EdgeClock): SteadyTime {
  const beganMs = clock.now().getTime() - clock.monotonicMilliseconds();
  const now = () => beganMs + clock.monotonicMilliseconds();
  const wall = () => clock.now().getTime();
  return {
    now,
    fromWall: (wallMs) => (wallMs === 0 ? 0 : now() - Math.max(0, wall() - wallMs)),
    toWall: (steadyMs) => (steadyMs === 0 ? 0 : Math.round(wall() - (now() - steadyMs))),
  };
}
