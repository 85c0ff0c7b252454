import type { ClientClock } from '../clock.ts';

/** What a client may send beyond what it was asked for: hedges, repeats and canaries together, so that trouble never becomes a storm. */
export interface RetryBudget {
  /** A request was asked for. */
  earn(): void;
  /** Takes one extra request; false when there is none left. One that is urgent may be taken on credit. */
  spend(isUrgent?: boolean): boolean;
  /** Until `spend` may succeed again without further requests. */
  waitMilliseconds(): number;
}

/** Extra requests a request earns. */
const SHARE = 0.04;
/** At once, after a quiet time: enough to leave two edges that are ill. */
const RESERVE = 3;
/** What hedges used up on a slow day must not leave a request alone with a dead edge. */
const CREDIT = 6;
/** A client that asks seldom must not be caught without one. */
const MILLISECONDS_EACH = 60_000;

/** A token bucket (the shape of gRPC's retry throttling, A6): 4 % of the requests, a reserve of three, one more each minute; six on credit, for what is urgent. */
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
    spend: (isUrgent) => {
      fill(0);
      if (tokens < (isUrgent ? 1 - CREDIT : 1)) return false;
      tokens--;
      return true;
    },
    waitMilliseconds: () => {
      fill(0);
      return Math.max(0, 1 - tokens) * MILLISECONDS_EACH;
    },
  };
}
