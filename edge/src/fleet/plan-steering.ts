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
  /** Whether it is late or loses requests, whatever its siblings do. */
  isBad(edge: string): boolean;
  /** Since when there is more against it than chance brings; null while there is not. */
  suspectSince(edge: string): number | null;
  /** Whether a sibling was shown to be well in the seconds in which `accused` was not. */
  isShownWell(sibling: string, accused: string): boolean;
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
/** So long the siblings have to show that they are well, while the accused is not; after that it is for a person to say. */
const PROOF_MS = 20_000;
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

function drain({ nowMs, standings, evidence, isBad, suspectSince, isShownWell, lastFlipMs }: Situation): Change | null {
  const serving = standings.filter(({ weight }) => weight > 0);
  const scored = serving.map(({ edge }) => evidence(edge)).sort((a, b) => b.score - a.score);
  const needed = Math.max(LEAST_SERVING, Math.ceil(standings.length / 2) - (standings.length - serving.length));
  const bad = serving.filter(({ edge }) => isBad(edge));
  if (bad.length > 1 && serving.length - bad.length < needed)
    return {
      kind: 'page',
      edge: scored[0]!.edge,
      why: `${bad.length} of ${serving.length} edges are late or lose requests`,
    };
  const worst = scored.find(({ isIll }) => isIll);
  if (!worst) return null;
  const others = scored.filter((one) => one !== worst);
  const unsuspected = others.filter((one) => one.score < one.threshold * SUSPECT);
  const page = (why: string): Change => ({ kind: 'page', edge: worst.edge, why });
  if (unsuspected.length < needed) return page('too few of its siblings are well: it would not help to drain it');
  const well = unsuspected.filter((one) => one.score < worst.score / 3 && isShownWell(one.edge, worst.edge));
  if (well.length < needed)
    return nowMs - (suspectSince(worst.edge) ?? nowMs) < PROOF_MS
      ? null
      : page('its siblings were not shown to be well meanwhile');
  if (nowMs - lastFlipMs < FLIP_EVERY_MS) return null;
  const networks = worst.networks.filter(({ score }) => score > 0).length;
  return { kind: 'drain', edge: worst.edge, why: `beaten by its siblings, seen from ${networks} networks` };
}
