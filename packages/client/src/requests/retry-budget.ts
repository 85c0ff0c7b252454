import type { ClientClock } from '../clock.ts';

/**
 * How much hangs on one extra request: `eager` only saves time as long as its edge is slow and not dead, `late` is for one that is silent for
 * longer than a slow day explains, `urgent` may be taken on credit.
 */
export type Need = 'eager' | 'late' | 'urgent';

/** What a client may send beyond what it was asked for: hedges, repeats and canaries together, so that trouble never becomes a storm. */
export interface RetryBudget {
  /** A request was asked for. */
  earn(): void;
  /** Takes one extra request; false when there is none left for such a need. */
  spend(need: Need): boolean;
  /** Until `spend` may succeed again without further requests. */
  waitMilliseconds(): number;
}

/** Extra requests a request earns. */
const SHARE = 0.04;
/** At once, after a quiet time: enough to leave two edges that are ill. */
const RESERVE = 4;
/** What a slow day may not use up: two defeats set an edge aside, and a client that met a dead one without them waited four seconds for its credit. */
const KEPT_FOR_LATE = 2;
const CREDIT = 6;
/** A client that asks seldom must not be caught without one. */
const MILLISECONDS_EACH = 60_000;

const LEAST: Readonly<Record<Need, number>> = { eager: 1 + KEPT_FOR_LATE, late: 1, urgent: 1 - CREDIT };

/** A token bucket (the shape of gRPC's retry throttling, A6): 4 % of the requests, a reserve of four, one more each minute; six on credit, for what is urgent. */
export function openRetryBudget(clock: ClientClock): RetryBudget {
  let tokens = RESERVE;
  let filledAt = clock.monotonicMilliseconds();
  const fill = (more: number) => {
    const now = clock.monotonicMilliseconds();
    tokens = Math.min(RESERVE, tokens + more + (now - filledAt) / MILLISECONDS_EACH);
    filledAt = now;
  };
  return {
    earn: () => fill(SHARE),
    spend: (need) => {
      fill(0);
      if (tokens < LEAST[need]) return false;
      tokens--;
      return true;
    },
    waitMilliseconds: () => {
      fill(0);
      return Math.max(0, 1 - tokens) * MILLISECONDS_EACH;
    },
  };
}
