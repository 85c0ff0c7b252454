import { type Model, NEVER } from '../model/model.ts';
import { createEarliestPath } from './earliest-path.ts';
import { createLateStart } from './late-start.ts';
import { createPricing } from './price-schedule.ts';
import { createRouteClock } from './route-clock.ts';
import type { Leaving, ScheduleEvents, ScheduleResult, Scheduler } from './schedule.ts';

/**
 * The one place that decides times. Where driving depends on the hour and its length is limited, not every moment to leave will do: then the
 * route leaves late if that keeps the limits, else at once, whatever `settle` is asked for.
 * @param hard refuse a route that misses a window, a break or the end of its shift. Otherwise it misses them by little: at every
 *   stop the fewest seconds over so far, then the earliest.
 */
export function createScheduler(model: Model, hard: boolean): Scheduler {
  const { firstStart, firstEnd, slowestFactor, maxDriving, drivingAfter, drivingRest, guards } = model;
  const withHours = guards.hourly;
  const withRests = guards.drivingBreaks;
  const clock = createRouteClock(model);
  const { arcSeconds, lasting } = clock;
  const path = createEarliestPath(model, hard, clock);
  const column = () => new Int32Array(path.mostEvents);
  const events: ScheduleEvents = {
    ...{ node: column(), drive: column(), travel: column() },
    ...{ arrival: column(), start: column(), departure: column(), ready: column() },
  };
  const result: ScheduleResult = {
    ...{ startSeconds: 0, endSeconds: 0, waitingSeconds: 0, breakSeconds: 0 },
    ...{ slowSeconds: 0, latenessSeconds: 0, timeCost: 0, eventCount: 0 },
  };
  const { passForward, leaveLate } = createLateStart(model, events, result, clock);
  const { sumUp } = createPricing(model, events, result);
  const order = { route: 0, sequence: new Int32Array(0) as Int32Array, length: 0 };
  /** The only way to leave that keeps what driving is allowed, null = any does. */
  let onlyLeaving: Leaving | null = null;

  function run(route: number, sequence: Int32Array, length: number): boolean {
    onlyLeaving = null;
    order.route = route;
    order.sequence = sequence;
    order.length = length;
    if (!path.find(order)) return false;
    return !withHours || !mayDriveTooLong() || keepsDriving() || !hard;
  }

  function settle(leaving: Leaving = 'late'): void {
    layOut(onlyLeaving ?? leaving);
    sumUp(order.route);
  }

  function layOut(leave: Leaving): void {
    const { count, leaving, hasRests } = path.layOut(order, events);
    result.eventCount = count;
    passForward(order.route, leaving);
    // Where the wheel asks for rests, breaks of the shift may be among them: they stay.
    if (leave !== 'at_once') leaveLate(order.route, leaving, leave === 'late' ? NEVER : leave, !hasRests);
  }

  function mayDriveTooLong(): boolean {
    const { route, sequence, length } = order;
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
    const { route } = order;
    let [driving, atTheWheel] = [0, 0];
    for (let event = 0; event < result.eventCount; event++) {
      driving += travel[event]!;
      atTheWheel += travel[event]!;
      if (driving > maxDriving[route]! || (withRests && atTheWheel > drivingAfter[route]!)) return true;
      if (withRests && node[event]! < 0 && lasting(route, node[event]!) >= drivingRest[route]!) atTheWheel = 0;
    }
    return false;
  }

  return { run, settle, result, events };
}
