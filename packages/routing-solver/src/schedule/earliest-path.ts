import { type Model, NEVER, NodeKind } from '../model/model.ts';
import { createDrivingBreaks, type Way } from './driving-breaks.ts';
import type { RouteClock } from './route-clock.ts';
import type { ScheduleEvents } from './schedule.ts';

/** Stops of a route in order, without start and end. */
export interface RouteOrder {
  readonly route: number;
  readonly sequence: Int32Array;
  readonly length: number;
}

/**
 * The way through a route with its earliest end: a dynamic program over (stop, breaks taken so far). A break is taken on arrival (it may use up
 * waiting) or after service, in order. Being earlier is never worse, so one time for each state is enough; but for rests that the wheel asks for
 * (`driving-breaks.ts`).
 * @param hard as in `createScheduler`.
 */
export function createEarliestPath(model: Model, hard: boolean, clock: RouteClock) {
  const { opens, closes, service, nodeCount, kind, firstStart, firstEnd, serviceProfile, breakFirst, breaks } = model;
  const { arcSeconds, lastingDrive, openFrom, readyToLoad } = clock;
  const withRests = model.guards.drivingBreaks;

  let mostBreaks = 0;
  for (let route = 0; route < model.routeCount; route++) {
    mostBreaks = Math.max(mostBreaks, breakFirst[route + 1]! - breakFirst[route]!);
  }
  const states = mostBreaks + 1;
  // A rest on arrival and one after service, at the most.
  const mostEvents = (withRests ? 3 : 1) * firstStart + 2 + mostBreaks;
  const time = new Int32Array(states);
  const over = new Float64Array(states);
  // Row k: which breaks are taken on arrival at stop k and after service there (row 0 is the start).
  const onArrival = new Uint8Array((mostEvents + 1) * states);
  const onLeaving = new Uint8Array((mostEvents + 1) * states);
  const rests = withRests ? createDrivingBreaks(model, clock) : null;
  let finalState = 0;
  /** How the route is driven when the wheel asks for rests; null: the plain program is the answer. */
  let rested: Way | null = null;

  /** False: no way keeps the rules (hard only). */
  function find(order: RouteOrder): boolean {
    const { route, sequence, length } = order;
    rested = null;
    if (rests && !rests.owesNothing(route, sequence, length)) {
      rested = rests.plan(route, sequence, length);
      if (rested) return true;
      // A plan made by hand without room for a rest is timed without it; the rest is then missed.
      if (hard) return false;
    }
    const breakCount = breakFirst[route + 1]! - breakFirst[route]!;
    leaveStart(order, breakCount);
    let previous = firstStart + route;
    for (let index = 0; index < length; index++) {
      const node = sequence[index]!;
      const drive = arcSeconds(previous, node);
      for (let state = 0; state <= breakCount; state++) {
        if (time[state]! < NEVER) time[state] = time[state]! + lastingDrive(route, drive, time[state]!);
      }
      const row = (index + 1) * states;
      if (breakCount > 0) takeBreaks(route, breakCount, onArrival, row);
      const ready = kind[node] === NodeKind.reload ? readyToLoad(sequence, index + 1, length) : 0;
      if (!serve(route, node, ready, breakCount)) return false;
      if (breakCount > 0) takeBreaks(route, breakCount, onLeaving, row);
      previous = node;
    }
    return finish(route, previous, breakCount);
  }

  function leaveStart({ route, sequence, length }: RouteOrder, breakCount: number): void {
    for (let state = 1; state <= breakCount; state++) {
      time[state] = NEVER;
      over[state] = Number.POSITIVE_INFINITY;
    }
    time[0] = opens[firstStart + route]!;
    over[0] = 0;
    // Whoever leaves after a break could have been taken does not owe it.
    if (breakCount > 0) takeBreaks(route, breakCount, onLeaving, 0);
    const ready = readyToLoad(sequence, 0, length);
    for (let state = 0; state <= breakCount; state++) time[state] = Math.max(time[state]!, ready);
  }

  /** Lets each state take its next break now where that reaches the next state earlier. */
  function takeBreaks(route: number, count: number, marks: Uint8Array, row: number): void {
    const first = breakFirst[route]!;
    for (let state = 0; state < count; state++) {
      marks[row + state + 1] = 0;
      if (time[state]! >= NEVER) continue;
      const at = 3 * (first + state);
      const start = Math.max(time[state]!, breaks[at]!);
      const late = Math.max(0, start - breaks[at + 1]!);
      if (hard && late > 0) continue;
      const done = start + breaks[at + 2]!;
      const overThen = over[state]! + late;
      if (overThen < over[state + 1]! || (overThen === over[state + 1]! && done < time[state + 1]!)) {
        time[state + 1] = done;
        over[state + 1] = overThen;
        marks[row + state + 1] = 1;
      }
    }
  }

  /** False when no state is left. */
  function serve(route: number, node: number, ready: number, breakCount: number): boolean {
    const seconds = service[serviceProfile[route]! * nodeCount + node]!;
    let alive = false;
    for (let state = 0; state <= breakCount; state++) {
      if (time[state]! >= NEVER) continue;
      const start = openFrom(node, Math.max(time[state]!, ready));
      if (start > closes[node]!) {
        if (hard) {
          time[state] = NEVER;
          over[state] = Number.POSITIVE_INFINITY;
          continue;
        }
        over[state] = over[state]! + start - closes[node]!;
      }
      time[state] = start + seconds;
      alive = true;
    }
    return alive;
  }

  /** Picks the best state to end in: one that owes no break. */
  function finish(route: number, previous: number, breakCount: number): boolean {
    const end = firstEnd + route;
    const drive = arcSeconds(previous, end);
    let leastOver = Number.POSITIVE_INFINITY;
    let earliest = NEVER;
    finalState = -1;
    for (let state = 0; state <= breakCount; state++) {
      if (time[state]! >= NEVER) continue;
      const arrival = time[state]! + lastingDrive(route, drive, time[state]!);
      const owedFrom = state < breakCount ? breaks[3 * (breakFirst[route]! + state) + 1]! : NEVER;
      const overAtEnd = Math.max(0, arrival - closes[end]!) + Math.max(0, arrival - owedFrom);
      if (hard && overAtEnd > 0) continue;
      const overThen = over[state]! + overAtEnd;
      if (overThen < leastOver || (overThen === leastOver && arrival < earliest)) {
        leastOver = overThen;
        earliest = arrival;
        finalState = state;
      }
    }
    return finalState >= 0;
  }

  /** Writes nodes, drives and goods of the way just found in order, without times. */
  function layOut(order: RouteOrder, events: ScheduleEvents): LaidOut {
    return rested ? layOutRested(rested, order, events) : layOutPlain(order, events);
  }

  function layOutRested(
    way: Way,
    { route, sequence, length }: RouteOrder,
    { node, drive, ready }: ScheduleEvents,
  ): LaidOut {
    const { count, takenBefore } = rests!.layOut(way, node, drive);
    let stop = 0;
    for (let event = 0; event < count; event++) {
      const isReload = node[event]! >= 0 && kind[node[event]!] === NodeKind.reload;
      if (node[event]! >= 0) stop++;
      ready[event] = isReload ? readyToLoad(sequence, stop - 1, length) : 0;
    }
    return { count, leaving: leavingAfter(takenBefore, route, sequence, length), hasRests: true };
  }

  /** Follows the marks back from the final state. */
  function layOutPlain({ route, sequence, length }: RouteOrder, { node, drive, ready }: ScheduleEvents): LaidOut {
    let state = finalState;
    let event = mostEvents;
    for (let index = length + 1; index >= 1; index--) {
      const stop = index > length ? firstEnd + route : sequence[index - 1]!;
      const arc = arcSeconds(index === 1 ? firstStart + route : sequence[index - 2]!, stop);
      const row = index * states;
      if (index <= length) {
        while (state > 0 && onLeaving[row + state] === 1) {
          node[--event] = -1 - (breakFirst[route]! + --state);
          drive[event] = 0;
        }
      }
      node[--event] = stop;
      ready[event] = kind[stop] === NodeKind.reload ? readyToLoad(sequence, index, length) : 0;
      if (index <= length) {
        while (state > 0 && onArrival[row + state] === 1) {
          drive[event] = 0;
          node[--event] = -1 - (breakFirst[route]! + --state);
        }
      }
      drive[event] = arc;
    }
    node[--event] = firstStart + route;
    drive[event] = 0;
    for (const column of [node, drive, ready]) column.copyWithin(0, event);
    return { count: mostEvents - event, leaving: leavingAfter(state, route, sequence, length), hasRests: false };
  }

  /** Earliest time to leave the start with so many breaks over. */
  function leavingAfter(breaksTaken: number, route: number, sequence: Int32Array, length: number): number {
    let leaving = opens[firstStart + route]!;
    for (let taken = breakFirst[route]!; taken < breakFirst[route]! + breaksTaken; taken++) {
      leaving = Math.max(leaving, breaks[3 * taken]!) + breaks[3 * taken + 2]!;
    }
    return Math.max(leaving, readyToLoad(sequence, 0, length));
  }

  return { find, layOut, mostEvents };
}

interface LaidOut {
  readonly count: number;
  /** Earliest time to leave the start. */
  readonly leaving: number;
  /** Rests that the wheel asks for are among the events. */
  readonly hasRests: boolean;
}
