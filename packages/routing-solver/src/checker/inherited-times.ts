import { driveBetween } from './drive.ts';
import { drivingTime } from './hours.ts';
import { type RouteCase, workStops } from './violation.ts';

/** What may be late on a route because its locked start is late by itself; without one what the problem says. */
export interface Inherited {
  /** Most seconds at the wheel without a rest. */
  readonly wheelSeconds: number;
  /** Latest start of each break of the shift, in order. */
  readonly breaks: readonly number[];
  /** Latest service start at each locked stop: the close of its last window or later. */
  readonly stops: readonly number[];
  readonly endSeconds: number;
}

/** Somewhere on the way, with the number of breaks that are over. `needed` is as far as one limit, the one that is looked into, must give. */
interface Moment {
  readonly at: number;
  readonly over: number;
  readonly wheel: number;
  readonly needed: number;
}

type Step = (from: Moment) => Moment[];

/**
 * A locked start and the way home, driven with nothing else on the route, breaks and rests put wherever they do least harm. If no limit need give, none
 * does. Otherwise they give one after the other, each no further than it must while those behind it are held by nothing: time at the wheel,
 * the breaks in order, the stops in order, the end.
 */
export function inheritedTimes(routeCase: Omit<RouteCase, 'inherited'>): Inherited {
  const { shift, vehicle, lockedStops } = routeCase;
  const own: Inherited = {
    wheelSeconds: vehicle.drivingBreak?.afterSeconds ?? Number.POSITIVE_INFINITY,
    breaks: (shift.breaks ?? []).map(({ latestStartSeconds }) => latestStartSeconds),
    stops: closingTimes(routeCase),
    endSeconds: shift.endSeconds,
  };
  if (lockedStops === 0 || !isWay(routeCase)) return own;
  if (farthest(routeCase, own, null) !== null) return own;
  const free = Number.POSITIVE_INFINITY;
  let given: Inherited = {
    wheelSeconds: free,
    breaks: own.breaks.map(() => free),
    stops: own.stops.map(() => free),
    endSeconds: free,
  };
  const give = (limit: Limit, least: number) => Math.max(least, farthest(routeCase, given, limit) ?? least);
  given = { ...given, wheelSeconds: give('wheel', own.wheelSeconds) };
  for (const [index, latest] of own.breaks.entries()) {
    // The break before it comes first.
    const least = Math.max(latest, given.breaks[index - 1] ?? latest);
    given = { ...given, breaks: given.breaks.with(index, give(`break ${index}`, least)) };
  }
  for (const [index, closes] of own.stops.entries())
    given = { ...given, stops: given.stops.with(index, give(`stop ${index}`, closes)) };
  return { ...given, endSeconds: give('end', own.endSeconds) };
}

type Limit = 'wheel' | 'end' | `break ${number}` | `stop ${number}`;

