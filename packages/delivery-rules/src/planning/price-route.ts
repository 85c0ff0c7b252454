import type { AmountMinor, Meters, Seconds } from '@roundsman/units';

import { addLoads, type Capacity, type Load, type LoadDimension, overloads, takeLoad } from '../job/load.ts';

/** An instant as whole seconds since 1970, so that arithmetic stays in one unit. */
export type EpochSeconds = number;

export interface RouteLeg {
  readonly seconds: Seconds;
  readonly meters: Meters;
}

export interface RouteWindow {
  readonly startSeconds: EpochSeconds;
  readonly endSeconds: EpochSeconds;
}

export interface RouteStop {
  readonly id: string;
  /** From the stop before, or from the start. */
  readonly leg: RouteLeg;
  readonly serviceSeconds: Seconds;
  /** Empty = any time. */
  readonly windows: readonly RouteWindow[];
  readonly takesOn: Load;
  readonly takesOff: Load;
}

export interface RouteVehicle {
  readonly capacity: Capacity;
  readonly fixedCostMinor: AmountMinor;
  readonly costPerKilometerMinor: AmountMinor;
  readonly costPerHourMinor: AmountMinor;
  /** Null = no end. */
  readonly shiftEndSeconds: EpochSeconds | null;
  readonly mostDrivingSeconds: Seconds | null;
}

export interface Route {
  readonly departureSeconds: EpochSeconds;
  readonly vehicle: RouteVehicle;
  /** On board when it leaves. */
  readonly startLoad: Load;
  readonly stops: readonly RouteStop[];
  /** Null = the day ends at the last stop. */
  readonly wayBack: RouteLeg | null;
}

export interface PricedStop {
  readonly id: string;
  readonly arrivalSeconds: EpochSeconds;
  readonly serviceStartSeconds: EpochSeconds;
  readonly departureSeconds: EpochSeconds;
  readonly waitSeconds: Seconds;
  /** Beyond the last of its windows; 0 when one is kept. */
  readonly lateSeconds: Seconds;
  /** On board when it leaves. */
  readonly load: Load;
  readonly overloads: readonly LoadDimension[];
}

export interface RouteFigures {
  readonly stops: number;
  readonly driveSeconds: Seconds;
  readonly driveMeters: Meters;
  readonly serviceSeconds: Seconds;
  readonly waitSeconds: Seconds;
  readonly workSeconds: Seconds;
  readonly costMinor: AmountMinor;
  readonly lateStops: number;
  readonly lateSeconds: Seconds;
  readonly overloadedStops: number;
  /** Past the end of the shift, and past the most driving. */
  readonly overtimeSeconds: Seconds;
  readonly overdrivingSeconds: Seconds;
}

export interface PricedRoute {
  readonly stops: readonly PricedStop[];
  readonly endSeconds: EpochSeconds;
  readonly figures: RouteFigures;
}

/**
 * Times, loads and cost of a route driven in this order. Broken windows and full vehicles are figures, not refusals: a
 * dispatcher moving a stop sees what it would cost. An empty route costs nothing.
 */
export function priceRoute(route: Route): PricedRoute {
  const stops: PricedStop[] = [];
  let time = route.departureSeconds;
  let load = route.startLoad;
  for (const stop of route.stops) {
    const arrival = time + stop.leg.seconds;
    const { start, late } = serve(stop.windows, arrival);
    load = addLoads(takeLoad(load, stop.takesOff), stop.takesOn);
    time = start + stop.serviceSeconds;
    stops.push({
      id: stop.id,
      arrivalSeconds: arrival,
      serviceStartSeconds: start,
      departureSeconds: time,
      waitSeconds: start - arrival,
      lateSeconds: late,
      load,
      overloads: overloads(load, route.vehicle.capacity),
    });
  }
  const endSeconds = time + (stops.length > 0 && route.wayBack ? route.wayBack.seconds : 0);
  return { stops, endSeconds, figures: figuresOf(route, stops, endSeconds) };
}

