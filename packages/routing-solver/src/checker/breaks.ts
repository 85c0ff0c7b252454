import type { RouteClause, Violation } from './violation.ts';

/** Every break that is owed is taken once, in its window or as late as a locked start needs, in full; one not owed need not be there. */
export const breaks: RouteClause = ({ route, shift, vehicle, inherited }) => {
  const violations: Violation[] = [];
  const report = (detail: string) => violations.push({ rule: 'break', detail });
  const taken = route.stops.filter(({ kind }) => kind === 'break');
  for (const stop of taken) {
    if (stop.breakId === 'driving' && vehicle.drivingBreak) continue;
    if (!shift.breaks?.some(({ id }) => id === stop.breakId)) report(`The shift has no break ${stop.breakId}.`);
  }
  let couldBeOver = shift.startSeconds;
  for (const [index, rest] of (shift.breaks ?? []).entries()) {
    const latest = inherited.breaks[index]!;
    const stops = taken.filter(({ breakId }) => breakId === rest.id);
    couldBeOver = Math.max(couldBeOver, rest.earliestStartSeconds) + rest.durationSeconds;
    if (stops.length > 1) report(`Break ${rest.id} is taken ${stops.length} times.`);
    const stop = stops[0];
    if (!stop) {
      const owed = route.endSeconds > latest && route.startSeconds < couldBeOver;
      if (owed) report(`Break ${rest.id} is owed and not taken.`);
      continue;
    }
    const start = stop.serviceStartSeconds;
    if (start < rest.earliestStartSeconds || start > latest) {
      report(`Break ${rest.id} starts at ${start}, outside ${rest.earliestStartSeconds}–${latest}.`);
    }
    if (stop.departureSeconds - start !== rest.durationSeconds)
      report(`Break ${rest.id} does not last ${rest.durationSeconds} s.`);
  }
  return violations;
};
