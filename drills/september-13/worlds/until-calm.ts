const EVERY_MS = 250;
const IN_A_ROW = 8;
const QUICK_MS = 250;
const MOST_MS = 90_000;

/**
 * A platform that has just started works through its sample day; what is measured begins after that. Resolves to whether it answers quickly now: on a
 * busy machine it may never, and then the drill begins all the same, with its load in the report.
 */
export async function untilCalm(platformUrl: string): Promise<boolean> {
  const late = performance.now() + MOST_MS;
  for (let quick = 0; performance.now() < late; ) {
    const from = performance.now();
    const answer = await fetch(`${platformUrl}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    await answer?.body?.cancel();
    quick = answer?.status === 200 && performance.now() - from < QUICK_MS ? quick + 1 : 0;
    if (quick >= IN_A_ROW) return true;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return false;
}
