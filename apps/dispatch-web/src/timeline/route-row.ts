import type { Itinerary, ItineraryStop, PlannedRoute, PlannedStop, Vehicle } from '@roundsman/api-contract';
import { type StateFill, stateFill } from '@roundsman/ui';

/** One row of a timeline and one line on a map: what a vehicle does in a day, planned or under way. Instants are epoch milliseconds. */
export interface RouteRow {
  /** The vehicle's id; the itinerary's while it has no vehicle. */
  key: string;
  vehicleId: string | null;
  itineraryId: string | null;
  name: string;
  hue: number;
  /** When the first loading begins; null where it takes no time, or is over. */
  loadingFromMs: number | null;
  departureMs: number;
  endMs: number;
  stops: readonly RouteStop[];
  capacity: Vehicle['capacity'] | null;
}

export interface RouteStop {
  id: string;
  kind: PlannedStop['kind'];
  jobId: string | null;
  label: string;
  point: { lon: number; lat: number } | null;
  /** 1-based among the row's stops. */
  number: number;
  arrivalMs: number;
  serviceStartMs: number;
  departureMs: number;
  driveSeconds: number;
  /** What must be kept: the promise, else the window it was placed in. */
  due: { fromMs: number; toMs: number } | null;
  load: PlannedStop['load'];
  fill: StateFill;
  /** Under way or over: nothing can be put before it any more. */
  started: boolean;
  risk: 'none' | 'at_risk' | 'late';
  /** Expected beyond what is due; negative is slack; null when nothing is. */
  lateSeconds: number | null;
}

/** One itinerary's live ETAs, as they came over the feed. */
export interface RouteEta {
  delaySeconds: number;
  stops: ReadonlyMap<string, { atMs: number; risk: RouteStop['risk'] }>;
}

export function rowOfPlannedRoute(route: PlannedRoute, vehicle: Vehicle | undefined): RouteRow {
  return {
    key: route.vehicleId,
    vehicleId: route.vehicleId,
    itineraryId: null,
    name: vehicle?.name ?? 'Unknown vehicle',
    hue: vehicle?.hue ?? 0,
    loadingFromMs: route.loadingFrom ? Date.parse(route.loadingFrom) : null,
    departureMs: Date.parse(route.departure),
    endMs: Date.parse(route.end),
    stops: route.stops.map((stop, index) => ({
      ...place(stop, index),
      ...plannedTimes(stop),
      due: spanOf(stop.window),
      fill: 'planned',
      started: false,
      risk: stop.lateSeconds > 0 ? 'late' : 'none',
      lateSeconds: stop.window && (Date.parse(stop.arrival) - Date.parse(stop.window.to)) / 1000,
    })),
    capacity: vehicle?.capacity ?? null,
  };
}

export function rowOfItinerary(itinerary: Itinerary, vehicle: Vehicle | undefined, eta?: RouteEta): RouteRow {
  const stops = itinerary.stops.map((stop, index): RouteStop => {
    const live = eta?.stops.get(stop.id);
    const times = liveTimes(stop, live?.atMs ?? (stop.eta ? Date.parse(stop.eta.at) : null));
    const due = spanOf(stop.promise ?? stop.window);
    return {
      ...place(stop, index),
      ...times,
      due,
      fill: fillOfStop(stop),
      started: stop.state !== 'planned',
      risk: stop.doneAt ? stop.risk : (live?.risk ?? stop.risk),
      lateSeconds: due && (times.arrivalMs - due.toMs) / 1000,
    };
  });
  const last = stops.at(-1);
  const plannedEndMs = Date.parse(itinerary.end);
  return {
    key: itinerary.vehicleId ?? itinerary.id,
    vehicleId: itinerary.vehicleId,
    itineraryId: itinerary.id,
    name: vehicle?.name ?? itinerary.code,
    hue: vehicle?.hue ?? 0,
    loadingFromMs: itinerary.loadingFrom && !itinerary.startedAt ? Date.parse(itinerary.loadingFrom) : null,
    departureMs: Date.parse(itinerary.startedAt ?? itinerary.departure),
    endMs: itinerary.finishedAt
      ? Date.parse(itinerary.finishedAt)
      : Math.max(last ? last.departureMs + itinerary.returnDriveSeconds * 1000 : plannedEndMs, 0),
    stops,
    capacity: vehicle?.capacity ?? null,
  };
}

