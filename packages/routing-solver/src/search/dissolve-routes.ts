import type { Recreate } from './recreate.ts';
import type { RouteState } from './routes.ts';
import type { Ruin } from './ruin.ts';

/**
 * Empties each route once, the shortest first, and spreads its stops over the others where that is better. Savings leave many
 * short routes where windows are tight, and string removal needs thousands of iterations to be rid of one.
 *
 * @param mayGoOn asked before each route. @param noteChanges called after every change that stays.
 */
export function dissolveRoutes(
  state: RouteState,
  ruin: Ruin,
  recreate: Recreate,
  mayGoOn: () => boolean,
  noteChanges: () => void,
): void {
  const used = Array.from(state.stops.keys()).filter((route) => state.stops[route]! > 0);
  let current = state.objective();
  for (const route of used.sort((a, b) => state.stops[a]! - state.stops[b]!)) {
    if (!mayGoOn()) return;
    state.begin();
    ruin.empty(route);
    const isWhole = recreate.recreate(current);
    const objective = state.objective();
    if (!isWhole || state.log.broken || objective >= current) {
      state.rollBack();
      continue;
    }
    current = objective;
    noteChanges();
  }
}
