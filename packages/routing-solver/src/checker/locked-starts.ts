import { driveBetween } from './drive.ts';
import { drivingTime } from './hours.ts';
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

/** Seconds at the wheel of a locked start by itself that leaves at once, the way home included. */
export function drivenOfLocked(routeCase: RouteCase): number {
  return routeCase.lockedStops === 0 ? 0 : runLocked(routeCase).driven;
}

/** The same in meters. */
export function metersOfLocked(routeCase: RouteCase): number {
  return routeCase.lockedStops === 0 ? 0 : runLocked(routeCase).meters;
}

function runLocked({ problem, route, vehicle, lockedStops, jobs, leavesFrom }: RouteCase) {
  let driven = 0;
  let meters = 0;
  const locked = workStops(route).slice(0, lockedStops);
  /** When what is loaded for the locked deliveries from one on is there. */
  const readyAt = (first: number) => {
    let ready = Number.NEGATIVE_INFINITY;
    for (const { kind, jobId } of locked.slice(first)) {
      if (kind === 'reload') break;
      if (kind === 'delivery') ready = Math.max(ready, jobs.get(jobId ?? '')?.readySeconds ?? ready);
    }
    return ready;
  };
  let time = Math.max(leavesFrom, readyAt(0));
  const drive = (from: number, to: number) => {
    const way = driveBetween(problem, from, to);
    const seconds = Math.round(drivingTime(problem, vehicle, way.seconds, time));
    meters += way.meters;
    driven += seconds;
    time += seconds;
  };
  let place = vehicle.startPlaceIndex;
  for (const [index, stop] of locked.entries()) {
    const job = jobs.get(stop.jobId ?? '');
    const ownWindows = stop.kind === 'shipment_pickup' ? job?.pickup?.windows : job?.windows;
    const windows = (stop.kind === 'reload' ? vehicle.reload?.windows : ownWindows) ?? [];
    drive(place, stop.placeIndex);
    const waitsForGoods = stop.kind === 'pickup' || stop.kind === 'shipment_pickup';
    if (waitsForGoods && job?.readySeconds !== undefined) time = Math.max(time, job.readySeconds);
    if (windows.length > 0) {
      const open = windows.filter(({ endSeconds }) => endSeconds >= time).map(({ startSeconds }) => startSeconds);
      time = Math.max(time, open.length > 0 ? Math.min(...open) : time);
    }
    if (stop.kind === 'reload') time = Math.max(time, readyAt(index + 1));
    time += stop.departureSeconds - stop.serviceStartSeconds;
    place = stop.placeIndex;
  }
  const end = vehicle.endPlaceIndex === undefined ? vehicle.startPlaceIndex : vehicle.endPlaceIndex;
  if (end !== null) drive(place, end);
  return { driven, meters };
}
