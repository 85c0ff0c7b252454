import { withoutDock } from '../docks/loadings.ts';
import type { BrokenRule, Concession, Route } from '../plan.ts';
import type { Problem } from '../problem.ts';

/** Loadings that find no dock free or open, where that must not happen. */
export function judgeDocks({ docks = [] }: Problem, routes: readonly Route[]): BrokenRule[] {
  return docks
    .filter(({ price }) => price === undefined)
    .flatMap((dock) =>
      withoutDock(dock, routes).map(({ route, jobId }): BrokenRule => {
        const { vehicleId, shiftIndex } = routes[route]!;
        const words = dock.count === 1 ? 'the dock is' : `all ${dock.count} docks are`;
        const detail = `Cannot load when it has to: ${words} taken or the place is shut.`;
        return { rule: 'dock', vehicleId, shiftIndex, jobId, by: 0, detail };
      }),
    );
}

/** The same where it has a price. */
export function dockConcessions({ docks = [] }: Problem, routes: readonly Route[]): Concession[] {
  return docks.flatMap((dock) => {
    const { price } = dock;
    if (!price) return [];
    return withoutDock(dock, routes).map(
      ({ route, jobId }): Concession => ({ kind: 'dock', jobId, vehicleId: routes[route]!.vehicleId, price }),
    );
  });
}
