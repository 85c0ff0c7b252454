import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Dots, dotsOf } from './figures/dots.ts';
import { fileOf } from './plan-runs.ts';
import type { RunOptions, RunResult } from './run-profile.ts';

/** The seed whose run stands for its profile in pictures. */
export const PICTURED = 1;

/** The runs that are there, one JSON each. */
export interface KeptRuns {
  has(run: RunOptions): boolean;
  read(run: RunOptions): RunResult | null;
  write(result: RunResult): void;
}

/**
 * Each run whole in `folder`. With `forGood` it is kept there too, a third as large: of the single requests those begun while an edge was gray, which
 * the table pools; the others are only in a run's picture, so the first of each profile and rate, which is pictured, keeps all.
 */
export function openKeptRuns(folder: string, forGood: string | null): KeptRuns {
  const folders = forGood === null ? [folder] : [folder, forGood];
  const find = (run: RunOptions) => folders.map((one) => fileOf(one, run)).find((file) => existsSync(file));
  return {
    has: (run) => find(run) !== undefined,
    read(run) {
      const file = find(run);
      if (file === undefined) return null;
      const result = JSON.parse(readFileSync(file, 'utf8')) as RunResult;
      return run.isForApps ? { ...result, isForApps: true } : result;
    },
    write(result) {
      writeJson(fileOf(folder, result), result);
      if (forGood !== null)
        writeJson(fileOf(forGood, result), result.seed === PICTURED ? result : { ...result, dots: whileGray(result) });
    },
  };
}

export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value)}\n`);
}

function whileGray({ dots, phases }: RunResult): Dots {
  const ways = Object.keys(dots) as (keyof Dots)[];
  const gray = (way: keyof Dots) =>
    dotsOf(dots, way)
      .filter(({ atMs }) => atMs >= phases.grayFrom && atMs < phases.grayTo)
      .flatMap(({ atMs, milliseconds, isFailed }) => [atMs, milliseconds, isFailed ? 1 : 0]);
  return Object.fromEntries(ways.map((way) => [way, gray(way)]));
}
