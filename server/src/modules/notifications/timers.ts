import type { TimerHandler } from '../../platform/timers/index.ts';
import { dueTimer } from './decide/due-times.ts';
import type { DecideOptions } from './decide/options.ts';
import { releaseTimer } from './sending/release-held.ts';

/** What comes by time: triggers that hang on a promise or wait for a correction, and messages held by quiet hours. */
export const notificationTimers = (options: DecideOptions): TimerHandler[] => [dueTimer(options), releaseTimer];
