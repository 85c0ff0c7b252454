import type { EdgeClock } from '../clock.ts';
import type { Evidence, FleetView } from '../fleet/index.ts';
import type { Store } from '../store/index.ts';

/** The monitor's word that moving traffic would not help: a person is needed. */
export interface HardToReach {
  readonly edge: string;
  readonly why: string;
  /** The first of a row of such words without a longer pause. */
  readonly sinceMs: number;
  readonly evidence: Evidence;
  /** No answer over any edge at all. */
  readonly isAway: boolean;
  /** The monitor moves nothing anyway. */
  readonly isDry: boolean;
}

/** It is said once a minute for as long as it lasts; so long after the last word it counts as over. */
const LASTS_MS = 150_000;
const LOOKED_BACK_MS = 86_400_000;

export interface EdgeTrouble {
  /** Null while the monitor can help itself. */
  now(at?: Date): HardToReach | null;
}

export interface EdgeTroubleParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  /** Nobody gets an answer for so long: shorter is a restart. */
  readonly afterMs: number;
  fleet(): Pick<FleetView, 'edges' | 'reach'>;
}

/** Where moving traffic would not help: the siblings are ill too, or nobody gets an answer over any of them. */
export function openEdgeTrouble({ store, clock, afterMs, fleet }: EdgeTroubleParts): EdgeTrouble {
  return {
    now(at = clock.now()) {
      const nowMs = at.getTime();
      const { reach, edges } = fleet();
      const [first] = edges;
      const { state, sinceMs } = reach;
      if (
        !first ||
        sinceMs === null ||
        nowMs - sinceMs < afterMs ||
        (state !== 'unreached' && state !== 'clients_fail')
      )
        return leftToPerson(store, nowMs);
      const places = reach.placesWithout.length;
      const why =
        state === 'unreached'
          ? `no answer over any edge, seen from ${places} ${places === 1 ? 'place' : 'places'} of probes`
          : `${reach.networksWithout} of ${reach.networks} client networks get no answer over any edge, and the probes do`;
      const evidence = { edge: first.edge, score: 0, threshold: 0, isIll: true, networks: [] };
      return { edge: first.edge, why, sinceMs, isAway: state === 'unreached', evidence, isDry: false };
    },
  };
}

/** The monitor's own word that it cannot help. */
function leftToPerson(store: Store, nowMs: number): HardToReach | null {
  const words = store.db
    .prepare(
      "SELECT edge_id, why, at_ms, evidence, dry_run FROM steering_log WHERE kind = 'page' AND at_ms > ? ORDER BY at_ms DESC LIMIT 2000",
    )
    .all(nowMs - LOOKED_BACK_MS) as { edge_id: string; why: string; at_ms: number; evidence: string; dry_run: 0 | 1 }[];
  const [newest] = words;
  if (!newest || nowMs - newest.at_ms > LASTS_MS) return null;
  const pause = words.findIndex(({ at_ms }, at) => at > 0 && words[at - 1]!.at_ms - at_ms > LASTS_MS);
  const first = words[(pause === -1 ? words.length : pause) - 1]!;
  return {
    edge: newest.edge_id,
    why: newest.why,
    isAway: false,
    sinceMs: first.at_ms,
    evidence: JSON.parse(newest.evidence) as Evidence,
    isDry: newest.dry_run === 1,
  };
}
