import type { Measured } from '../clients/load.ts';
import type { Phases } from './quantiles.ts';

/** When the library asks a sibling: what took longer met the fault. */
const FELT_MILLISECONDS = 150;
/** A canary leaves so soon before the request that goes where the client is: nobody waits for it. */
const BESIDE_MILLISECONDS = 50;

/**
 * How long each client of the ill edge suffered: from the start of its first request that met the fault to the answer of the last one
 * before it was elsewhere. A client that thinks for ten seconds between two requests is not slow to move.
 */
export function movesAway(
  ours: readonly Measured[],
  edge: string,
  phases: Phases,
): { milliseconds: number; lastAt: number }[] {
  const gray = ours.filter(({ startedAt }) => startedAt >= phases.grayFrom && startedAt < phases.grayTo);
  return [...Map.groupBy(gray, ({ client }) => client).values()].flatMap((rows) => {
    const met = rows.filter(
      ({ sent: [first, second], milliseconds }) =>
        first?.edge === edge &&
        second !== undefined &&
        second.atMs - first.atMs > BESIDE_MILLISECONDS &&
        milliseconds >= FELT_MILLISECONDS,
    );
    if (met.length === 0) return [];
    const first = met[0]!;
    // Coming back to try again, minutes later, is not part of leaving.
    const back = met.findIndex((one, at) => at > 0 && one.startedAt - met[at - 1]!.startedAt >= 5_000);
    const last = met.at(back < 0 ? -1 : back - 1)!;
    const lastAt = last.startedAt + last.milliseconds;
    return [{ milliseconds: Math.round(lastAt - first.startedAt), lastAt }];
  });
}
