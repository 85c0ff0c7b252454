import { type Model, NEVER, NodeKind } from '../model/model.ts';
import { createDrivingBreaks, type Way } from './driving-breaks.ts';
import { createPricing } from './price-schedule.ts';
import { createTravelByHour } from './travel-by-hour.ts';

/**
 * Times of one whole route, breaks included.
 *
 * Dynamic program over (stop, breaks taken so far): a break is taken on arrival (it may use up waiting) or after service, in order.
 * Being earlier is never worse, so one time for each state is enough. `settle` then delays the start as far as the end stays the same,
 * which takes waiting out of the route. Where driving depends on the hour and its length is limited, not every moment will do: then the
 * route leaves late if that keeps the limits, else at once, whatever `settle` is asked for.
 */
export interface Scheduler {
  /** Schedules `sequence[0 … length−1]` (stops of jobs and reloads, no start or end) on a route. False: refused (hard only). */
  run(route: number, sequence: Int32Array, length: number): boolean;
  /** Fills `result` and `events` for the route just run, leaving as late as its end allows, or at once, or late but by then (model seconds). */
  settle(leaving?: Leaving): void;
  readonly result: ScheduleResult;
  /** In order of time, start and end included. */
  readonly events: ScheduleEvents;
}

export type Leaving = 'late' | 'at_once' | number;

export interface ScheduleResult {
  startSeconds: number;
  endSeconds: number;
  waitingSeconds: number;
  breakSeconds: number;
  /** Driving beyond what it takes at the quickest hour, which is what arcs are counted with. */
  slowSeconds: number;
  latenessSeconds: number;
  /** Paid waiting, breaks and slow driving, overtime, lateness, fairness, what was told otherwise, in units of the objective. */
  timeCost: number;
  eventCount: number;
}

export interface ScheduleEvents {
  /** Node, or −1 − b for break b of the model. A break's travel is 0 when it is taken where the vehicle stands. */
  readonly node: Int32Array;
  /** Seconds of the arc that leads here, and how long its drive lasts. */
  readonly drive: Int32Array;
  readonly travel: Int32Array;
  readonly arrival: Int32Array;
  readonly start: Int32Array;
  readonly departure: Int32Array;
  /** Reloads: when the goods to load are there. */
  readonly ready: Int32Array;
}

/**
 * @param hard refuse a route that misses a window, a break or the end of its shift. Otherwise it misses them by little: at every
 *   stop the fewest seconds over so far, then the earliest.
 */
