import type { ClientClock } from '../clock.ts';

export interface VirtualClock extends ClientClock {
  /** Lets so much time pass, waking sleepers in order; resolves when everything they caused has run. */
  pass(milliseconds: number): Promise<void>;
}

interface Sleeper {
  readonly at: number;
  readonly place: number;
  wake(): void;
}

/** Time that passes only when it is told to: a minute of timers takes no time and always comes out the same. */
export function virtualClock(startEpoch = Date.parse('2026-09-13T11:20:00Z')): VirtualClock {
  let now = 0;
  let places = 0;
  const sleepers = new Set<Sleeper>();
  /** Lets every promise that can settle do so. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    epochMilliseconds: () => startEpoch + now,
    monotonicMilliseconds: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          at: now + Math.max(0, milliseconds),
          place: places++,
          wake: () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    async pass(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        await settle();
        const due = [...sleepers].filter(({ at }) => at <= until);
        if (due.length === 0) break;
        const first = due.reduce((a, b) => (b.at < a.at || (b.at === a.at && b.place < a.place) ? b : a));
        sleepers.delete(first);
        now = Math.max(now, first.at);
        first.wake();
      }
      now = until;
    },
  };
}
