import type { Witness } from './weigh-witnesses.ts';

/**
 * Since when an edge is clean, judged by its share of bad sightings and not by a single one: the sibling test the other way round. Probes prove
 * it; clients, who are anybody, can delay that and not prevent it. Pure.
 */
export interface CleanSpell {
  /** `proof`: what the good ones are worth for it, `doubt` the bad ones against it, as logarithms of odds. */
  saw(sighting: {
    readonly witness: Witness;
    readonly place: string;
    readonly proof: number;
    readonly doubt: number;
    readonly atMs: number;
  }): void;
  /** When a spell last broke: it was plainly not well then. */
  brokenMs(): number;
  /** Looks of probes since then, and from how many places; none while it is not shown to be clean. */
  clean(nowMs: number): { readonly looks: number; readonly places: number };
  /** Probes find it well for a while, and what clients said asks for more good looks than one place has in time: who looks should look more often. */
  isDisputed(nowMs: number): boolean;
}

/** An edge that is ill passes for clean once in fifty times (Wald). */
const PROVEN = Math.log(50);
/** Credit for a long clean time ends here: two bad looks put it in question, three break it. */
const MOST_PROOF = 8;
const MOST_DOUBT = MOST_PROOF;
const CLIENTS_PART = 0.5;
const HALF_LIFE_MS = 30_000;
/** An edge that is ill breaks its spell sooner, as a rule: it is not looked at in haste for hours. */
const DISPUTED_AFTER_MS = 15_000;
const LEAST_DISPUTE = 1;
/** Probes that are silent for so long prove nothing any more. */
const SILENT_MS = 15_000;

export function openCleanSpell(): CleanSpell {
  let proof = 0;
  let hearsay = 0;
  let hearsayMs = 0;
  let lastDoubtMs = Number.NEGATIVE_INFINITY;
  let broken = Number.NEGATIVE_INFINITY;
  let looks = 0;
  let firstLookMs = Number.NEGATIVE_INFINITY;
  let lastLookMs = Number.NEGATIVE_INFINITY;
  const places = new Set<string>();

  const fade = (nowMs: number) => {
    hearsay *= 0.5 ** (Math.max(0, nowMs - hearsayMs) / HALF_LIFE_MS);
    hearsayMs = nowMs;
  };

  return {
    saw(sighting) {
      if (sighting.witness === 'client') {
        fade(sighting.atMs);
        if (sighting.doubt > 0) lastDoubtMs = sighting.atMs;
        hearsay = Math.max(0, Math.min(MOST_DOUBT, hearsay + sighting.doubt - sighting.proof));
        return;
      }
      lastLookMs = sighting.atMs;
      proof = Math.min(MOST_PROOF, proof + sighting.proof) - sighting.doubt;
      if (proof < 0) {
        proof = 0;
        broken = sighting.atMs;
        looks = 0;
        places.clear();
        return;
      }
      if (looks === 0) firstLookMs = sighting.atMs;
      looks++;
      places.add(sighting.place);
    },
    brokenMs: () => broken,
    isDisputed(nowMs) {
      fade(nowMs);
      const wanted = Math.min(MOST_PROOF, PROVEN + hearsay);
      const isOfNow = nowMs - lastLookMs < SILENT_MS && looks > 0;
      const areSilent = nowMs - lastDoubtMs >= DISPUTED_AFTER_MS;
      return (
        isOfNow && areSilent && nowMs - firstLookMs >= DISPUTED_AFTER_MS && hearsay >= LEAST_DISPUTE && proof < wanted
      );
    },
    clean(nowMs) {
      fade(nowMs);
      const isClean = nowMs - lastLookMs < SILENT_MS && proof - Math.min(hearsay, proof * CLIENTS_PART) >= PROVEN;
      return isClean ? { looks, places: places.size } : { looks: 0, places: 0 };
    },
  };
}
