import { type Drive, driveBetween } from './drive.ts';
import { drivingTime, isDrivingTime } from './hours.ts';
import type { RouteClause, Violation } from './violation.ts';

/** The route is driven as the matrix and the hour say: places, times, distances, service and the sums of the route. */
export const travel: RouteClause = ({ problem, route, vehicle, jobs }) => {
  const violations: Violation[] = [];
  const report = (detail: string, jobId?: string) => {
    violations.push({ rule: 'travel', detail, ...(jobId !== undefined && { jobId }) });
  };
  const first = route.stops[0];
  if (first?.kind !== 'start' || first.placeIndex !== vehicle.startPlaceIndex) {
    report('The route does not begin at the start of its vehicle.');
    return violations;
  }
  const endPlace = vehicle.endPlaceIndex === undefined ? vehicle.startPlaceIndex : vehicle.endPlaceIndex;
  const last = route.stops.at(-1)!;
  if (endPlace === null ? last.kind === 'end' : last.kind !== 'end' || last.placeIndex !== endPlace) {
    report('The route does not end where its vehicle ends.');
  }
  let driving = 0;
  let meters = 0;
  let service = 0;
  let waiting = 0;
  let resting = 0;
  for (const [index, stop] of route.stops.entries()) {
    if (index === 0) continue;
    const before = route.stops[index - 1]!;
    if (stop.kind === 'start' || (stop.kind === 'end' && stop !== last)) report(`A ${stop.kind} in the middle.`);
    const same = before.placeIndex === stop.placeIndex && (before.kind === 'break' || stop.kind === 'break');
    const drive: Drive = same ? { seconds: 0, meters: 0 } : driveBetween(problem, before.placeIndex, stop.placeIndex);
    const exact = drivingTime(problem, vehicle, drive.seconds, before.departureSeconds);
    const seconds = isDrivingTime(stop.drivingSeconds, exact) ? stop.drivingSeconds : Math.round(exact);
    const distance = drive.meters;
    if (exact < 0 || distance < 0) report('There is no way from the stop before.', stop.jobId);
    if (stop.drivingSeconds !== seconds || stop.distanceMeters !== distance) {
      report(
        `Drives ${stop.drivingSeconds} s, ${stop.distanceMeters} m; the matrix says ${seconds} s, ${distance} m.`,
        stop.jobId,
      );
    }
    if (stop.arrivalSeconds !== before.departureSeconds + seconds)
      report('Arrives at another time than it drives.', stop.jobId);
    if (stop.serviceStartSeconds < stop.arrivalSeconds) report('Service starts before the arrival.', stop.jobId);
    if (stop.waitingSeconds !== stop.serviceStartSeconds - stop.arrivalSeconds) report('Waiting is wrong.', stop.jobId);
    const lasting = stop.departureSeconds - stop.serviceStartSeconds;
    if (stop.kind !== 'break' && lasting !== serviceOf(stop))
      report(`Service lasts ${lasting} s, not ${serviceOf(stop)} s.`, stop.jobId);
    if (stop.kind !== 'break' && stop.kind !== 'end' && stop.placeIndex !== placeOf(stop))
      report('It is at another place.', stop.jobId);
    driving += seconds;
    meters += distance;
    waiting += stop.waitingSeconds;
    if (stop.kind === 'break') resting += lasting;
    else service += lasting;
  }
  const sums: [string, number, number][] = [
    ['drivingSeconds', route.drivingSeconds, driving],
    ['distanceMeters', route.distanceMeters, meters],
    ['serviceSeconds', route.serviceSeconds, service],
    ['waitingSeconds', route.waitingSeconds, waiting],
    ['breakSeconds', route.breakSeconds, resting],
    ['startSeconds', route.startSeconds, first.departureSeconds],
    ['endSeconds', route.endSeconds, last.departureSeconds],
  ];
  for (const [name, found, right] of sums) if (found !== right) report(`${name} is ${found}, not ${right}.`);
  return violations;

  function serviceOf(stop: (typeof route.stops)[number]): number {
    if (stop.kind === 'end') return 0;
    if (stop.kind === 'reload') return vehicle.reload?.serviceSeconds ?? Number.NaN;
    const job = jobs.get(stop.jobId!);
    if (!job) return Number.NaN;
    const seconds = stop.kind === 'shipment_pickup' ? job.pickup!.serviceSeconds : job.serviceSeconds;
    const typeFactor = vehicle.type === undefined ? 1 : (job.serviceFactorByVehicleType?.[vehicle.type] ?? 1);
    return Math.round(seconds * (typeFactor * (vehicle.serviceTimeFactor ?? 1)));
  }

  function placeOf(stop: (typeof route.stops)[number]): number | undefined {
    if (stop.kind === 'reload') return vehicle.reload?.placeIndex;
    const job = jobs.get(stop.jobId!);
    return stop.kind === 'shipment_pickup' ? job?.pickup?.placeIndex : job?.placeIndex;
  }
};
