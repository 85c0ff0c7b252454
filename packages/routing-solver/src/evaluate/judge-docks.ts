import { type Loading, withoutDock } from '../docks/loadings.ts';
import { turnName } from '../docks/turn-name.ts';
import { turnsOfLocked } from '../docks/turns-of-locked.ts';
import type { BrokenRule, Concession, Route } from '../plan.ts';
import type { Problem } from '../problem.ts';

/** Loadings that find no dock free or open, where that must not happen. A locked start without one by itself may go on without. */
export function judgeDocks(problem: Problem, routes: readonly Route[]): BrokenRule[] {
  const ofLocked = turnsOfLocked(problem);
  const isInherited = ({ route, until }: Loading) => {
    const { vehicleId, shiftIndex, startSeconds } = routes[route]!;
    return until === startSeconds && ofLocked.get(turnName(vehicleId, shiftIndex)) === null;
  };
  return (problem.docks ?? [])
    .filter(({ price }) => price === undefined)
    .flatMap((dock) =>
      withoutDock(problem, dock, routes)
        .filter((loading) => !isInherited(loading))
        .map(({ route, jobId }): BrokenRule => {
          const { vehicleId, shiftIndex } = routes[route]!;
          const words = dock.count === 1 ? 'the dock is' : `all ${dock.count} docks are`;
          const detail = `Cannot load when it has to: ${words} taken or the place is shut.`;
          return { rule: 'dock', vehicleId, shiftIndex, jobId, by: 0, detail };
        }),
    );
}

/** The same where it has a price. */
export function dockConcessions(problem: Problem, routes: readonly Route[]): Concession[] {
  return (problem.docks ?? []).flatMap((dock) => {
    const { price } = dock;
    if (!price) return [];
    return withoutDock(problem, dock, routes).map(
      ({ route, jobId }): Concession => ({ kind: 'dock', jobId, vehicleId: routes[route]!.vehicleId, price }),
    );
  });
}
