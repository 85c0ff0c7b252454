import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { sharedFolder } from './binaries.ts';
import { chooseSystemUser, mayReach } from './system-user.ts';

export interface DataFolder {
  readonly folder: string;
  /** Why it is not where one would look for it. */
  readonly moved: string | null;
}

/**
 * The data folder: the one asked for, or `data` in the project. When the platform runs as root in a closed home, where
 * the database's account cannot go, the default moves to /var/lib; a folder that was asked for is never moved.
 */
export function chooseDataFolder(wanted: string | null, project: string): DataFolder {
  if (wanted !== null) return { folder: resolve(wanted), moved: null };
  const folder = join(project, 'data');
  const user = chooseSystemUser();
  if (user === null || mayReach(user, existing(folder), 'x')) return { folder, moved: null };
  const digest = createHash('sha256').update(project).digest('hex').slice(0, 8);
  const open = join(sharedFolder, `${basename(project)}-${digest}`);
  mkdirSync(open, { recursive: true, mode: 0o755 });
  return { folder: open, moved: `The account '${user.name}' cannot enter ${project}, so the data is kept in ${open}.` };
}

function existing(path: string): string {
  return existsSync(path) ? path : existing(dirname(path));
}
