import type { Figures } from '../figures/figures.ts';
import type { RunResult } from '../run-profile.ts';
import { percent, range } from './pool.ts';
import { shareOf, spread } from './spread.ts';

/** One line of what is held against September 13: what the report said, what the best of others do, what is to be reached, and what the runs showed. */
export interface Aim {
  readonly figure: string;
  readonly report: string;
  readonly others: (runs: readonly RunResult[]) => string;
  readonly toReach: string;
  /** Which runs it is about. */
  readonly concerns: (run: RunResult) => boolean;
  /** It is about starts of the apps, which have runs of their own. */
  readonly isOfApps?: true;
  /** Of all runs it is about, in words. */
  readonly ours: (runs: readonly RunResult[]) => string;
  /** Of the runs of one profile; null where they have nothing to measure. */
  readonly of: (runs: readonly RunResult[]) => Judged | null;
}

export interface Judged {
  readonly figure: string;
  readonly isReached: boolean;
}

type Unsaid = Pick<Aim, 'report' | 'others' | 'concerns'>;
const unsaid: Unsaid = { report: '–', others: () => '–', concerns: () => true };

/** What 95 % of a profile's runs do not pass. A run without the figure did not come to an end and misses it; one with `nothing` had nothing to measure, and is left out. */
export function timeAim(options: {
  readonly figure: string;
  readonly most: number;
  readonly unit: 's' | 'ms';
  readonly pick: (one: Figures) => number | 'nothing' | null;
}): Aim {
  const { figure, most, unit, pick } = options;
  const measured = (runs: readonly RunResult[]) =>
    runs.flatMap(({ figures }) => {
      const value = pick(figures);
      return value === 'nothing' ? [] : [value];
    });
  return {
    ...unsaid,
    figure,
    toReach: `≤ ${unit === 'ms' && most >= 1_000 ? `${most / 1_000} s` : `${most} ${unit}`}`,
    ours: (runs) => `${spread(measured(runs))} ${unit}`,
    of: (runs) => {
      const values = measured(runs);
      if (values.length === 0) return null;
      const value = shareOf(
        values.map((one) => one ?? Number.POSITIVE_INFINITY),
        0.95,
      );
      return {
        figure: Number.isFinite(value) ? `${Math.round(value * 10) / 10} ${unit}` : 'not at all',
        isReached: value <= most,
      };
    },
  };
}

/** A share of the requests of a profile, at most so large. */
export function shareAim(options: {
  readonly figure: string;
  readonly most: number;
  readonly of: (runs: readonly RunResult[]) => number | null;
}): Aim {
  const { figure, most, of } = options;
  return {
    ...unsaid,
    figure,
    toReach: `≤ ${100 * most} %`,
    ours: (runs) =>
      range(
        [...Map.groupBy(runs, ({ profile }) => profile).values()].flatMap((own) => of(own) ?? []),
        percent,
      ),
    of: (runs) => {
      const share = of(runs);
      return share === null ? null : { figure: percent(share), isReached: share <= most };
    },
  };
}
