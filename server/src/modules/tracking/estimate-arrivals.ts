import type { StopState } from '@roundsman/delivery-rules';

/** One stop of an itinerary as estimating needs it. Instants in whole seconds since the epoch. */
export interface StopAhead {
  readonly id: string;
  readonly kind: string;
  readonly state: StopState;
  /** Drive from the stop before, as it is at an hour whose factor is 1. */
  readonly legSeconds: number;
  readonly serviceSeconds: number;
  /** How far a drive and a stop of this kind are usually off, relative; left out = what is usual everywhere. */
  readonly driveDeviation?: number;
  readonly serviceDeviation?: number;
  /** Service may not begin before: the start of the window it is planned in. */
  readonly notBefore: number | null;
  readonly leftAt: number | null;
  readonly arrivedAt: number | null;
  readonly finishedAt: number | null;
}

export interface RouteAhead {
  readonly now: number;
  readonly started: boolean;
  readonly plannedDeparture: number;
  /** In order, what is over included. */
  readonly stops: readonly StopAhead[];
  /** Driving left to the stop that the crew is on its way to, likewise, where its position is known and fresh. */
  readonly remainingSeconds: number | null;
  /** How long a drive takes that begins then; left out: as on free roads. */
  readonly drive?: (leaving: number, roadSeconds: number) => number;
}

export interface Estimate {
  readonly stopId: string;
  readonly arrival: number;
  /** Eight of ten arrivals are expected between p10 and p90. */
  readonly p10: number;
  readonly p90: number;
}

/** Relative standard deviations of a drive and of a stop, until the organisation's own records say better. */
const DRIVE_DEVIATION = 0.15;
const SERVICE_DEVIATION = 0.3;
/** Parking, walking, ringing: nobody is at a door to the minute. */
const LEAST_DEVIATION_SECONDS = 180;
/** Of a normal distribution: 80 % lie within this many standard deviations. */
const P90_DEVIATIONS = 1.2816;
/** A crew that should have been done or there by now will be within this time. */
const OVERDUE_SECONDS = 60;

/**
 * When the crew will be at each stop still to come: from what happened last, along the planned legs, waiting for windows
 * that are not open yet. Errors of legs and stops are taken as independent, so their variances add up along the way.
 */
export function estimateArrivals(route: RouteAhead): Estimate[] {
  const estimates: Estimate[] = [];
  let { at, variance } = startOf(route);
  const touched = route.stops.findLastIndex(({ state }) => state !== 'planned' && state !== 'dropped');
  for (const [index, stop] of route.stops.entries()) {
    // A break that the crew has driven past will not be made up for.
    if (stop.kind === 'break' && index < touched) continue;
    if (stop.state === 'done' || stop.state === 'not_reached' || stop.state === 'dropped' || stop.state === 'arrived')
      continue;
    const leg = { from: at, seconds: lasting(route, at, stop.legSeconds) };
    const drive = stop.state === 'on_route' ? remainingTo(stop, route) : leg;
    const arrival = Math.max(drive.from + drive.seconds, route.now);
    variance += (drive.seconds * (stop.driveDeviation ?? DRIVE_DEVIATION)) ** 2;
    if (stop.kind !== 'break') {
      const spread = P90_DEVIATIONS * Math.sqrt(variance + LEAST_DEVIATION_SECONDS ** 2);
      estimates.push({
        stopId: stop.id,
        arrival: Math.round(arrival),
        p10: Math.round(Math.max(arrival - spread, Math.min(arrival, route.now))),
        p90: Math.round(arrival + spread),
      });
    }
    const serviceStart = Math.max(arrival, stop.notBefore ?? arrival);
    // Waiting for a window to open swallows earlier errors.
    if (serviceStart > arrival) variance = Math.max(0, Math.sqrt(variance) - (serviceStart - arrival)) ** 2;
    at = serviceStart + stop.serviceSeconds;
    variance += (stop.serviceSeconds * (stop.serviceDeviation ?? SERVICE_DEVIATION)) ** 2;
  }
  return estimates;
}

/** From where and when the crew goes on: the stop it is at, the stop it left last, or the planned departure. */
function startOf({ now, started, plannedDeparture, stops }: RouteAhead): { at: number; variance: number } {
  const present = stops.find(({ state }) => state === 'arrived');
  if (present) {
    const begun = Math.max(present.arrivedAt ?? now, present.notBefore ?? 0);
    const left = Math.max(begun + present.serviceSeconds - now, OVERDUE_SECONDS);
    return { at: now + left, variance: (left * (present.serviceDeviation ?? SERVICE_DEVIATION)) ** 2 };
  }
  const last = stops.findLast(({ finishedAt }) => finishedAt !== null);
  if (last) return { at: Math.max(last.finishedAt!, now - OVERDUE_SECONDS), variance: 0 };
  return {
    at: started ? Math.max(plannedDeparture, now - OVERDUE_SECONDS) : Math.max(plannedDeparture, now),
    variance: 0,
  };
}

function remainingTo(stop: StopAhead, route: RouteAhead): { from: number; seconds: number } {
  const { now, remainingSeconds } = route;
  if (remainingSeconds !== null) return { from: now, seconds: lasting(route, now, remainingSeconds) };
  const leftAt = stop.leftAt ?? now;
  const whole = lasting(route, leftAt, stop.legSeconds);
  return { from: now, seconds: Math.max(whole - (now - leftAt), OVERDUE_SECONDS) };
}

function lasting({ drive }: RouteAhead, leaving: number, roadSeconds: number): number {
  return drive ? Math.round(drive(leaving, roadSeconds)) : roadSeconds;
}
