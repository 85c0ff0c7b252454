/** Real time after which a delivery that nobody took is parked. */
export const PARKED_AFTER_SECONDS = 3 * 86_400;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 8 * 3600;
const GROWTH = 3;

/** 5 s, 15 s, 45 s … 8 h, each a fifth shorter or longer by chance, so that what failed together does not come back together. */
export function pauseSeconds(failures: number, random: () => number): number {
  const grown = Math.min(FIRST_PAUSE_SECONDS * GROWTH ** Math.min(failures - 1, 20), LONGEST_PAUSE_SECONDS);
  return grown * (0.8 + random() * 0.4);
}

/** An endpoint that failed this often in a row is left alone for a while, then asked with one delivery at a time. */
const FAILURES_OF_A_SICK_ENDPOINT = 5;

export const isSick = ({ consecutiveFailures }: { readonly consecutiveFailures: number }): boolean =>
  consecutiveFailures >= FAILURES_OF_A_SICK_ENDPOINT;

/** Leaves a sick endpoint alone for half as long as it has been failing: what was away for a minute is asked soon, for a day rarely. */
export function endpointPauseSeconds(failingForSeconds: number, random: () => number): number {
  const half = Math.min(Math.max(failingForSeconds / 2, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS);
  return half * (0.8 + random() * 0.4);
}
