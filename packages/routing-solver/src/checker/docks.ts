import type { Plan } from '../plan.ts';
import type { Dock, Problem, TimeWindow } from '../problem.ts';
import { finds, turnOfLocked } from './locked-turns.ts';
import type { PlanClause, Violation } from './violation.ts';

/** Where docks are a must, every loading finds one open and free, but for a locked start that has none by itself. */
export const docks: PlanClause = (problem, plan) =>
  (problem.docks ?? [])
    .filter(({ price }) => price === undefined)
    .flatMap((dock) =>
      refused(problem, dock, plan)
        .filter(({ vehicleId, shift, isStart }) => !isStart || turnOfLocked(problem, vehicleId, shift) !== null)
        .map(
          ({ vehicleId, jobId, at }): Violation => ({
            rule: 'dock',
            vehicleId,
            jobId,
            detail: `Loads at ${at} without a dock.`,
          }),
        ),
    );

/** Loadings that a dock has a price for and that find none. */
export const docksConceded = (problem: Problem, plan: Plan) =>
  (problem.docks ?? []).flatMap((dock) =>
    refused(problem, dock, plan).map(({ jobId }) => ({ kind: 'dock' as const, jobId, price: dock.price ?? 0 })),
  );

interface Loads extends TimeWindow {
  readonly vehicleId: string;
  readonly shift: number;
  readonly jobId: string;
  readonly at: number;
  /** Before the route leaves, not when it comes back. */
  readonly isStart: boolean;
}

/** Locked starts first, then in the order in which they begin, of two at once by the vehicle's name: who is refused takes no dock from those behind. */
function refused({ lockedStarts = [] }: Problem, dock: Dock, plan: Plan): Loads[] {
  const events: Loads[] = [];
  for (const { vehicleId, shiftIndex, stops } of plan.routes) {
    let jobId: string | undefined;
    for (const stop of stops.toReversed()) {
      jobId = stop.jobId ?? jobId;
      const isStart = stop.kind === 'start';
      if (stop.placeIndex !== dock.placeIndex || jobId === undefined || !(isStart || stop.kind === 'reload')) continue;
      const endSeconds = stop.departureSeconds;
      const at = isStart ? endSeconds - dock.loadSeconds : stop.serviceStartSeconds;
      events.push({ vehicleId, shift: shiftIndex, jobId, at, startSeconds: at, endSeconds, isStart });
    }
  }
  const name = ({ vehicleId, shift }: Loads) => `${vehicleId} ${shift}`;
  const isLocked = ({ vehicleId, shift, isStart }: Loads) =>
    isStart && lockedStarts.some((each) => each.vehicleId === vehicleId && (each.shiftIndex ?? 0) === shift);
  events.sort((a, b) => Number(isLocked(b)) - Number(isLocked(a)) || a.at - b.at || (name(a) < name(b) ? -1 : 1));
  const inside: Loads[] = [];
  return events.filter((event) => {
    if (!finds(dock, event, inside)) return true;
    inside.push(event);
    return false;
  });
}