/** Early: wait for the first window still open. After all of them: serve at once, late. */
function serve(windows: readonly RouteWindow[], arrival: EpochSeconds): { start: EpochSeconds; late: Seconds } {
  const open = windows
    .filter((window) => arrival <= window.endSeconds)
    .reduce<RouteWindow | null>((best, one) => (best && best.startSeconds <= one.startSeconds ? best : one), null);
  if (open) return { start: Math.max(arrival, open.startSeconds), late: 0 };
  if (windows.length === 0) return { start: arrival, late: 0 };
  return { start: arrival, late: arrival - Math.max(...windows.map((window) => window.endSeconds)) };
}

function figuresOf(route: Route, stops: readonly PricedStop[], endSeconds: EpochSeconds): RouteFigures {
  const legs =
    stops.length > 0 ? [...route.stops.map((stop) => stop.leg), ...(route.wayBack ? [route.wayBack] : [])] : [];
  const driveSeconds = sum(legs, (leg) => leg.seconds);
  const driveMeters = sum(legs, (leg) => leg.meters);
  const workSeconds = endSeconds - route.departureSeconds;
  const { vehicle } = route;
  const overloadedAtStart = stops.length > 0 && overloads(route.startLoad, vehicle.capacity).length > 0;
  return {
    stops: stops.length,
    driveSeconds,
    driveMeters,
    serviceSeconds: sum(route.stops, (stop) => stop.serviceSeconds),
    waitSeconds: sum(stops, (stop) => stop.waitSeconds),
    workSeconds,
    costMinor: stops.length > 0 ? routeCost(vehicle, driveMeters, workSeconds) : 0,
    lateStops: stops.filter((stop) => stop.lateSeconds > 0).length,
    lateSeconds: sum(stops, (stop) => stop.lateSeconds),
    overloadedStops: stops.filter((stop) => stop.overloads.length > 0).length + (overloadedAtStart ? 1 : 0),
    overtimeSeconds: vehicle.shiftEndSeconds === null ? 0 : Math.max(0, endSeconds - vehicle.shiftEndSeconds),
    overdrivingSeconds:
      vehicle.mostDrivingSeconds === null ? 0 : Math.max(0, driveSeconds - vehicle.mostDrivingSeconds),
  };
}

/** Fixed, per kilometre and per hour, rounded once at the end. */
export function routeCost(
  rates: Pick<RouteVehicle, 'fixedCostMinor' | 'costPerKilometerMinor' | 'costPerHourMinor'>,
  meters: Meters,
  workSeconds: Seconds,
): AmountMinor {
  const perMeter = rates.costPerKilometerMinor / 1000;
  return Math.round(rates.fixedCostMinor + meters * perMeter + (workSeconds * rates.costPerHourMinor) / 3600);
}

export const addFigures = (one: RouteFigures, other: RouteFigures): RouteFigures => combine(one, other, 1);

/** What a change costs: the figures after it less those before. */
export const figuresDifference = (after: RouteFigures, before: RouteFigures): RouteFigures =>
  combine(after, before, -1);

function combine(one: RouteFigures, other: RouteFigures, sign: 1 | -1): RouteFigures {
  return {
    stops: one.stops + sign * other.stops,
    driveSeconds: one.driveSeconds + sign * other.driveSeconds,
    driveMeters: one.driveMeters + sign * other.driveMeters,
    serviceSeconds: one.serviceSeconds + sign * other.serviceSeconds,
    waitSeconds: one.waitSeconds + sign * other.waitSeconds,
    workSeconds: one.workSeconds + sign * other.workSeconds,
    costMinor: one.costMinor + sign * other.costMinor,
    lateStops: one.lateStops + sign * other.lateStops,
    lateSeconds: one.lateSeconds + sign * other.lateSeconds,
    overloadedStops: one.overloadedStops + sign * other.overloadedStops,
    overtimeSeconds: one.overtimeSeconds + sign * other.overtimeSeconds,
    overdrivingSeconds: one.overdrivingSeconds + sign * other.overdrivingSeconds,
  };
}

const sum = <T>(things: readonly T[], value: (thing: T) => number): number =>
  things.reduce((total, thing) => total + value(thing), 0);