/** An active vehicle with nothing to do yet: something can be put on it. */
export function rowOfIdleVehicle(vehicle: Vehicle, shiftStartMs: number): RouteRow {
  return {
    key: vehicle.id,
    vehicleId: vehicle.id,
    itineraryId: null,
    name: vehicle.name,
    hue: vehicle.hue,
    loadingFromMs: null,
    departureMs: shiftStartMs,
    endMs: shiftStartMs,
    stops: [],
    capacity: vehicle.capacity,
  };
}

/** A row as a move would make it; what has begun keeps its state. */
export function rowAfterMove(row: RouteRow, route: PlannedRoute): RouteRow {
  const before = new Map(row.stops.map((stop) => [stop.id, stop]));
  const after = rowOfPlannedRoute(route, undefined);
  return {
    ...row,
    loadingFromMs: after.loadingFromMs,
    departureMs: after.departureMs,
    endMs: after.endMs,
    stops: after.stops.map((stop) => {
      const known = before.get(stop.id);
      return known?.started ? { ...known, number: stop.number } : { ...stop, fill: known?.fill ?? stop.fill };
    }),
  };
}

/** What happened, else what is expected, else what was planned. The time at the door keeps its planned length. */
function liveTimes(stop: ItineraryStop, etaMs: number | null) {
  const planned = plannedTimes(stop);
  const serviceMs = planned.departureMs - planned.serviceStartMs;
  if (stop.doneAt || stop.arrivedAt) {
    const doneMs = stop.doneAt ? Date.parse(stop.doneAt) : null;
    const arrivalMs = stop.arrivedAt ? Date.parse(stop.arrivedAt) : (doneMs as number);
    return { arrivalMs, serviceStartMs: arrivalMs, departureMs: doneMs ?? arrivalMs + serviceMs };
  }
  if (etaMs === null) return planned;
  const serviceStartMs = Math.max(etaMs, stop.window ? Date.parse(stop.window.from) : etaMs);
  return { arrivalMs: etaMs, serviceStartMs, departureMs: serviceStartMs + serviceMs };
}

function plannedTimes(stop: PlannedStop) {
  return {
    arrivalMs: Date.parse(stop.arrival),
    serviceStartMs: Date.parse(stop.serviceStart),
    departureMs: Date.parse(stop.departure),
  };
}

const spanOf = (span: { from: string; to: string } | null) =>
  span && { fromMs: Date.parse(span.from), toMs: Date.parse(span.to) };

function place(stop: PlannedStop, index: number) {
  return {
    id: stop.id,
    kind: stop.kind,
    jobId: stop.jobId,
    label: stop.kind === 'loading' ? `Load at ${stop.label}` : stop.label,
    point: stop.point,
    number: index + 1,
    driveSeconds: stop.driveSeconds,
    load: stop.load,
  };
}

const fillOfOtherStop: Record<ItineraryStop['state'], StateFill> = {
  planned: 'planned',
  on_route: 'on_route',
  arrived: 'arrived',
  done: 'done',
  not_reached: 'failed',
  dropped: 'cancelled',
};

function fillOfStop(stop: ItineraryStop): StateFill {
  // A job off this stop shows its state elsewhere; here it was dropped.
  if (stop.state === 'dropped' || stop.state === 'not_reached' || stop.jobState === null || stop.kind !== 'job')
    return fillOfOtherStop[stop.state];
  return stateFill(stop.jobState);
}
