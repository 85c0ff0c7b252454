import type { Measured } from '../clients/load.ts';
import type { Phases } from './quantiles.ts';

/** When the library asks a sibling: what took longer met the fault. */
const FELT_MILLISECONDS = 150;
/** A canary leaves so soon before the request that goes where the client is: nobody waits for it. */
const BESIDE_MILLISECONDS = 50;

/** How one client of the ill edge left it. */
export interface Move {
  /** From the start of its first request that met the fault to the answer of the last one before it was elsewhere. */
  readonly milliseconds: number;
  /** When its last request at all that met the fault was answered, though it had been elsewhere in between. */
  readonly lastAt: number;
}

/** A client that thinks for ten seconds between two requests is not slow to move: whoever meets the fault again so long after was elsewhere, or asked nothing. */
const APART_MILLISECONDS = 5_000;

export function movesAway(ours: readonly Measured[], edge: string, phases: Phases): Move[] {
  const gray = ours.filter(({ startedAt }) => startedAt >= phases.grayFrom && startedAt < phases.grayTo);
  return [...Map.groupBy(gray, ({ client }) => client).values()].flatMap((rows) => {
    // They come in the order of their answers: one that waits long stands behind those that began after it.
    const met = rows
      .filter(
        ({ sent: [first, second], milliseconds }) =>
          first?.edge === edge &&
          second !== undefined &&
          second.atMs - first.atMs > BESIDE_MILLISECONDS &&
          milliseconds >= FELT_MILLISECONDS,
      )
      .toSorted((a, b) => a.startedAt - b.startedAt);
    if (met.length === 0) return [];
    const again = met.findIndex((one, at) => at > 0 && one.startedAt - met[at - 1]!.startedAt >= APART_MILLISECONDS);
    const leaving = again < 0 ? met : met.slice(0, again);
    const endOf = (requests: readonly Measured[]) =>
      Math.max(...requests.map(({ startedAt, milliseconds }) => startedAt + milliseconds));
    return [{ milliseconds: Math.round(endOf(leaving) - met[0]!.startedAt), lastAt: endOf(met) }];
  });
}
