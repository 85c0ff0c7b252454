import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { StartRefused } from '../../start-refused.ts';
import { mayReach, type SystemUser } from './system-user.ts';

export interface ClusterFolders {
  /** PGDATA. */
  readonly cluster: string;
  /** Where initdb works before its result is moved to `cluster` in one step. */
  readonly unfinished: string;
  /** Holds the Unix socket; open to the database's account (and root) alone, which is what guards the database. */
  readonly socket: string;
  readonly log: string;
}

/** `sockaddr_un` holds 104 bytes on macOS, 108 on Linux, and the socket's own file name takes some. */
const longestSocketFolder = 80;

/** Makes `<dataFolder>/postgres` for the account that runs the database; refuses a place that account cannot enter. */
export function prepareFolders(dataFolder: string, user: SystemUser | null): ClusterFolders {
  const home = join(dataFolder, 'postgres');
  mkdirSync(home, { recursive: true });
  giveTo(user, home);
  if (user !== null && !mayReach(user, home, 'w')) {
    throw new StartRefused(
      `PostgreSQL runs as '${user.name}' because the platform runs as root, and that account cannot enter the data folder ${dataFolder}: a folder above it is closed.`,
      'Set DATA_DIR to a folder that others may pass through (for example /var/lib/roundsman/data), or start the platform as a plain user.',
    );
  }
  const inside = join(home, 'socket');
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const socket = Buffer.byteLength(inside) <= longestSocketFolder ? inside : `/tmp/roundsman-${digest}`;
  mkdirSync(socket, { recursive: true, mode: 0o700 });
  giveTo(user, socket);
  return {
    cluster: join(home, 'cluster'),
    unfinished: join(home, `initdb-${process.pid}`),
    socket,
    log: join(home, 'postgres.log'),
  };
}

function giveTo(user: SystemUser | null, folder: string): void {
  if (user !== null) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
}
