import type { TimerHandler } from '../../platform/timers/index.ts';
import { dueTimer } from './decide/due-times.ts';
import type { DecideOptions } from './decide/options.ts';
import { unseenTimer } from './push/index.ts';
import { releaseTimer } from './sending/release-held.ts';

/** What comes by time: triggers that hang on a promise or wait for a correction, messages held by quiet hours, and pushes that nobody saw. */
export const notificationTimers = (options: DecideOptions): TimerHandler[] => [
  dueTimer(options),
  releaseTimer,
  unseenTimer,
];
