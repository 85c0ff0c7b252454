import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../e2e/harness/platform.ts';
import { databaseAccount, findPostgresql15 } from '../../scripts/testing/postgresql-15.mjs';

export interface PostgresServer {
  /** Of the server's database, over TCP. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface PostgresPair {
  /** Both, as `DATABASE_URL` takes them. */
  readonly url: string;
  /** The second alone, which is left when the first was killed. */
  readonly standbyUrl: string;
  killPrimary(): Promise<void>;
  promoteStandby(): Promise<void>;
  close(): Promise<void>;
}

const DATABASE = 'roundsman';
const PATIENCE_MS = 60_000;

/** A PostgreSQL 15 of the machine, over TCP on loopback, as durable as in production. Throws where there is none. */
export async function openPostgres(): Promise<PostgresServer> {
  const { home, tool } = place();
  tool('initdb', ['-D', join(home, 'primary'), '-U', 'roundsman', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
  const server = await start(home, 'primary');
  await ask(server.port, 'postgres', `CREATE DATABASE ${DATABASE}`);
  return {
    url: `postgresql://roundsman@127.0.0.1:${server.port}/${DATABASE}`,
    port: server.port,
    close: async () => {
      await end(server.child, 'SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Two with streaming replication. A commit is acknowledged when both have it: what users were promised survives the loss of either. */
export async function openPostgresPair(): Promise<PostgresPair> {
  const { home, tool } = place();
  tool('initdb', ['-D', join(home, 'primary'), '-U', 'roundsman', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
  const primary = await start(home, 'primary', { synchronous_standby_names: '' });
  await ask(primary.port, 'postgres', `CREATE DATABASE ${DATABASE}`);
  tool('pg_basebackup', [
    '-h',
    '127.0.0.1',
    '-p',
    String(primary.port),
    '-U',
    'roundsman',
    '-D',
    join(home, 'standby'),
    '-R',
    '-X',
    'stream',
    '-c',
    'fast',
  ]);
  const standby = await start(home, 'standby');
  await until(
    'replication',
    async () => (await ask(primary.port, 'postgres', 'SELECT 1 FROM pg_stat_replication')).length === 1,
  );
  await ask(primary.port, 'postgres', "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await ask(primary.port, 'postgres', 'SELECT pg_reload_conf()');
  return {
    url: `postgresql://roundsman@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/${DATABASE}?target_session_attrs=read-write`,
    standbyUrl: `postgresql://roundsman@127.0.0.1:${standby.port}/${DATABASE}`,
    // At once, all of it: SIGQUIT is the server's word for that, and takes its children along.
    killPrimary: () => end(primary.child, 'SIGQUIT'),
    promoteStandby: async () => {
      await ask(standby.port, 'postgres', 'SELECT pg_promote(true)');
    },
    close: async () => {
      await end(primary.child, 'SIGINT');
      await end(standby.child, 'SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

let account: { uid?: number; gid?: number } = {};
let folder = '';

function place() {
  const found = findPostgresql15();
  if (found.why !== undefined) throw new Error(`This drill needs a PostgreSQL 15: ${found.why}`);
  folder = found.folder;
  const home = mkdtempSync(join(tmpdir(), 'roundsman-drill-pg-'));
  account = databaseAccount(home);
  const tool = (program: string, args: readonly string[]) => {
    const { status, stderr, error } = spawnSync(join(folder, program), args, { ...account, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  };
  return { home, tool };
}

async function start(home: string, name: string, settings: Readonly<Record<string, string>> = {}) {
  const port = await freePort();
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: home,
    max_connections: '150',
    wal_level: 'replica',
    ...settings,
  };
  const { synchronous_standby_names: _, ...given } = all as Record<string, string>;
  const args = Object.entries(given).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const child = spawn(join(folder, 'postgres'), ['-D', join(home, name), ...args], { ...account, stdio: 'ignore' });
  await until(`PostgreSQL (${name})`, async () => (await ask(port, 'postgres', 'SELECT 1')).length === 1);
  return { child, port };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function ask(port: number, database: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'roundsman', database });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const late = performance.now() + PATIENCE_MS;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > late) throw new Error(`${what} did not come up within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
