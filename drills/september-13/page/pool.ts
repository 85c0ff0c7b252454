import { dotsOf } from '../figures/dots.ts';
import type { Figures } from '../figures/figures.ts';
import { quantiles } from '../figures/quantiles.ts';
import type { RunResult } from '../run-profile.ts';

type Runs = readonly RunResult[];

export function total(runs: Runs, pick: (one: Figures) => number): number {
  return runs.reduce((sum, { figures }) => sum + pick(figures), 0);
}

/** A share of all requests of all runs, from what each run knows of its own; null when there are none. */
export function weighted(
  runs: Runs,
  { share, of }: { readonly share: (one: Figures) => number; readonly of: (one: Figures) => number },
): number | null {
  const all = total(runs, of);
  return all === 0 ? null : total(runs, (one) => share(one) * of(one)) / all;
}

/** Milliseconds, of all requests that were begun while an edge was gray, in all of these runs; null when there are none. */
export function pooledP99(runs: Runs, name: 'ours' | 'plain' | 'haproxy'): number | null {
  const latencies = runs.flatMap(({ dots, phases }) =>
    dotsOf(dots, name)
      .filter(({ atMs }) => atMs >= phases.grayFrom && atMs < phases.grayTo)
      .map(({ milliseconds }) => milliseconds),
  );
  return quantiles(latencies).p99;
}

/** The least and the most that a profile has. */
export function failedShares(runs: Runs, way: 'plain' | 'haproxy'): string {
  return range(
    byProfile(runs).flatMap((of) => {
      const rows = of.flatMap(({ figures }) => figures.ways[way] ?? []);
      const requests = rows.reduce((sum, one) => sum + one.requests, 0);
      return requests === 0 ? [] : [rows.reduce((sum, one) => sum + one.failed, 0) / requests];
    }),
    percent,
  );
}

export function slowest(runs: Runs, way: 'plain' | 'haproxy'): string {
  const seconds = byProfile(runs).flatMap((of) => pooledP99(of, way) ?? []);
  return range(
    seconds.map((ms) => ms / 1_000),
    (one) => `${one.toFixed(1)} s`,
  );
}

/** `3 to 5`, `3` when they are equally large, a dash when there are none. */
export function range(values: readonly number[], inWords: (value: number) => string): string {
  if (values.length === 0) return '–';
  const [least, most] = [inWords(Math.min(...values)), inWords(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

export const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const byProfile = (runs: Runs) => [...Map.groupBy(runs, ({ profile }) => profile).values()];
