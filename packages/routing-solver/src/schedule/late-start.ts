import { type Model, NEVER } from '../model/model.ts';
import type { RouteClock } from './route-clock.ts';
import type { ScheduleEvents, ScheduleResult } from './schedule.ts';

/** Times the events of a route, from a start as early as it can be or delayed as far as the end stays the same, which takes waiting out of the route. */
export function createLateStart(model: Model, events: ScheduleEvents, result: ScheduleResult, clock: RouteClock) {
  const { closes, gapFirst, gaps, promised, firstEnd, breaks, told, guards } = model;
  const { lastingDrive, leavingBy, lasting, openFrom } = clock;
  const { gaps: withGaps, told: withTold } = guards;

  /** Leaves the start at `leaving`. */
  function passForward(route: number, leaving: number): void {
    const { node, drive, travel, arrival, start, departure, ready } = events;
    travel[0] = 0;
    arrival[0] = leaving;
    start[0] = leaving;
    departure[0] = leaving;
    for (let event = 1; event < result.eventCount; event++) {
      const each = node[event]!;
      travel[event] = lastingDrive(route, drive[event]!, departure[event - 1]!);
      const arrived = departure[event - 1]! + travel[event]!;
      arrival[event] = arrived;
      if (each < 0) start[event] = Math.max(arrived, breaks[3 * (-1 - each)]!);
      else if (each >= firstEnd) start[event] = arrived;
      else start[event] = openFrom(each, Math.max(arrived, ready[event]!));
      departure[event] = each >= firstEnd ? arrived : start[event]! + lasting(route, each);
    }
  }

  /**
   * Leaves as late as the end allows, but by `by`. The events are timed from `atOnce`, the earliest moment to leave.
   * @param mayDropBreaks whoever can leave after a break could have been taken need not take it on the way.
   */
  function leaveLate(route: number, atOnce: number, by: number, mayDropBreaks: boolean): void {
    const { node } = events;
    let leaving = atOnce;
    for (let rest = mayDropBreaks ? firstBreak() : -1; rest > 0; rest = firstBreak()) {
      const taken = 3 * (-1 - node[rest]!);
      const couldBeOver = Math.max(leaving, breaks[taken]!) + breaks[taken + 2]!;
      if (Math.min(by, latestLeaving(route, rest)) < couldBeOver) break;
      dropEvent(rest);
      leaving = couldBeOver;
      passForward(route, leaving);
    }
    passForward(route, Math.max(leaving, Math.min(by, latestLeaving(route, -1))));
  }

  /** Latest time to leave the start that keeps the end, with nothing late or later that was in time; without event `left`. */
  function latestLeaving(route: number, left: number): number {
    const { node, drive, travel, arrival } = events;
    const last = result.eventCount - 1;
    let bound = leavingBy(route, drive[last]!, travel[last]!, arrival[last]!);
    for (let event = last - 1; event > 0; event--) {
      const arriving = event === left ? bound : latestStart(event, bound - lasting(route, node[event]!));
      bound = leavingBy(route, drive[event]!, travel[event]!, arriving);
    }
    return bound;
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

  return { passForward, leaveLate };
}