export function createScheduler(model: Model, hard: boolean): Scheduler {
  const { arcs, slot, place, opens, closes, gapFirst, gaps, service, nodeCount, kind, promised } = model;
  const { release } = model;
  const { firstStart, firstEnd, serviceProfile, travelFactor, slowestFactor, breakFirst, breaks, told, guards } = model;
  const { maxDriving, drivingAfter, drivingRest } = model;
  const withTold = guards.told;
  const withHours = guards.hourly;
  const hours = withHours ? createTravelByHour(model) : null;
  const travelFactors = guards.travelFactors;
  const withGaps = guards.gaps;
  const withRelease = release.some((ready) => ready > 0);

  let mostBreaks = 0;
  for (let route = 0; route < model.routeCount; route++) {
    mostBreaks = Math.max(mostBreaks, breakFirst[route + 1]! - breakFirst[route]!);
  }
  const states = mostBreaks + 1;
  const withRests = guards.drivingBreaks;
  // A rest on arrival and one after service, at the most.
  const mostEvents = (withRests ? 3 : 1) * model.firstStart + 2 + mostBreaks;
  const time = new Int32Array(states);
  const over = new Float64Array(states);
  // Row k: which breaks are taken on arrival at stop k and after service there (row 0 is the start).
  const onArrival = new Uint8Array((mostEvents + 1) * states);
  const onLeaving = new Uint8Array((mostEvents + 1) * states);
  const events: ScheduleEvents = {
    node: new Int32Array(mostEvents),
    drive: new Int32Array(mostEvents),
    travel: new Int32Array(mostEvents),
    arrival: new Int32Array(mostEvents),
    start: new Int32Array(mostEvents),
    departure: new Int32Array(mostEvents),
    ready: new Int32Array(mostEvents),
  };
  const result: ScheduleResult = {
    startSeconds: 0,
    endSeconds: 0,
    waitingSeconds: 0,
    breakSeconds: 0,
    slowSeconds: 0,
    latenessSeconds: 0,
    timeCost: 0,
    eventCount: 0,
  };

  let route = 0;
  let sequence: Int32Array = new Int32Array(0);
  let length = 0;
  let finalState = 0;
  /** How the route is driven when the wheel asks for rests; null: the plain schedule is the answer. */
  let rested: Way | null = null;
  const rests = withRests
    ? createDrivingBreaks(model, {
        arcSeconds,
        lasting: (ofRoute, drive, leaving) => {
          route = ofRoute;
          return lastingDrive(drive, leaving);
        },
        openFrom,
        readyToLoad: (nodes, from, count) => {
          sequence = nodes;
          length = count;
          return readyToLoad(from);
        },
      })
    : null;

  const { sumUp } = createPricing(model, events, result);
  /** The only way to leave that keeps what driving is allowed, null = any does. */
  let onlyLeaving: Leaving | null = null;

  function arcSeconds(from: number, to: number): number {
    return arcs[slot(place[from]!, place[to]!) + 1]!;
  }

  function lastingDrive(drive: number, leaving: number): number {
    if (withHours) return hours!.lasting(route, drive, leaving);
    return travelFactors ? Math.round(drive * travelFactor[route]!) : drive;
  }

  /** Earliest service start at or after `at`; past `closes` it is `at` itself. */
  function openFrom(node: number, at: number): number {
    let start = Math.max(at, opens[node]!);
    if (withGaps) {
      for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
        if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
      }
    }
    return start;
  }

  /** Lets each state take its next break now where that reaches the next state earlier. */
  function takeBreaks(count: number, marks: Uint8Array, row: number): void {
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

  /** Goods of the loading that begins before stop `from` are there no earlier. */
  function readyToLoad(from: number): number {
    let ready = 0;
    for (let index = from; index < length && kind[sequence[index]!] !== NodeKind.reload; index++) {
      ready = Math.max(ready, release[sequence[index]!]!);
    }
    return ready;
  }

  function run(ofRoute: number, nodes: Int32Array, count: number): boolean {
    onlyLeaving = null;
    if (!schedule(ofRoute, nodes, count)) return false;
    return !withHours || !mayDriveTooLong() || keepsDriving() || !hard;
  }

  function mayDriveTooLong(): boolean {
    const most = withRests ? Math.min(maxDriving[route]!, drivingAfter[route]!) : maxDriving[route]!;
    let driving = 0;
    for (let index = 0; index <= length; index++) {
      const from = index === 0 ? firstStart + route : sequence[index - 1]!;
      const to = index === length ? firstEnd + route : sequence[index]!;
      driving += Math.round(arcSeconds(from, to) * slowestFactor[route]!);
    }
    return driving > most;
  }

  /** Leaving at another moment is driving at other hours. */
  function keepsDriving(): boolean {
    onlyLeaving = 'at_once';
    layOut('late');
    if (drivesTooLong()) layOut('at_once');
    else onlyLeaving = 'late';
    return !drivesTooLong();
  }

  function drivesTooLong(): boolean {
    const { node, travel } = events;
    let [driving, atTheWheel] = [0, 0];
    for (let event = 0; event < result.eventCount; event++) {
      driving += travel[event]!;
      atTheWheel += travel[event]!;
      if (driving > maxDriving[route]! || (withRests && atTheWheel > drivingAfter[route]!)) return true;
      if (withRests && node[event]! < 0 && lasting(event) >= drivingRest[route]!) atTheWheel = 0;
    }
    return false;
  }

  function schedule(ofRoute: number, nodes: Int32Array, count: number): boolean {
    route = ofRoute;
    sequence = nodes;
    length = count;
    rested = null;
    if (withRests && !rests!.owesNothing(route, nodes, count)) {
      rested = rests!.plan(route, nodes, count);
      if (rested) return true;
      // A plan made by hand without room for a rest is timed without it; the rest is then missed.
      if (hard) return false;
    }
    const services = serviceProfile[route]! * nodeCount;
    const breakCount = breakFirst[route + 1]! - breakFirst[route]!;
    let previous = firstStart + route;
    for (let state = 1; state <= breakCount; state++) {
      time[state] = NEVER;
      over[state] = Number.POSITIVE_INFINITY;
    }
    time[0] = opens[previous]!;
    over[0] = 0;
    // Whoever leaves after a break could have been taken does not owe it.
    if (breakCount > 0) takeBreaks(breakCount, onLeaving, 0);
    if (withRelease) {
      const ready = readyToLoad(0);
      for (let state = 0; state <= breakCount; state++) time[state] = Math.max(time[state]!, ready);
    }

    for (let index = 0; index < length; index++) {
      const node = sequence[index]!;
      const drive = arcSeconds(previous, node);
      for (let state = 0; state <= breakCount; state++) {
        if (time[state]! < NEVER) time[state] = time[state]! + lastingDrive(drive, time[state]!);
      }
      const row = (index + 1) * states;
      if (breakCount > 0) takeBreaks(breakCount, onArrival, row);
      const ready = withRelease && kind[node] === NodeKind.reload ? readyToLoad(index + 1) : 0;
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
        time[state] = start + service[services + node]!;
        alive = true;
      }
      if (!alive) return false;
      if (breakCount > 0) takeBreaks(breakCount, onLeaving, row);
      previous = node;
    }
    return finish(previous, breakCount);
  }

  /** Picks the best state to end in: one that owes no break. */
  function finish(previous: number, breakCount: number): boolean {
    const end = firstEnd + route;
    const drive = arcSeconds(previous, end);
    let leastOver = Number.POSITIVE_INFINITY;
    let earliest = NEVER;
    finalState = -1;
    for (let state = 0; state <= breakCount; state++) {
      if (time[state]! >= NEVER) continue;
      const arrival = time[state]! + lastingDrive(drive, time[state]!);
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

  /** Follows the marks back from the final state and lays the path out in order. Returns the earliest time to leave the start. */
  function layOutEvents(): number {
    const { node, drive, ready } = events;
    if (rested) {
      const { count, takenBefore } = rests!.layOut(rested, node, drive);
      result.eventCount = count;
      let stop = 0;
      for (let event = 0; event < count; event++) {
        const isReload = node[event]! >= 0 && kind[node[event]!] === NodeKind.reload;
        if (node[event]! >= 0) stop++;
        ready[event] = withRelease && isReload ? readyToLoad(stop - 1) : 0;
      }
      return leavingAfter(takenBefore);
    }
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
      ready[event] = withRelease && kind[stop] === NodeKind.reload ? readyToLoad(index) : 0;
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
    node.copyWithin(0, event);
    drive.copyWithin(0, event);
    ready.copyWithin(0, event);
    result.eventCount = mostEvents - event;

    return leavingAfter(state);
  }

  /** Earliest time to leave the start with so many breaks over. */
  function leavingAfter(breaksTaken: number): number {
    let leaving = opens[firstStart + route]!;
    for (let taken = breakFirst[route]!; taken < breakFirst[route]! + breaksTaken; taken++) {
      leaving = Math.max(leaving, breaks[3 * taken]!) + breaks[3 * taken + 2]!;
    }
    return withRelease ? Math.max(leaving, readyToLoad(0)) : leaving;
  }

  function settle(leave: Leaving = 'late'): void {
    layOut(onlyLeaving ?? leave);
    sumUp(route);
  }

  function layOut(leave: Leaving): void {
    const leaving = layOutEvents();
    passForward(leaving);
    if (leave !== 'at_once') leaveLate(leaving, leave === 'late' ? NEVER : leave);
  }

  function leaveLate(atOnce: number, by: number): void {
    const { node } = events;
    let leaving = atOnce;
    // Where the wheel asks for rests, those of the shift may be among them: they stay.
    for (let rest = rested ? -1 : firstBreak(); rest > 0; rest = firstBreak()) {
      // Whoever can leave after the break could have been taken need not take it on the way.
      const taken = 3 * (-1 - node[rest]!);
      const couldBeOver = Math.max(leaving, breaks[taken]!) + breaks[taken + 2]!;
      if (Math.min(by, latestLeaving(rest)) < couldBeOver) break;
      dropEvent(rest);
      leaving = couldBeOver;
      passForward(leaving);
    }
    passForward(Math.max(leaving, Math.min(by, latestLeaving(-1))));
  }

  /** Latest time to leave the start that keeps the end, with nothing late or later that was in time; without event `left`. */
  function latestLeaving(left: number): number {
    const last = result.eventCount - 1;
    let bound = leavingFor(last, events.arrival[last]!);
    for (let event = last - 1; event > 0; event--) {
      bound = leavingFor(event, event === left ? bound : latestStart(event, bound - lasting(event)));
    }
    return bound;
  }

  /** When to leave the event before so as to be at this one by then. */
  function leavingFor(event: number, arriving: number): number {
    return withHours ? hours!.leavingBy(route, events.drive[event]!, arriving) : arriving - events.travel[event]!;
  }

  function firstBreak(): number {
    for (let event = 1; event < result.eventCount; event++) if (events.node[event]! < 0) return event;
    return -1;
  }

  function dropEvent(event: number): void {
    const { node, drive, ready } = events;
    drive[event + 1] = drive[event + 1]! + drive[event]!;
    for (const column of [node, drive, ready]) column.copyWithin(event, event + 1, result.eventCount);
    result.eventCount--;
  }

  function lasting(event: number): number {
    const node = events.node[event]!;
    return node < 0 ? breaks[3 * (-1 - node) + 2]! : service[serviceProfile[route]! * nodeCount + node]!;
  }

  function latestStart(event: number, bound: number): number {
    const node = events.node[event]!;
    const start = events.start[event]!;
    if (node < 0) return Math.max(start, Math.min(bound, breaks[3 * (-1 - node) + 1]!));
    const promise = withTold ? Math.min(promised[node]!, toldUntil(node, start)) : promised[node]!;
    let latest = Math.min(bound, start <= promise ? Math.min(closes[node]!, promise) : start);
    if (withGaps) {
      for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
        if (latest > gaps[2 * gap]! && latest < gaps[2 * gap + 1]!) latest = gaps[2 * gap]!;
      }
    }
    return Math.max(start, latest);
  }

  /** A window told that is kept stays kept. */
  function toldUntil(node: number, start: number): number {
    return start <= told.closes[node]! ? told.closes[node]! : NEVER;
  }

  function passForward(leaving: number): void {
    const { node, drive, travel, arrival, start, departure, ready } = events;
    travel[0] = 0;
    arrival[0] = leaving;
    start[0] = leaving;
    departure[0] = leaving;
    for (let event = 1; event < result.eventCount; event++) {
      const each = node[event]!;
      travel[event] = lastingDrive(drive[event]!, departure[event - 1]!);
      const arrived = departure[event - 1]! + travel[event]!;
      arrival[event] = arrived;
      if (each < 0) start[event] = Math.max(arrived, breaks[3 * (-1 - each)]!);
      else if (each >= firstEnd) start[event] = arrived;
      else start[event] = openFrom(each, Math.max(arrived, ready[event]!));
      departure[event] = each >= firstEnd ? arrived : start[event]! + lasting(event);
    }
  }

  return { run, settle, result, events };
}
