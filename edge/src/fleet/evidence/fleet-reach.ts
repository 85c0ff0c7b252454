import { neighbourhoodOf } from './known-networks.ts';
import type { Witness } from './weigh-witnesses.ts';

/**
 * Whether the platform is reached over any edge at all. Where every edge fails none is beaten by a sibling, and the sibling test has nothing to
 * say: this is the other question, asked of each witness by itself. Pure.
 */
export interface FleetReach {
  saw(sighting: {
    readonly network: string;
    readonly witness: Witness;
    readonly isKnown: boolean;
    /** Answers over whichever edge, the beaten ones not among them. */
    readonly good: number;
    /** Requests that no edge brought. */
    readonly failed: number;
    readonly atMs: number;
  }): void;
  reading(nowMs: number): ReachReading;
}

export interface ReachReading {
  /**
   * `reached`; `unreached`: no place of probes gets an answer over any edge; `place_cut_off`: the only place gets none, and clients do, so that it
   * is its own line; `clients_fail`: the probes are answered and a crowd of client networks is not; `unknown`: nobody looked lately.
   */
  readonly state: 'reached' | 'unreached' | 'place_cut_off' | 'clients_fail' | 'unknown';
  /** When it began; null while it is reached or unknown. */
  readonly sinceMs: number | null;
  /** Places of probes that looked lately, and those of them that got no answer. */
  readonly places: readonly string[];
  readonly placesWithout: readonly string[];
  /** Client networks that reported lately, and those of them that got no answer. */
  readonly networks: number;
  readonly networksWithout: number;
}

interface Seen {
  readonly witness: Witness;
  isKnown: boolean;
  heardMs: number;
  goodMs: number;
  /** The first and the last failure since the last answer. */
  failedFromMs: number | null;
  failedMs: number;
  failures: number;
}

/** A place that was silent for so long does not look any more; clients report every half minute when all is well. */
const PLACE_SILENT_MS = 15_000;
const CLIENT_SILENT_MS = 45_000;
/** Without an answer is who failed so often, over so long, with no answer in between. */
const FAILURES = 3;
const FAILING_MS = 3_000;
/** So many client networks that no one hand has, as for a verdict about one edge. */
const CROWD = 5;
const MAJORITY = 0.5;
/** One network that is answered may be a liar. */
const CONTRADICTED_BY = 2;
const MOST_NETWORKS = 5_000;

export function openFleetReach(): FleetReach {
  const seen = new Map<string, Seen>();

  function isLate({ witness, heardMs }: Seen, nowMs: number): boolean {
    return nowMs - heardMs > (witness === 'probe' ? PLACE_SILENT_MS : CLIENT_SILENT_MS);
  }
  const isWithout = ({ failures, failedFromMs, failedMs }: Seen) =>
    failures >= FAILURES && failedFromMs !== null && failedMs - failedFromMs >= FAILING_MS;

  function of(network: string, witness: Witness, nowMs: number): Seen | null {
    const there = seen.get(network);
    if (there) return there;
    if (seen.size >= MOST_NETWORKS) for (const [name, one] of seen) if (isLate(one, nowMs)) seen.delete(name);
    if (seen.size >= MOST_NETWORKS && witness === 'client') return null;
    const one: Seen = {
      witness,
      isKnown: false,
      heardMs: nowMs,
      goodMs: Number.NEGATIVE_INFINITY,
      failedFromMs: null,
      failedMs: nowMs,
      failures: 0,
    };
    seen.set(network, one);
    return one;
  }

  return {
    saw({ network, witness, isKnown, good, failed, atMs }) {
      const one = of(network, witness, atMs);
      if (!one) return;
      one.isKnown = isKnown;
      one.heardMs = atMs;
      if (good > 0) Object.assign(one, { goodMs: atMs, failedFromMs: null, failures: 0 });
      else if (failed > 0) {
        one.failedFromMs ??= atMs;
        one.failedMs = atMs;
        one.failures += failed;
      }
    },
    reading(nowMs) {
      const lately = [...seen].filter(([, one]) => !isLate(one, nowMs));
      const places = lately.filter(([, { witness }]) => witness === 'probe');
      const networks = lately.filter(([, { witness }]) => witness === 'client');
      const [placesWithout, networksWithout] = [places, networks].map((all) => all.filter(([, one]) => isWithout(one)));
      const began = (all: typeof lately) => Math.min(...all.map(([, { failedFromMs }]) => failedFromMs ?? nowMs));
      const answer = (state: ReachReading['state'], sinceMs: number | null): ReachReading => ({
        state,
        sinceMs,
        places: places.map(([name]) => name),
        placesWithout: placesWithout!.map(([name]) => name),
        networks: networks.length,
        networksWithout: networksWithout!.length,
      });
      if (places.length === 0 && networks.length === 0) return answer('unknown', null);
      if (places.length > 0 && placesWithout!.length === places.length) {
        const sinceMs = began(placesWithout!);
        const answered = networks.filter(([, { goodMs }]) => goodMs > sinceMs).length;
        const isOwnLine = places.length === 1 && answered >= CONTRADICTED_BY;
        return answer(isOwnLine ? 'place_cut_off' : 'unreached', sinceMs);
      }
      const known = networks.filter(([, { isKnown }]) => isKnown);
      const failing = known.filter(([, one]) => isWithout(one));
      const isCrowd =
        new Set(failing.map(([name]) => neighbourhoodOf(name))).size >= CROWD &&
        failing.length >= known.length * MAJORITY;
      return isCrowd ? answer('clients_fail', began(failing)) : answer('reached', null);
    },
  };
}
