import type { TrafficStretch } from '../fleet/index.ts';

/** When trouble began, from counts. Pure. */

const STRETCH_MS = 10_000;
/** Of what was seen in ten seconds; a healthy edge stays far below. */
const TROUBLE_SHARE = 0.05;
const LEAST_BAD = 2;
/** So long without trouble ends the row. */
const PAUSE_MS = 30_000;

/** The beginning of the row of bad stretches that reaches up to `nowMs`; null when there is none. `stretches` in any order. */
export function troubleBegan(stretches: readonly TrafficStretch[], nowMs: number): number | null {
  const bad = [...Map.groupBy(stretches, ({ atMs }) => atMs)]
    .filter(([, all]) => {
      const lost = all.reduce((sum, one) => sum + one.bad, 0);
      const seen = all.reduce((sum, one) => sum + one.good + one.bad, 0);
      return lost >= LEAST_BAD && lost >= seen * TROUBLE_SHARE;
    })
    .map(([atMs]) => atMs)
    .sort((a, b) => b - a);
  let began: number | null = null;
  for (const atMs of bad) {
    if ((began ?? nowMs) - (atMs + STRETCH_MS) > PAUSE_MS) break;
    began = atMs;
  }
  return began;
}

/** The first of the steps in a row, up to the last, that stayed this far below what is usual. Steps oldest first. */
export function dropBegan(
  steps: readonly { readonly atMs: number; readonly requests: number }[],
  usual: number,
): number | null {
  const FAR_BELOW = 0.75;
  const asUsual = steps.findLastIndex(({ requests }) => requests >= usual * FAR_BELOW);
  return steps[asUsual + 1]?.atMs ?? null;
}
