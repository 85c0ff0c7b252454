import { compileModel } from '../model/compile-model.ts';
import { NodeKind } from '../model/model.ts';
import type { Problem } from '../problem.ts';
import { createTravelByHour } from '../schedule/travel-by-hour.ts';

/**
 * Latest service start of each job of a locked start with which the rest of that start still keeps its windows and its shift, all breaks taken.
 * A later one would be taken for a fault that the start had from the beginning, and forgiven.
 */
export function latestOfLocked(problem: Problem): Map<string, number> {
  const latest = new Map<string, number>();
  if (!problem.lockedStarts?.length) return latest;
  const model = compileModel(problem);
  const { locked, firstEnd, closes, place, slot, arcs, serviceProfile, service, nodeCount } = model;
  const { job, kind, breakFirst, breaks } = model;
  const travel = createTravelByHour(model);
  for (const [route, nodes] of locked.entries()) {
    let breakSeconds = 0;
    for (let each = breakFirst[route]!; each < breakFirst[route + 1]!; each++) breakSeconds += breaks[3 * each + 2]!;
    let following = firstEnd + route;
    let until = closes[following]! - breakSeconds;
    for (const node of [...nodes].reverse()) {
      until = travel.leavingBy(route, arcs[slot(place[node]!, place[following]!) + 1]!, until);
      until -= service[serviceProfile[route]! * nodeCount + node]!;
      until = Math.min(until, closes[node]! - breakSeconds);
      if (job[node]! >= 0 && kind[node] !== NodeKind.shipmentPickup) latest.set(problem.jobs[job[node]!]!.id, until);
      following = node;
    }
  }
  return latest;
}
