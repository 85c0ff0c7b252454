import { type Model, NEVER, NodeKind } from '../model/model.ts';
import type { RouteClock } from './route-clock.ts';

/** Ways to one point of a route that are worth going on with; a route has two or three. */
const MOST_WAYS = 64;

/** One way to have come to a point of the route. */
export interface Way {
  readonly time: number;
  /** Seconds at the wheel since the last rest. */
  readonly driven: number;
  /** Breaks of the shift that are over. */
  readonly taken: number;
  /** Seconds of the arc driven since the last event. */
  readonly pending: number;
  readonly trail: Trail | null;
}

/** The events behind, the last one first: a node, or −1 − b for a break of the model. */
interface Trail {
  readonly event: number;
  readonly drive: number;
  readonly before: Trail | null;
}

/** Events of a route in order, as the scheduler lays them out. */
export interface DrivenEvents {
  readonly count: number;
  /** Breaks of the shift that are over before the start. */
  readonly takenBefore: number;
}

/**
 * Rests that the wheel asks for: no more than `drivingAfter[route]` seconds driven without a break of `drivingRest[route]`, taken on arrival or
 * after service. A break of the shift that is long enough counts too, waiting does not. One time for each state is not enough here: being earlier
 * may mean having driven longer. So each point of the route keeps every way of which no other is both earlier and less driven.
 */
export function createDrivingBreaks(model: Model, clock: RouteClock) {
  const { firstStart, firstEnd, opens, closes, kind, service, serviceProfile, nodeCount } = model;
  const { breakFirst, breaks, drivingAfter, drivingRest, firstDrivingBreak, slowestFactor } = model;

  /** True when the whole route is driven within the time at any hour: the plain schedule is the answer. */
  function owesNothing(route: number, sequence: Int32Array, length: number): boolean {
    if (drivingAfter[route]! >= NEVER) return true;
    let driven = 0;
    for (let index = 0; index <= length; index++)
      driven += Math.round(arcTo(route, sequence, index, length) * slowestFactor[route]!);
    return driven <= drivingAfter[route]!;
  }

  function nodeAt(route: number, sequence: Int32Array, index: number, length: number): number {
    if (index < 0) return firstStart + route;
    return index < length ? sequence[index]! : firstEnd + route;
  }

  /** Seconds of the arc to stop `index`; `length` is the end. */
  function arcTo(route: number, sequence: Int32Array, index: number, length: number): number {
    const from = nodeAt(route, sequence, index - 1, length);
    return clock.arcSeconds(from, nodeAt(route, sequence, index, length));
  }

  /** The way to the earliest end that keeps every rule, null when there is none. */
  function plan(route: number, sequence: Int32Array, length: number): Way | null {
    const start = firstStart + route;
    const ready = clock.readyToLoad(sequence, 0, length);
    let ways: Way[] = rested(route, [{ time: opens[start]!, driven: 0, taken: 0, pending: 0, trail: null }])
      // Breaks that are over before the start are not events of the route.
      .map((way) => ({ ...way, time: Math.max(way.time, ready), trail: { event: start, drive: 0, before: null } }));
    for (let index = 0; index < length; index++) {
      const node = sequence[index]!;
      const loading = kind[node] === NodeKind.reload ? clock.readyToLoad(sequence, index + 1, length) : 0;
      const done: Way[] = [];
      for (const way of rested(route, driven(route, ways, arcTo(route, sequence, index, length)))) {
        const begun = clock.openFrom(node, Math.max(way.time, loading));
        if (begun > closes[node]!) continue;
        const time = begun + service[serviceProfile[route]! * nodeCount + node]!;
        keep(done, { ...after(way, node), time });
      }
      ways = rested(route, done);
      if (ways.length === 0) return null;
    }
    let best: Way | null = null;
    for (const way of driven(route, ways, arcTo(route, sequence, length, length))) {
      const count = breakFirst[route + 1]! - breakFirst[route]!;
      const owedFrom = way.taken < count ? breaks[3 * (breakFirst[route]! + way.taken) + 1]! : NEVER;
      if (way.time > Math.min(owedFrom, closes[firstEnd + route]!)) continue;
      if (!best || way.time < best.time) best = after(way, firstEnd + route);
    }
    return best;
  }

  function driven(route: number, ways: readonly Way[], arcSeconds: number): Way[] {
    return ways
      .map((way) => {
        const travel = clock.lastingDrive(route, arcSeconds, way.time);
        return { ...way, time: way.time + travel, driven: way.driven + travel, pending: arcSeconds };
      })
      .filter((way) => way.driven <= drivingAfter[route]!);
  }

  function after(way: Way, event: number): Way {
    return { ...way, pending: 0, trail: { event, drive: way.pending, before: way.trail } };
  }

  /** Lets each way take the next break of the shift, a rest for the wheel, or both, here and now. */
  function rested(route: number, ways: readonly Way[]): Way[] {
    const first = breakFirst[route]!;
    const count = breakFirst[route + 1]! - first;
    const all = [...ways];
    for (let each = 0; each < all.length; each++) {
      const way = all[each]!;
      if (way.taken < count) {
        const at = 3 * (first + way.taken);
        const begin = Math.max(way.time, breaks[at]!);
        const isRest = breaks[at + 2]! >= drivingRest[route]!;
        const time = begin + breaks[at + 2]!;
        if (begin <= breaks[at + 1]!)
          keep(all, {
            ...after(way, -1 - first - way.taken),
            time,
            driven: isRest ? 0 : way.driven,
            taken: way.taken + 1,
          });
      }
      if (way.driven > 0)
        keep(all, { ...after(way, -1 - firstDrivingBreak - route), time: way.time + drivingRest[route]!, driven: 0 });
    }
    return all;
  }

  /** Adds a way unless another of the same state is no later and no more driven. */
  function keep(ways: Way[], way: Way): void {
    if (ways.length >= MOST_WAYS) return;
    for (const other of ways) {
      if (other.taken === way.taken && other.time <= way.time && other.driven <= way.driven) return;
    }
    ways.push(way);
  }

  /** Writes the events of a way, start and end included, in order. */
  function layOut(way: Way, node: Int32Array, drive: Int32Array): DrivenEvents {
    let [count, takenOnTheWay] = [0, 0];
    const isOfTheShift = (event: number) => event < 0 && -1 - event < firstDrivingBreak;
    for (let each = way.trail; each; each = each.before) count++;
    let at = count;
    for (let each = way.trail; each; each = each.before) {
      node[--at] = each.event;
      drive[at] = each.drive;
      if (isOfTheShift(each.event)) takenOnTheWay++;
    }
    return { count, takenBefore: way.taken - takenOnTheWay };
  }

  return { owesNothing, plan, layOut };
}
