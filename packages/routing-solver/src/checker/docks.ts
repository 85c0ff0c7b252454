import type { Plan } from '../plan.ts';
import type { Dock, Problem } from '../problem.ts';
import type { PlanClause, Violation } from './violation.ts';

/** Where docks are a must, every loading finds one open and free. */
export const docks: PlanClause = (problem, plan) =>
  (problem.docks ?? [])
    .filter(({ price }) => price === undefined)
    .flatMap((dock) =>
      refused(dock, plan).map(
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
    refused(dock, plan).map(({ jobId }) => ({ kind: 'dock' as const, jobId, price: dock.price ?? 0 })),
  );

/** In the order in which they begin, of two at once by the vehicle's name: who is refused takes no dock from those behind. */
function refused(dock: Dock, plan: Plan): { vehicleId: string; jobId: string; at: number }[] {
  const events: { vehicleId: string; shift: number; jobId: string; at: number; end: number }[] = [];
  for (const { vehicleId, shiftIndex, stops } of plan.routes) {
    let jobId: string | undefined;
    for (const stop of stops.toReversed()) {
      jobId = stop.jobId ?? jobId;
      if (stop.placeIndex !== dock.placeIndex || jobId === undefined) continue;
      const end = stop.departureSeconds;
      if (stop.kind === 'start') events.push({ vehicleId, shift: shiftIndex, jobId, at: end - dock.loadSeconds, end });
      if (stop.kind === 'reload')
        events.push({ vehicleId, shift: shiftIndex, jobId, at: stop.serviceStartSeconds, end });
    }
  }
  const name = ({ vehicleId, shift }: (typeof events)[number]) => `${vehicleId} ${shift}`;
  events.sort((a, b) => a.at - b.at || (name(a) < name(b) ? -1 : 1));
  const inside: number[] = [];
  return events.filter(({ at, end }) => {
    const open =
      !dock.windows?.length || dock.windows.some((each) => at >= each.startSeconds && end <= each.endSeconds);
    const busy = inside.filter((until) => until > at).length;
    if (open && (end === at || busy < dock.count)) {
      inside.push(end);
      return false;
    }
    return true;
  });
}
