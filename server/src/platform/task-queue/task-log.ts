import { Logger } from 'graphile-worker';

import type { Log } from '../log/index.ts';

/** For schema set-up, whose notices nobody needs. */
export const quietTaskLog = new Logger(() => () => {});

/** graphile-worker's own words in the platform's log; its chatter about idle workers stays at `trace`. */
export function taskLog(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const fields = { ...scope, ...(meta?.error === undefined ? {} : { err: meta.error }) };
    if (level === 'error') log.error(fields, message);
    else if (level === 'warning') log.warn(fields, message);
    else log.trace(fields, message);
  });
}
