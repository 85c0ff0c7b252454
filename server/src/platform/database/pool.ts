import pg from 'pg';

import { type CutLineOptions, closeCutLines } from './cut-lines.ts';
import type { ConnectionTarget } from './embedded/folder-lock.ts';
import { leaveTogether } from './leave-together.ts';
import { nameStatements } from './named-statements.ts';
import { connectionTo } from './primary-host.ts';

/** Where the database is: a URL of one's own, or the embedded server's socket. */
export type DatabaseTarget = { readonly url: string } | ConnectionTarget;

export interface PoolOptions {
  /** Most connections; one process with every role needs about 20. */
  readonly connections?: number;
  readonly applicationName?: string;
  /** A connection that broke; the pool replaces it by itself. */
  readonly onError?: (error: Error) => void;
  readonly cutLines?: CutLineOptions;
}

const CONNECT_MILLISECONDS = 10_000;
/** A new connection reads the catalogue and plans each statement five times anew before it keeps a plan: those of a burst are kept for the next one. */
const IDLE_MILLISECONDS = 600_000;

export function clientConfig(target: DatabaseTarget): pg.ClientConfig {
  const budget = { connectionTimeoutMillis: CONNECT_MILLISECONDS };
  return { ...('url' in target ? connectionTo(target.url) : target), ...budget };
}

/** Connections that survive the database going away and coming back: each broken one is dropped and replaced on demand. */
export function openPool(target: DatabaseTarget, options: PoolOptions = {}): pg.Pool {
  const report = (error: Error) => options.onError?.(error);
  const pool = new pg.Pool({
    ...clientConfig(target),
    max: options.connections ?? 20,
    application_name: options.applicationName ?? 'roundsman',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: IDLE_MILLISECONDS,
    statement_timeout: 60_000,
    // The server's own limit says nothing when the server is gone without a word: a cut line, a machine that was replaced.
    query_timeout: 65_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    // What is asked together is sent without waiting for the answers one by one.
    pipeline: true,
  });
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  leaveTogether(pool);
  nameStatements(pool);
  closeCutLines(pool, clientConfig(target), options.cutLines);
  return pool;
}
