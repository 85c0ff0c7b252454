import type { Witness } from './weigh-witnesses.ts';

/** Whether siblings of an edge are proven to be well while it is not: the control group of the sibling test. Pure. */

/** Share of beaten requests on an edge that is well. Ten times what a healthy network shows, so that a bad hour is no verdict. */
export const SHARE_WELL = 0.01;
/** Log of the odds that it takes: an edge as ill as the accused passes for well once in three hundred times (Wald). */
const PROVEN = Math.log(300);
/** One network's word goes so far, for a sibling and against it. */
const MOST_OF_ONE_NETWORK = 0.6;
/** A sibling is held against the accused's own share, within these: nobody's share is known well after a few seconds. */
const [MILDLY_ILL, PLAINLY_ILL] = [0.06, 0.2];
/** Who loses nearly all is compared with half of its share: a sibling that is only busy is not as ill as that. */
const [HALF, GRAVELY_ILL] = [0.5, 0.4];

/** Clients, who are anybody, prove so many times as much as the probes do; who was never heard of before takes nothing from what others prove. */
const TIMES_THE_PROBES = 2;

export interface Counts {
  readonly good: number;
  readonly bad: number;
}

export interface WitnessedCounts extends Counts {
  readonly witness: Witness;
  readonly isKnown: boolean;
}

/** `sibling` and `accused`: what each network saw of them in the same seconds. */
export function areShownWell(sibling: readonly WitnessedCounts[], accused: readonly Counts[]): boolean {
  const bad = accused.reduce((sum, one) => sum + one.bad, 0);
  const all = accused.reduce((sum, one) => sum + one.good + one.bad, 0);
  const share = bad / Math.max(1, all);
  const ill = Math.max(MILDLY_ILL, Math.min(PLAINLY_ILL, share), Math.min(GRAVELY_ILL, share * HALF));
  const most = PROVEN * MOST_OF_ONE_NETWORK;
  const odds = { probe: 0, known: 0, strange: 0 };
  for (const one of sibling) {
    const said = one.good * Math.log((1 - SHARE_WELL) / (1 - ill)) - one.bad * Math.log(ill / SHARE_WELL);
    const group = one.witness === 'probe' ? 'probe' : one.isKnown ? 'known' : 'strange';
    odds[group] += Math.max(-most, Math.min(most, said));
  }
  const clients = odds.known + Math.max(0, odds.strange);
  return odds.probe + Math.min(clients, TIMES_THE_PROBES * Math.max(0, odds.probe)) >= PROVEN;
}

/** What one network saw of one edge in the last minute, second by second. */
export interface Lately {
  add(good: number, bad: number, atMs: number, overMs: number): void;
  /** Of the whole seconds that began after `atMs`. */
  since(atMs: number): Counts;
}

const KEPT_SECONDS = 60;

/** A ring of seconds: what is older than a minute is written over. */
export function openLately(): Lately {
  const good = new Float64Array(KEPT_SECONDS);
  const bad = new Float64Array(KEPT_SECONDS);
  const seconds = new Float64Array(KEPT_SECONDS).fill(Number.NEGATIVE_INFINITY);
  const placeOf = (second: number) => {
    const place = second % KEPT_SECONDS;
    if (seconds[place] !== second) {
      seconds[place] = second;
      good[place] = 0;
      bad[place] = 0;
    }
    return place;
  };
  return {
    add(goodOnes, badOnes, atMs, overMs) {
      const last = Math.floor(atMs / 1_000);
      const first = Math.floor((atMs - overMs) / 1_000);
      const each = goodOnes / (last - first + 1);
      if (goodOnes > 0)
        for (let second = Math.max(first, last - KEPT_SECONDS + 1); second <= last; second++)
          good[placeOf(second)]! += each;
      if (badOnes > 0) bad[placeOf(last)]! += badOnes;
    },
    since(atMs) {
      const counts = { good: 0, bad: 0 };
      for (const [place, second] of seconds.entries())
        if (second * 1_000 > atMs) {
          counts.good += good[place]!;
          counts.bad += bad[place]!;
        }
      return counts;
    },
  };
}
