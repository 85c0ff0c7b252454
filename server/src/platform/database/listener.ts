import pg from 'pg';

import type { Log } from '../log/index.ts';
import { clientConfig, type DatabaseTarget } from './pool.ts';

/** Words between the platform's processes over LISTEN/NOTIFY: hints that may be lost, never the only copy of anything. */
export interface ProcessChannel {
  /** Called for each notice of the channel, this process's own included. Returns how to stop. */
  listen(channel: string, hear: (payload: string) => void): () => void;
  /** Called after a time without connection, when notices may have been missed. Returns how to stop. */
  onReconnect(run: () => void): () => void;
  close(): Promise<void>;
}

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 5_000;
/** A line that was cut without a word is found out by asking: nothing else would ever come over it. */
const heartbeatMilliseconds = 10_000;
const heartbeatBudgetMilliseconds = 5_000;

/** One connection for every channel of the process; it comes back by itself when the database does. */
export async function openProcessChannel(target: DatabaseTarget, log: Log): Promise<ProcessChannel> {
  const hearers = new Map<string, Set<(payload: string) => void>>();
  const reconnectHooks = new Set<() => void>();
  let client: pg.Client | null = null;
  let closed = false;
  let reconnecting: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      ...clientConfig(target),
      application_name: 'roundsman listener',
      keepAlive: true,
      query_timeout: heartbeatBudgetMilliseconds,
    });
    next.on('error', () => {});
    next.on('notification', (notice) => {
      for (const hear of hearers.get(notice.channel) ?? []) hear(notice.payload ?? '');
    });
    const lost = () => {
      clearInterval(heartbeat);
      if (client !== next) return;
      client = null;
      reconnectAfter(firstPauseMilliseconds);
    };
    let heartbeat: NodeJS.Timeout | undefined;
    next.on('end', lost);
    await next.connect();
    for (const channel of hearers.keys()) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    client = next;
    heartbeat = setInterval(() => {
      next.query('SELECT 1').catch(() => {
        lost();
        next.end().catch(() => {});
      });
    }, heartbeatMilliseconds);
    heartbeat.unref();
  }

  function reconnectAfter(milliseconds: number): void {
    if (reconnecting !== null || closed) return;
    reconnecting = setTimeout(() => void reconnect(milliseconds), milliseconds);
  }

  async function reconnect(paused: number): Promise<void> {
    reconnecting = null;
    try {
      await connect();
      for (const hook of reconnectHooks) hook();
    } catch (error) {
      log.debug({ err: error }, 'the listening connection is not back yet');
      reconnectAfter(Math.min(paused * 2, longestPauseMilliseconds));
    }
  }

  await connect();
  return {
    listen(channel, hear) {
      const known = hearers.get(channel);
      if (known) known.add(hear);
      else {
        hearers.set(channel, new Set([hear]));
        client
          ?.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
          .catch((error) => log.debug({ err: error }, 'LISTEN failed'));
      }
      return () => hearers.get(channel)?.delete(hear);
    },
    onReconnect(run) {
      reconnectHooks.add(run);
      return () => reconnectHooks.delete(run);
    },
    async close() {
      closed = true;
      if (reconnecting !== null) clearTimeout(reconnecting);
      await client?.end().catch(() => {});
    },
  };
}
