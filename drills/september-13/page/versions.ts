import { spawnSync } from 'node:child_process';
import type { RunResult } from '../run-profile.ts';
import type { Summary } from './summarise.ts';

/** What the drill measures: sources that may have changed while its runs were collected. */
const MEASURED = ['packages/client/src', 'edge/src'];

/** Commits to what is measured from one version to the next; null where the history does not tell. */
export type CountChanges = (from: string, to: string) => number | null;

/** Of which sources the runs are, in the order of their first run, and how much of what they measure had changed since the version before. */
export function versionsOf(results: readonly RunResult[], countChanges: CountChanges = askGit): Summary {
  const groups = [...Map.groupBy(results, ({ versions }) => versions.commit ?? 'unknown')]
    .map(([commit, runs]) => ({ commit, times: runs.map(({ startedAt }) => startedAt).toSorted() }))
    .toSorted((a, b) => (a.times[0]! < b.times[0]! ? -1 : 1));
  return {
    heads: ['sources', 'runs', 'first begun', 'last begun', 'commits to client library and edge program since'],
    rows: groups.map(({ commit, times }, at) => {
      const before = groups[at - 1];
      const changes = before ? countChanges(bare(before.commit), bare(commit)) : null;
      return [
        commit,
        String(times.length),
        minute(times[0]!),
        minute(times.at(-1)!),
        before && changes !== null ? `${changes} since ${before.commit}` : '–',
      ];
    }),
  };
}

/** How much of what is measured changed after the last run was made, in words; empty when the history does not tell. */
export function changedSince(results: readonly RunResult[], countChanges: CountChanges = askGit): string {
  const newest = results.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]?.versions.commit;
  const changes = newest ? countChanges(bare(newest), 'HEAD') : null;
  if (changes === null) return '';
  if (changes === 0)
    return 'Neither client library nor edge program changed between the last run and the writing of this page.';
  return `Between the last run and the writing of this page ${changes} commits changed the client library or the edge program: what they do is not in these figures yet.`;
}

/** Without the mark that sources were changed since. */
const bare = (commit: string) => commit.replace('+', '');
const minute = (iso: string) => iso.slice(0, 16).replace('T', ' ');

function askGit(from: string, to: string): number | null {
  const { status, stdout } = spawnSync(
    'git',
    ['rev-list', '--count', `${from}...${to}`, '--', ...MEASURED.map((path) => `:/${path}`)],
    { cwd: import.meta.dirname, encoding: 'utf8', timeout: 10_000 },
  );
  return status === 0 ? Number(stdout.trim()) : null;
}
