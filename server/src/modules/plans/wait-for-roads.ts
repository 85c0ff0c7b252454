import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../../platform/index.ts';

const PAUSE_MILLISECONDS = 10_000;
/** Ten minutes: whoever waits longer plans again. */
const MOST_TRIES = 60;

/**
 * Asks the roads again while a service outside is down. `waiting` hears of each time, and says whether somebody wants it to end.
 * @throws Problem `roads_unavailable` when the time is over or nobody wants it any more; every other fault at once.
 */
export async function waitForRoads<Answer>(
  ask: () => Promise<Answer>,
  waiting: () => Promise<boolean>,
  pauseMilliseconds = PAUSE_MILLISECONDS,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const mayPass = error instanceof Problem && error.code === 'roads_unavailable';
      if (!mayPass || attempt === MOST_TRIES || (await waiting())) throw error;
    }
    await pause(pauseMilliseconds);
  }
}
