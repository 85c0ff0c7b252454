export type { DueTimer, RunningTimers, TimerHandler, TimerOptions } from './run-timers.ts';
export { runTimers } from './run-timers.ts';
