import { driveBetween } from './drive.ts';
import { type PlanClause, type RouteCase, type Violation, workStops } from './violation.ts';

/** What must stay at the head of a route is there, in its order. */
export const lockedStarts: PlanClause = (problem, plan) => {
  const violations: Violation[] = [];
  for (const start of problem.lockedStarts ?? []) {
    const route = plan.routes.find(
      (each) => each.vehicleId === start.vehicleId && each.shiftIndex === (start.shiftIndex ?? 0),
    );
    const found = route ? workStops(route).slice(0, start.stops.length) : [];
    const kept = start.stops.every(
      (stop, index) => found[index]?.kind === stop.kind && found[index]?.jobId === stop.jobId,
    );
    if (!kept) {
      violations.push({
        rule: 'locked_start',
        vehicleId: start.vehicleId,
        detail: 'The route does not begin as locked.',
      });
    }
  }
  return violations;
};

/** When a route with a locked start could be over at the earliest if nothing else were on it, all its breaks taken. */
export function earliestEndOfLocked({ problem, route, vehicle, shift, lockedStops, jobs }: RouteCase): number {
  if (lockedStops === 0) return Number.NEGATIVE_INFINITY;
  const drive = (from: number, to: number) =>
    Math.round(driveBetween(problem, from, to).seconds * (vehicle.travelTimeFactor ?? 1));
  let time = shift.startSeconds;
  let place = vehicle.startPlaceIndex;
  for (const stop of workStops(route).slice(0, lockedStops)) {
    const job = jobs.get(stop.jobId ?? '');
    const windows = (stop.kind === 'shipment_pickup' ? job?.pickup?.windows : job?.windows) ?? [];
    const opening = Math.min(...windows.map(({ startSeconds }) => startSeconds), Number.POSITIVE_INFINITY);
    time += drive(place, stop.placeIndex);
    if (Number.isFinite(opening)) time = Math.max(time, opening);
    time += stop.departureSeconds - stop.serviceStartSeconds;
    place = stop.placeIndex;
  }
  const end = vehicle.endPlaceIndex === undefined ? vehicle.startPlaceIndex : vehicle.endPlaceIndex;
  if (end !== null) time += drive(place, end);
  return time + (shift.breaks ?? []).reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}