/** How far one limit must give at least on a route that keeps all of them; −∞ where it is not met at all, null: no way keeps them. */
function farthest(routeCase: Omit<RouteCase, 'inherited'>, limits: Inherited, wanted: Limit | null): number | null {
  const { problem, vehicle, shift, route, lockedStops, jobs, leavesFrom } = routeCase;
  const locked = workStops(route).slice(0, lockedStops);
  const breaks = shift.breaks ?? [];
  const rest = vehicle.drivingBreak;
  const reach = (moment: Moment, limit: Limit, value: number): Moment =>
    limit === wanted ? { ...moment, needed: Math.max(moment.needed, value) } : moment;
  const readyAt = (first: number) => {
    const loading = locked.slice(first);
    const until = loading.findIndex(({ kind }) => kind === 'reload');
    const loaded = (until < 0 ? loading : loading.slice(0, until)).filter(({ kind }) => kind === 'delivery');
    return Math.max(Number.NEGATIVE_INFINITY, ...loaded.flatMap(({ jobId }) => jobs.get(jobId!)?.readySeconds ?? []));
  };

  const takeBreak: Step = (from) => {
    const next = breaks[from.over];
    if (!next) return [];
    const at = Math.max(from.at, next.earliestStartSeconds);
    if (at > limits.breaks[from.over]!) return [];
    const wheel = rest && next.durationSeconds >= rest.durationSeconds ? 0 : from.wheel;
    const later = { ...from, at: at + next.durationSeconds, over: from.over + 1, wheel };
    return [reach(later, `break ${from.over}`, at)];
  };
  const takeRest: Step = (from) =>
    rest && from.wheel > 0 ? [{ ...from, at: from.at + rest.durationSeconds, wheel: 0 }] : [];
  const pausing = (moments: readonly Moment[]): Moment[] => {
    let [all, latest] = [best(moments), best(moments)];
    while (latest.length > 0) {
      const next = best([...all, ...latest.flatMap((from) => [...takeBreak(from), ...takeRest(from)])]);
      latest = next.filter((moment) => !all.includes(moment));
      all = next;
    }
    return all;
  };
  const driving =
    (fromPlace: number, toPlace: number): Step =>
    (from) => {
      const exact = drivingTime(problem, vehicle, driveBetween(problem, fromPlace, toPlace).seconds, from.at);
      const seconds = Math.round(exact);
      const wheel = from.wheel + seconds;
      return wheel > limits.wheelSeconds ? [] : [reach({ ...from, at: from.at + seconds, wheel }, 'wheel', wheel)];
    };
  const serving =
    (index: number): Step =>
    (from) => {
      const stop = locked[index]!;
      const isPickup = stop.kind === 'pickup' || stop.kind === 'shipment_pickup';
      const goods = isPickup ? jobs.get(stop.jobId!)?.readySeconds : undefined;
      const loads = stop.kind === 'reload' ? readyAt(index + 1) : undefined;
      const windows = windowsOf(routeCase, index);
      const can = Math.max(from.at, goods ?? from.at, loads ?? from.at);
      const start = Math.min(
        ...windows.filter((each) => each.endSeconds >= can).map((each) => Math.max(can, each.startSeconds)),
      );
      const at = Number.isFinite(start) ? start : can;
      if (at > limits.stops[index]!) return [];
      const leaves = at + stop.departureSeconds - stop.serviceStartSeconds;
      return [reach({ ...from, at: leaves }, `stop ${index}`, at)];
    };

  let moments: Moment[] = pausing([{ at: leavesFrom, over: 0, wheel: 0, needed: Number.NEGATIVE_INFINITY }]);
  moments = moments.map((each) => ({ ...each, at: Math.max(each.at, readyAt(0)) }));
  let place = vehicle.startPlaceIndex;
  for (const [index, stop] of locked.entries()) {
    const there = pausing(moments.flatMap(driving(place, stop.placeIndex)));
    moments = pausing(there.flatMap(serving(index)));
    place = stop.placeIndex;
  }
  const home = vehicle.endPlaceIndex === undefined ? vehicle.startPlaceIndex : vehicle.endPlaceIndex;
  const needs = (home === null ? moments : moments.flatMap(driving(place, home))).flatMap((each) => {
    const isOwed = each.over < breaks.length;
    if (each.at > limits.endSeconds || (isOwed && each.at > limits.breaks[each.over]!)) return [];
    const ended = reach(each, 'end', each.at);
    return [isOwed ? reach(ended, `break ${each.over}`, each.at) : ended];
  });
  return needs.length > 0 ? Math.min(...needs.map(({ needed }) => needed)) : null;
}

/** Without those that another one beats or equals in everything. */
function best(moments: readonly Moment[]): Moment[] {
  const kept: Moment[] = [];
  for (const each of moments) {
    const beats = (one: Moment, other: Moment) =>
      one.over === other.over && one.at <= other.at && one.wheel <= other.wheel && one.needed <= other.needed;
    if (!kept.some((other) => beats(other, each))) kept.push(each);
  }
  return kept;
}

function windowsOf({ vehicle, jobs, route }: Omit<RouteCase, 'inherited'>, index: number) {
  const { kind, jobId } = workStops(route)[index]!;
  const job = jobs.get(jobId ?? '');
  const windows =
    kind === 'reload' ? vehicle.reload?.windows : kind === 'shipment_pickup' ? job?.pickup?.windows : job?.windows;
  return windows ?? [];
}

function closingTimes(routeCase: Omit<RouteCase, 'inherited'>): number[] {
  return Array.from({ length: routeCase.lockedStops }, (_, index) => {
    const windows = windowsOf(routeCase, index);
    return windows.length > 0 ? Math.max(...windows.map(({ endSeconds }) => endSeconds)) : Number.POSITIVE_INFINITY;
  });
}

function isWay({ problem, vehicle, route, lockedStops }: Omit<RouteCase, 'inherited'>): boolean {
  const places = workStops(route)
    .slice(0, lockedStops)
    .map(({ placeIndex }) => placeIndex);
  const home = vehicle.endPlaceIndex === undefined ? vehicle.startPlaceIndex : vehicle.endPlaceIndex;
  const along = [vehicle.startPlaceIndex, ...places, ...(home === null ? [] : [home])];
  return along.every((to, index) => index === 0 || driveBetween(problem, along[index - 1]!, to).seconds >= 0);
}
