import type { Profile } from './profiles.ts';
import type { RunOptions } from './run-profile.ts';

export type FormName = 'whole' | 'short' | 'test';

/** Users of the client library, who share the requests of a run between them. */
export const CLIENTS = 12;

interface Form {
  /** What its runs of one seed may take in phases, at the longest; starting and counting come on top. Null where figures are worth any time. */
  readonly mostSeconds: number | null;
  /** Requests a second of all clients together. */
  readonly rates: readonly number[];
  /** Whether a run has a real browser in it: one of each profile and rate has, the first. */
  hasBrowser(seed: number): boolean;
  phasesOf(profile: Profile): Pick<RunOptions, 'phaseSeconds' | 'graySecondsOnceDrained'>;
}

/** How long a run takes: as long as the figures need, or as long as people have. */
export const forms: Readonly<Record<FormName, Form>> = {
  whole: {
    mostSeconds: null,
    rates: [20, 1],
    hasBrowser: (seed) => seed === 1,
    phasesOf: () => ({ phaseSeconds: { healthy: 60, gray: 90, recovered: 120 } }),
  },
  // Coming back takes a minute by itself; one profile waits for it.
  short: {
    mostSeconds: 600,
    rates: [20],
    hasBrowser: () => false,
    phasesOf: (profile) => ({ phaseSeconds: { healthy: 5, gray: 20, recovered: profile === 'A' ? 62 : 10 } }),
  },
  // What must hold on any machine, however busy. Latencies and times are figures, not tests: gray lasts until the edge is drained.
  test: {
    mostSeconds: 120,
    rates: [8],
    hasBrowser: () => false,
    phasesOf: (profile) =>
      profile === 'H'
        ? { phaseSeconds: { healthy: 3, gray: 14, recovered: 2 } }
        : { phaseSeconds: { healthy: 3, gray: 40, recovered: 2 }, graySecondsOnceDrained: 3 },
  },
};
