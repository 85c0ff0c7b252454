import { join } from 'node:path';
import { type FormName, forms } from './forms.ts';
import { type Profile, profiles } from './profiles.ts';
import type { RunOptions } from './run-profile.ts';

export interface Wanted {
  readonly form: FormName;
  readonly profiles: readonly Profile[];
  /** Requests a second; null for those of the form, or its first when `isTable` and `isAll` are false. */
  readonly rate: number | null;
  readonly isAll: boolean;
  /** The table of `docs/redundancy.md`: more seeds where the tail of a distribution is asked for. */
  readonly isTable: boolean;
  /** Null for all that the table has. */
  readonly seeds: readonly number[] | null;
  readonly http: 1 | 2;
  /** Null for what the form has; of the table, which has both, false is those without and true those with one. */
  readonly hasBrowser: boolean | null;
}

const TABLE = { profiles: ['A', 'B', 'C', 'D', 'E'] as readonly Profile[], rate: 20, seeds: 20, otherSeeds: 5 };

/** Seed by seed, so that what is there when it is stopped is a table with fewer seeds. Throws when one seed takes longer than the form may. */
export function planRuns(wanted: Wanted): RunOptions[] {
  const form = forms[wanted.form];
  const all = Object.keys(profiles) as Profile[];
  const isWhole = wanted.isAll || wanted.isTable;
  const usualRates = isWhole ? form.rates : form.rates.slice(0, 1);
  const rates = wanted.rate === null ? usualRates : [wanted.rate];
  const seeds = wanted.seeds ?? Array.from({ length: TABLE.seeds }, (_, at) => at + 1);
  const hasManySeeds = (profile: Profile, rate: number) => rate === TABLE.rate && TABLE.profiles.includes(profile);
  const isAsked = (profile: Profile, rate: number, seed: number) =>
    !wanted.isTable || seed <= (hasManySeeds(profile, rate) ? TABLE.seeds : TABLE.otherSeeds);
  const runsOf = (seed: number): RunOptions[] =>
    rates.flatMap((rate) =>
      (isWhole ? all : wanted.profiles)
        .filter((profile) => isAsked(profile, rate, seed))
        .map((profile) => {
          const hasBrowser = !wanted.isTable && (wanted.hasBrowser ?? form.hasBrowser(seed));
          return { profile, rate, seed, http: wanted.http, hasBrowser, ...form.phasesOf(profile) };
        }),
    );
  /** The table has a browser in runs of its own. */
  const runsForApps = (seed: number): RunOptions[] =>
    runsOf(seed).flatMap((run) =>
      run.rate === TABLE.rate && form.hasBrowser(seed) ? [{ ...run, hasBrowser: true, isForApps: true }] : [],
    );
  return seeds.flatMap((seed) => {
    const plain = wanted.isTable && wanted.hasBrowser === true ? [] : runsOf(seed);
    const runs = [...plain, ...(wanted.isTable && wanted.hasBrowser !== false ? runsForApps(seed) : [])];
    if (form.mostSeconds !== null && secondsOf(runs) > form.mostSeconds)
      throw new Error(
        `The ${wanted.form} form has ${form.mostSeconds} s of phases, and this takes ${secondsOf(runs)} s: ask for fewer profiles, or for --form whole.`,
      );
    return runs;
  });
}

/** What these runs take in phases, at the longest. */
export const secondsOf = (runs: readonly RunOptions[]): number =>
  runs.reduce((sum, { phaseSeconds: { healthy, gray, recovered } }) => sum + healthy + gray + recovered, 0);

export const fileOf = (folder: string, { profile, rate, seed, http, isForApps }: RunOptions) =>
  join(folder, `${profile}-${rate}-${seed}${http === 2 ? '-http2' : ''}${isForApps ? '-apps' : ''}.json`);

/** Every `of`th run, beginning with the `part`th (from 1): runs of one form take equally long. */
export function partOf<T>(runs: readonly T[], { part, of }: { part: number; of: number }): T[] {
  return runs.filter((_, at) => at % of === part - 1);
}
