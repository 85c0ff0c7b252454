import { spawnSync } from 'node:child_process';

/** What was measured. */
export interface Versions {
  /** Of the sources, short; null outside a clone, with `+` when they were changed since. */
  readonly commit: string | null;
  readonly node: string;
}

export function readVersions(): Versions {
  const commit = git('rev-parse', '--short', 'HEAD');
  const changed = git('status', '--porcelain', '--untracked-files=no');
  return { commit: commit === null ? null : `${commit}${changed ? '+' : ''}`, node: process.version };
}

/** The commit that changed these folders last, their tests aside; null outside a clone. */
export const lastChangeOf = (folders: readonly string[]): string | null =>
  git('log', '-1', '--format=%h', '--', ...folders.map((folder) => `:/${folder}`), ':(top,exclude)*.test.ts') || null;

function git(...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? stdout.trim() : null;
}
