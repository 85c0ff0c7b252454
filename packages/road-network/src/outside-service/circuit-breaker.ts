/** Leaves a service alone that failed several times in a row, so that nobody waits for it in vain and it can recover. */
export interface CircuitBreaker {
  /** Milliseconds for which it is left alone; 0 when it may be asked. Of those who wait, one is let through to try. */
  restMilliseconds(): number;
  answered(): void;
  failed(): void;
}

const FAILURES = 3;
const FIRST_REST_MILLISECONDS = 5_000;
const LONGEST_REST_MILLISECONDS = 120_000;

/** Closed, open, half open (Nygard, "Release It!", 2007): each try that fails after a rest doubles the next one. */
export function openCircuitBreaker(monotonicMilliseconds: () => number): CircuitBreaker {
  let failures = 0;
  let openUntil = 0;
  let isTrying = false;
  return {
    restMilliseconds() {
      if (failures < FAILURES) return 0;
      const rest = openUntil - monotonicMilliseconds();
      if (rest > 0) return rest;
      if (isTrying) return FIRST_REST_MILLISECONDS;
      isTrying = true;
      return 0;
    },
    answered() {
      failures = 0;
      isTrying = false;
    },
    failed() {
      isTrying = false;
      failures++;
      if (failures < FAILURES) return;
      const rest = Math.min(FIRST_REST_MILLISECONDS * 2 ** (failures - FAILURES), LONGEST_REST_MILLISECONDS);
      openUntil = monotonicMilliseconds() + rest;
    },
  };
}
