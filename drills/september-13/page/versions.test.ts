import { expect, test } from 'vitest';
import type { RunResult } from '../run-profile.ts';
import { changedSince, versionsOf } from './versions.ts';

const run = (commit: string | null, startedAt: string) =>
  ({ versions: { commit, node: 'v24.0.0' }, startedAt }) as unknown as RunResult;

test('the page says of which sources its runs are, since when, and how much changed in between', () => {
  const { rows } = versionsOf(
    [
      run('bbbbbbb', '2026-01-02T10:00:30.000Z'),
      run('aaaaaaa+', '2026-01-01T10:00:00.000Z'),
      run('bbbbbbb', '2026-01-03T10:00:00.000Z'),
      run(null, '2026-01-04T10:00:00.000Z'),
    ],
    (from, to) => (from === 'aaaaaaa' && to === 'bbbbbbb' ? 3 : null),
  );
  expect(rows).toEqual([
    ['aaaaaaa+', '1', '2026-01-01 10:00', '2026-01-01 10:00', '–'],
    ['bbbbbbb', '2', '2026-01-02 10:00', '2026-01-03 10:00', '3 since aaaaaaa+'],
    ['unknown', '1', '2026-01-04 10:00', '2026-01-04 10:00', '–'],
  ]);
});

test('what changed after the last run is said', () => {
  const runs = [run('bbbbbbb+', '2026-01-03T10:00:00.000Z'), run('aaaaaaa', '2026-01-01T10:00:00.000Z')];
  expect(changedSince(runs, (from, to) => (from === 'bbbbbbb' && to === 'HEAD' ? 4 : null))).toContain('4 commits');
  expect(changedSince(runs, () => 0)).toContain('Neither');
  expect(changedSince(runs, () => null)).toBe('');
});
