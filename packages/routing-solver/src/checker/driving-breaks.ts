import type { RouteClause, Violation } from './violation.ts';

/**
 * Nobody drives longer than `afterSeconds` without a pause of `durationSeconds` in one piece; a rest for it lasts exactly that long. A locked start that
 * cannot be driven with such pauses alone is inherited.
 */
export const drivingBreaks: RouteClause = (routeCase) => {
  const { route, vehicle } = routeCase;
  const rule = vehicle.drivingBreak;
  if (!rule) return [];
  const violations: Violation[] = [];
  const report = (detail: string) => violations.push({ rule: 'driving_break', detail });
  let atTheWheel = 0;
  let most = 0;
  for (const stop of route.stops) {
    atTheWheel += stop.drivingSeconds;
    most = Math.max(most, atTheWheel);
    if (stop.kind !== 'break') continue;
    const pause = stop.departureSeconds - stop.serviceStartSeconds;
    if (stop.breakId === 'driving' && pause !== rule.durationSeconds)
      report(`A rest lasts ${pause} s, not ${rule.durationSeconds} s.`);
    if (pause >= rule.durationSeconds) atTheWheel = 0;
  }
  const allowed = routeCase.inherited.wheelSeconds;
  if (most > allowed) report(`${most} s at the wheel without a rest, at most ${allowed} s.`);
  return violations;
};
