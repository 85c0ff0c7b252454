import type { Problem } from '../problem.ts';
import { earliestFree } from './fit-departures.ts';
import type { Span } from './loadings.ts';
import { shiftsAt, turnName } from './turn-name.ts';

/** Shifts with a locked start, by `turnName`. */
export const lockedShifts = ({ lockedStarts = [] }: Problem): ReadonlySet<string> =>
  new Set(lockedStarts.map(({ vehicleId, shiftIndex = 0 }) => turnName(vehicleId, shiftIndex)));

/**
 * The first moment at which each locked start can leave with a dock free before, beside the other locked starts alone, those of earlier vehicles first. What is
 * late by that is late by itself. Null: it finds none in its shift, which it inherits. A dock with a price holds nobody up.
 */
export function turnsOfLocked(problem: Problem): ReadonlyMap<string, number | null> {
  const turns = new Map<string, number | null>();
  const locked = lockedShifts(problem);
  for (const dock of problem.docks ?? []) {
    const taken: Span[] = [];
    for (const { name, shift } of shiftsAt(problem, dock)) {
      if (dock.price !== undefined || !locked.has(name)) continue;
      const turn = earliestFree(dock, { earliest: shift.startSeconds, latest: shift.endSeconds }, taken);
      turns.set(name, turn);
      if (turn !== null) taken.push({ from: turn - dock.loadSeconds, until: turn });
    }
  }
  return turns;
}
