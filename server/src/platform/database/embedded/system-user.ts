import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { StartRefused } from '../../start-refused.ts';

/** The account PostgreSQL runs under when the platform itself runs as root, which PostgreSQL refuses. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const userName = 'postgres';

/** The account to run PostgreSQL under, made when the machine has none; null when the platform is not root. */
export function chooseSystemUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const found = findUser(userName) ?? createUser();
  if (found === null) {
    throw new StartRefused(
      `The embedded PostgreSQL does not run as root, and an account '${userName}' for it could neither be found nor made.`,
      `Make one (useradd --system ${userName}), start as a plain user, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  return found;
}

/** Tells by trying, as the account itself, whether it may enter (`x`), read (`r`) or write (`w`) a path. */
export function mayReach(user: SystemUser, path: string, right: 'r' | 'w' | 'x'): boolean {
  return spawnSync('/usr/bin/test', [`-${right}`, path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
}

function findUser(name: string): SystemUser | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { name, uid: Number(uid), gid: Number(gid) };
}

function createUser(): SystemUser | null {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', userName]],
    ['adduser', ['-S', '-D', '-H', userName]],
  ];
  for (const [command, args] of attempts) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return findUser(userName);
  }
  return null;
}
