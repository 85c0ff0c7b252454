import type { Model } from '../model/model.ts';
import type { Route } from '../plan.ts';
import type { Problem } from '../problem.ts';

/** By how much the longest stretch at the wheel without a rest is too long, seconds; ≤ 0 = none is. */
export function wheelOver(
  problem: Problem,
  model: Model,
  route: number,
  nodes: readonly number[],
  { stops, drivingSeconds }: Route,
): number {
  const rest = problem.vehicles[model.vehicle[route]!]!.drivingBreak;
  if (!rest || nodes.length === 0) return 0;
  let [driven, longest] = [0, 0];
  for (const stop of stops) {
    driven += stop.drivingSeconds;
    longest = Math.max(longest, driven);
    if (stop.kind === 'break' && stop.departureSeconds - stop.serviceStartSeconds >= rest.durationSeconds) driven = 0;
  }
  // A locked start may have been too long by itself.
  return Math.min(longest, drivingSeconds) - model.drivingAfter[route]!;
}
