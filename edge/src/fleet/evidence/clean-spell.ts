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
}

/** An edge that is ill passes for clean once in fifty times (Wald). */
const PROVEN = Math.log(50);
/** Credit for a long clean time ends here: two bad looks put it in question, three break it. */
const MOST_PROOF = 8;
const MOST_DOUBT = MOST_PROOF;
const CLIENTS_PART = 0.5;
const HALF_LIFE_MS = 30_000;
/** Probes that are silent for so long prove nothing any more. */
const SILENT_MS = 15_000;

export function openCleanSpell(): CleanSpell {
  let proof = 0;
  let hearsay = 0;
  let hearsayMs = 0;
  let broken = Number.NEGATIVE_INFINITY;
  let looks = 0;
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
      looks++;
      places.add(sighting.place);
    },
    brokenMs: () => broken,
    clean(nowMs) {
      fade(nowMs);
      const isClean = nowMs - lastLookMs < SILENT_MS && proof - Math.min(hearsay, proof * CLIENTS_PART) >= PROVEN;
      return isClean ? { looks, places: places.size } : { looks: 0, places: 0 };
    },
  };
}
