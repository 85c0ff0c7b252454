import type { Evidence } from './evidence/sibling-test.ts';
import type { StepSeen } from './watch-return.ts';

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
  /** What was seen of an edge on its way back since its last step. */
  stepSeen(edge: string): StepSeen;
  /** Places that look: of an edge that is out, two of them must see it well where there are two. */
  readonly places: number;
  /** Since when this program looks: what an edge was like before, it does not know. */
  readonly watchedSinceMs: number;
  readonly lastFlipMs: number;
}

const FLIP_EVERY_MS = 60_000;
const CLEAN_MS = 30_000;
const LONGEST_CLEAN_MS = 30 * 60_000;
const STEP_MS = 10_000;
/** Looks in a row without a bad one: before it carries anything, and in each step. A place looks once a second or a little less often. */
const LEAST_CLEAN_LOOKS = 20;
const LEAST_STEP_LOOKS = 8;
/** Where clients of so many networks should have told of requests over it by now, so many requests must have been; where fewer should, looks have to do. */
const [ENOUGH_NETWORKS, LEAST_REQUESTS] = [3, 3];
/** So long a step waits for them: clients may have left it by themselves, and a way of steering may be slow. */
const LONGEST_STEP_MS = 60_000;
const next: Readonly<Record<EdgeWeight, EdgeWeight>> = { 0: 10, 10: 50, 50: 100, 100: 100 };
/** A sibling under this share of the threshold is well enough to be the control group. */
const SUSPECT = 0.5;
/** So long the siblings have to show that they are well, while the accused is not; after that it is for a person to say. */
const PROOF_MS = 20_000;

export function planSteering(situation: Situation): Change | null {
  return relapse(situation) ?? readmission(situation) ?? drain(situation);
}

/** Half of all edges, drained ones included, carry the traffic after whatever we decide; of two, one. */
const leastServing = ({ standings }: Situation) => Math.ceil(standings.length / 2);
const serving = ({ standings }: Situation) => standings.filter(({ weight }) => weight > 0);
const isSuspect = ({ score, threshold }: Evidence) => score >= threshold * SUSPECT;

/**
 * While an edge comes back in steps, half the evidence is enough to send it away again; that is no new flip. Where too few others serve it keeps
 * the share it has, which is a small one or all there is, and a person is called once it is ill.
 */
function relapse(situation: Situation): Change | null {
  if (serving(situation).length - 1 < leastServing(situation)) return null;
  const back = serving(situation).find(({ edge, weight }) => weight < 100 && isSuspect(situation.evidence(edge)));
  return back ? { kind: 'drain', edge: back.edge, why: 'it was bad again while it came back' } : null;
}

function readmission(situation: Situation): Change | null {
  const { nowMs, standings, lastFlipMs } = situation;
  for (const { edge, weight, sinceMs, lastBadMs, relapses, isHeld } of standings) {
    if (weight === 100 || isHeld) continue;
    if (weight > 0) {
      const seen = situation.stepSeen(edge);
      if (!isStepDone(nowMs - sinceMs, seen) || isSuspect(situation.evidence(edge))) continue;
      const met = seen.requests < 1 ? '' : `, ${Math.round(seen.requests)} requests`;
      return {
        kind: 'readmit',
        edge,
        weight: next[weight],
        why: `clean at ${weight} % for ${Math.round((nowMs - sinceMs) / 1000)} s${met}`,
      };
    }
    const cleanMs = Math.min(LONGEST_CLEAN_MS, CLEAN_MS * 2 ** Math.max(0, relapses - 1));
    const { looks, places } = situation.cleanLooks(edge);
    const isClean =
      nowMs - Math.max(lastBadMs, sinceMs) >= cleanMs &&
      nowMs - situation.watchedSinceMs >= CLEAN_MS &&
      looks >= LEAST_CLEAN_LOOKS &&
      places >= Math.min(2, situation.places);
    if (!isClean || nowMs - lastFlipMs < Math.min(FLIP_EVERY_MS, cleanMs)) continue;
    return {
      kind: 'readmit',
      edge,
      weight: next[0],
      why: `clean for ${cleanMs / 1000} s, ${Math.round(looks)} looks in a row`,
    };
  }
  return null;
}

/** Real traffic must have gone over it where there is any. A bad look begins the row anew, and is no reason by itself to send it away. */
function isStepDone(sinceMs: number, { looks, requests, networksDue }: StepSeen): boolean {
  if (sinceMs < STEP_MS || looks < LEAST_STEP_LOOKS) return false;
  return networksDue < ENOUGH_NETWORKS || requests >= LEAST_REQUESTS || sinceMs >= LONGEST_STEP_MS;
}

function drain(situation: Situation): Change | null {
  const { nowMs, evidence, isBad, suspectSince, isShownWell, lastFlipMs } = situation;
  const carrying = serving(situation);
  const needed = leastServing(situation);
  const scored = carrying.map(({ edge }) => evidence(edge)).sort((a, b) => b.score - a.score);
  const bad = carrying.filter(({ edge }) => isBad(edge));
  if (bad.length > 1 && carrying.length - bad.length < needed)
    return {
      kind: 'page',
      edge: scored[0]!.edge,
      why: `${bad.length} of ${carrying.length} edges are late or lose requests`,
    };
  const worst = scored.find(({ isIll }) => isIll);
  if (!worst) return null;
  const page = (why: string): Change => ({ kind: 'page', edge: worst.edge, why });
  const others = scored.filter((one) => one !== worst);
  if (others.length < needed)
    return page(`without it ${others.length} of ${situation.standings.length} edges would carry all of the traffic`);
  const unsuspected = others.filter((one) => !isSuspect(one));
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
