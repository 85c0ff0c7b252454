import type { Socket } from 'node:net';
import type pg from 'pg';

/**
 * Statements that are said in one turn of the event loop leave in one write. Each would be a call of the operating system of its own, and those take
 * about half of what a request costs this process. The server answers them in their order, each for itself.
 */
export function leaveTogether(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    const ask = client.query.bind(client) as (...given: unknown[]) => unknown;
    let isHeld = false;
    const together = (...given: unknown[]): unknown => {
      if (!isHeld) {
        isHeld = true;
        stream.cork();
        process.nextTick(() => {
          isHeld = false;
          stream.uncork();
        });
      }
      return ask(...given);
    };
    client.query = together as typeof client.query;
  });
}
