import type { ClientClock } from './clock.ts';

/** `stop` aborts after so long, with that reason, unless `done` was aborted before. */
export function within(clock: ClientClock, milliseconds: number, reason?: unknown) {
  const stop = new AbortController();
  const done = new AbortController();
  clock.sleep(milliseconds, done.signal).then(
    () => stop.abort(reason),
    () => {},
  );
  return { stop, done };
}
