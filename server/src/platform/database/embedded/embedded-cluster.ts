import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { StartRefused } from '../../start-refused.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type ConnectionTarget, FolderLock } from './folder-lock.ts';
import { type ClusterFolders, prepareFolders } from './folders.ts';
import { isAlive, readPostmasterFile } from './postmaster-file.ts';
import { chooseSystemUser, type SystemUser } from './system-user.ts';

export interface ClusterOptions {
  readonly dataFolder: string;
  /** `-c name=value` for the server, on top of the platform's own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when the database died and was started again, and when an attempt at it failed. */
  readonly onRestart?: (error: Error | null) => void;
}

export interface EmbeddedCluster {
  readonly connection: ConnectionTarget;
  /** True when a PostgreSQL that an earlier platform had left running was taken over. */
  readonly adopted: boolean;
  readonly pid: number;
  /** Stops the database: the last step of a clean stop. */
  stop(): Promise<void>;
}

const superuser = 'roundsman';
const port = 5432;
const patienceMilliseconds = 60_000;
const superviseEveryMilliseconds = 1_000;

const ownSettings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: '128MB',
  // A new installation grows from nothing to thousands of rows in its first minute: plans made for empty tables should not outlive it.
  autovacuum_naptime: '5s',
};

/**
 * Starts the PostgreSQL of a data folder, or takes over the one that is already running on it. It lives in a process
 * group of its own, so neither Ctrl-C nor the platform's death ends it. One platform a folder: the first holds a lock
 * in the database itself, which ends with its connection.
 * Errors: `StartRefused` when the machine or the folder does not allow it, or another platform holds the folder.
 */
export async function startEmbeddedCluster(options: ClusterOptions): Promise<EmbeddedCluster> {
  const user = chooseSystemUser();
  const binaries = findBinaries(user);
  const folders = prepareFolders(options.dataFolder, user);
  initialise(binaries, folders, user);
  refuseOtherMajor(binaries, folders);

  const start = () => startOrAdopt({ binaries, folders, user, settings: { ...ownSettings, ...options.settings } });
  let running = await start();
  const connection = { host: folders.socket, port, user: superuser, database: 'postgres' };
  const lock = new FolderLock(connection, options.dataFolder);
  await lock.take();

  let stopping = false;
  const supervision = (async () => {
    while (!stopping) {
      await sleep(superviseEveryMilliseconds, undefined, { ref: false });
      if (stopping) return;
      try {
        if (!isAlive(running.pid)) {
          running = await start();
          options.onRestart?.(null);
        }
        if (!lock.held) await lock.take();
      } catch (error) {
        options.onRestart?.(error as Error);
      }
    }
  })();

  return {
    connection,
    adopted: running.adopted,
    get pid() {
      return running.pid;
    },
    async stop() {
      stopping = true;
      await lock.release();
      await stopPostmaster(running.pid);
      void supervision;
    },
  };
}

/** initdb works beside its final place and is moved there whole, so a cut-off first start leaves nothing half-made. */
function initialise(binaries: Binaries, folders: ClusterFolders, user: SystemUser | null): void {
  if (existsSync(folders.cluster)) return;
  const args = ['-D', folders.unfinished, '-U', superuser, '-A', 'trust', '-E', 'UTF8', '--no-instructions'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const made = spawnSync(binaries.initdb, [...args, ...locale], { ...asUser(user), encoding: 'utf8' });
  if (made.status !== 0) {
    rmSync(folders.unfinished, { recursive: true, force: true });
    throw new StartRefused(
      `The embedded PostgreSQL could not set up its data folder: ${(made.stderr || String(made.error)).trim()}`,
      'Check that the disk has space and that the data folder can be written, or set DATABASE_URL.',
    );
  }
  try {
    renameSync(folders.unfinished, folders.cluster);
  } catch (error) {
    rmSync(folders.unfinished, { recursive: true, force: true });
    if (!existsSync(folders.cluster)) throw error;
  }
}

function refuseOtherMajor(binaries: Binaries, folders: ClusterFolders): void {
  const major = Number.parseInt(readFileSync(join(folders.cluster, 'PG_VERSION'), 'utf8'), 10);
  if (major === binaries.major) return;
  throw new StartRefused(
    `The data folder was made by PostgreSQL ${major}, and this platform comes with ${binaries.major}.`,
    `Dump it with pg_dump ${major} and restore it into a new data folder, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

interface StartPlan {
  readonly binaries: Binaries;
  readonly folders: ClusterFolders;
  readonly user: SystemUser | null;
  readonly settings: Readonly<Record<string, string>>;
}

/** Each turn either finds a server that answers, waits for one on its way up or down, or starts one. */
async function startOrAdopt(plan: StartPlan): Promise<{ pid: number; adopted: boolean }> {
  const { cluster, socket, log } = plan.folders;
  let child: ChildProcess | null = null;
  for (let waited = 0; waited < patienceMilliseconds; waited += 25) {
    const file = readPostmasterFile(cluster);
    if (file !== null && isAlive(file.pid) && (await answersFor(file.socketFolder || socket, cluster))) {
      if (file.socketFolder !== socket) throw movedFolder(plan.folders, file.socketFolder);
      return { pid: file.pid, adopted: child?.pid !== file.pid };
    }
    if (child !== null && child.exitCode !== null && (file === null || !isAlive(file.pid))) {
      throw new StartRefused(
        `The embedded PostgreSQL ended while starting: ${lastLines(log)}`,
        `Its whole log is ${log}. Setting DATABASE_URL uses a PostgreSQL of your own instead.`,
      );
    }
    if (child === null && (file === null || !isAlive(file.pid))) child = launch(plan);
    await sleep(25);
  }
  throw new StartRefused(
    `The embedded PostgreSQL did not answer within ${patienceMilliseconds / 1000} s: ${lastLines(log)}`,
    `See ${log}; a recovery after a power cut may take longer, then start again.`,
  );
}

function launch(plan: StartPlan): ChildProcess {
  const { folders, settings, user } = plan;
  const output = openSync(folders.log, 'a');
  if (user !== null) fchownSync(output, user.uid, user.gid);
  const options = Object.entries({ ...settings, unix_socket_directories: folders.socket });
  const args = ['-D', folders.cluster, '-p', String(port), ...options.flatMap(([k, v]) => ['-c', `${k}=${v}`])];
  const child = spawn(plan.binaries.postgres, args, {
    ...asUser(user),
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.on('error', () => {});
  child.unref();
  return child;
}

/** A working folder that both accounts may stand in: PostgreSQL refuses to start in one it cannot read. */
function asUser(user: SystemUser | null) {
  return {
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC' },
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  };
}

/** True when the server behind the socket answers and serves this very folder. */
async function answersFor(socketFolder: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, port, user: superuser, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    const [served, own] = [statSync(rows[0]!.data_directory), statSync(cluster)];
    return served.ino === own.ino && served.dev === own.dev;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function movedFolder(folders: ClusterFolders, socketFolder: string): StartRefused {
  return new StartRefused(
    `A PostgreSQL is running on the data folder ${folders.cluster}, but listens at ${socketFolder}: the folder was moved or is reached by another path.`,
    'Start with the DATA_DIR it was started with, or stop that PostgreSQL first.',
  );
}

async function stopPostmaster(pid: number): Promise<void> {
  const signals: [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 2_000],
  ];
  for (const [signal, patience] of signals) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < patience && isAlive(pid); waited += 20) await sleep(20);
  }
}

function lastLines(file: string): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.trim().split('\n').slice(-4).join(' | ') || 'its log is empty';
}
