import type { Evidence } from './sibling-test.ts';

/** What is done about an edge, and when. Pure: from what is known at one moment to at most one change. */

export type EdgeWeight = 0 | 10 | 50 | 100;

export interface EdgeStanding {
  readonly edge: string;
  readonly weight: EdgeWeight;
  /** Since when it has this weight. */
  readonly sinceMs: number;
  /** When it was last seen to be bad. */
  readonly lastBadMs: number;
  /** Drains since it was last whole for an hour. */
  readonly relapses: number;
  /** Drained by a person, who also brings it back. */
  readonly isHeld: boolean;
}

export type Change =
  | { readonly kind: 'drain'; readonly edge: string; readonly why: string }
  | { readonly kind: 'readmit'; readonly edge: string; readonly weight: EdgeWeight; readonly why: string }
  | { readonly kind: 'page'; readonly edge: string; readonly why: string };

/** What the look at all edges at one moment is made of. */
export interface Situation {
  readonly nowMs: number;
  readonly standings: readonly EdgeStanding[];
  evidence(edge: string): Evidence;
  /** Looks at a drained edge in a row that went well, and from how many places. */
  cleanLooks(edge: string): { readonly looks: number; readonly places: number };
  readonly lastFlipMs: number;
}

const FLIP_EVERY_MS = 60_000;
const CLEAN_MS = 30_000;
const LONGEST_CLEAN_MS = 30 * 60_000;
const STEP_MS = 10_000;
const LEAST_CLEAN_LOOKS = 10;
const next: Readonly<Record<EdgeWeight, EdgeWeight>> = { 0: 10, 10: 50, 50: 100, 100: 100 };
/** A sibling under this share of the threshold is well enough to be the control group. */
const SUSPECT = 0.5;
/** Fewer edges than this, or than half of them, never carry the traffic of all by our decision. */
const LEAST_SERVING = 1;

export function planSteering(situation: Situation): Change | null {
  return relapse(situation) ?? readmission(situation) ?? drain(situation);
}

/** While an edge comes back in steps, half the evidence is enough to send it away again; that is no new flip. */
function relapse({ standings, evidence }: Situation): Change | null {
  const back = standings.find(
    ({ edge, weight }) => weight > 0 && weight < 100 && evidence(edge).score >= evidence(edge).threshold * SUSPECT,
  );
  return back ? { kind: 'drain', edge: back.edge, why: 'it was bad again while it came back' } : null;
}

function readmission({ nowMs, standings, cleanLooks, lastFlipMs }: Situation): Change | null {
  for (const { edge, weight, sinceMs, lastBadMs, relapses, isHeld } of standings) {
    if (weight === 100 || isHeld) continue;
    if (weight > 0) {
      if (nowMs - sinceMs < STEP_MS) continue;
      return { kind: 'readmit', edge, weight: next[weight], why: `clean at ${weight} % for ${STEP_MS / 1000} s` };
    }
    const cleanMs = Math.min(LONGEST_CLEAN_MS, CLEAN_MS * 2 ** Math.max(0, relapses - 1));
    const { looks, places } = cleanLooks(edge);
    const isClean = nowMs - Math.max(lastBadMs, sinceMs) >= cleanMs && looks >= LEAST_CLEAN_LOOKS && places >= 1;
    if (!isClean || nowMs - lastFlipMs < Math.min(FLIP_EVERY_MS, cleanMs)) continue;
    return { kind: 'readmit', edge, weight: next[0], why: `clean for ${cleanMs / 1000} s, ${looks} looks in a row` };
  }
  return null;
}

function drain({ nowMs, standings, evidence, lastFlipMs }: Situation): Change | null {
  const serving = standings.filter(({ weight }) => weight > 0);
  const scored = serving.map(({ edge }) => evidence(edge)).sort((a, b) => b.score - a.score);
  const worst = scored.find(({ isIll }) => isIll);
  if (!worst) return null;
  const others = scored.filter((one) => one !== worst);
  const well = others.filter((one) => one.score < one.threshold * SUSPECT && one.score < worst.score / 3);
  if (well.length < Math.max(LEAST_SERVING, Math.ceil(standings.length / 2) - (standings.length - serving.length))) {
    return { kind: 'page', edge: worst.edge, why: 'too few of its siblings are well: it would not help to drain it' };
  }
  if (nowMs - lastFlipMs < FLIP_EVERY_MS) return null;
  const networks = worst.networks.filter(({ score }) => score > 0).length;
  return { kind: 'drain', edge: worst.edge, why: `beaten by its siblings, seen from ${networks} networks` };
}
