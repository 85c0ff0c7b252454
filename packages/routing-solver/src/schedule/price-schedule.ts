import type { Model } from '../model/model.ts';
import { createLimitPricing } from './price-limits.ts';
import type { ScheduleEvents, ScheduleResult } from './schedule.ts';

/** What the events of a route, timed, add up to: `sumUp` fills `result`. */
export function createPricing(model: Model, events: ScheduleEvents, result: ScheduleResult) {
  const { promised, perSecond, perOvertimeSecond, overtimeFrom, perLateSecond, perSquareHour, vehicle, told } = model;
  const { travelFactor, guards } = model;
  const limits = guards.softLimits ? createLimitPricing(model, events) : null;

  function sumUp(route: number): void {
    const { node, travel, drive, arrival, start, departure } = events;
    const last = result.eventCount - 1;
    let driving = travel[last]!;
    let [serving, resting, lateness] = [0, 0, 0];
    let slow = guards.hourly ? travel[last]! - Math.round(drive[last]! * travelFactor[route]!) : 0;
    for (let event = 1; event < last; event++) {
      driving += travel[event]!;
      if (guards.hourly) slow += travel[event]! - Math.round(drive[event]! * travelFactor[route]!);
      const lasting = departure[event]! - start[event]!;
      if (node[event]! < 0) resting += lasting;
      else {
        serving += lasting;
        lateness += Math.max(0, start[event]! - promised[node[event]!]!);
      }
    }
    result.startSeconds = departure[0]!;
    result.endSeconds = arrival[last]!;
    result.breakSeconds = resting;
    result.slowSeconds = slow;
    result.waitingSeconds = result.endSeconds - result.startSeconds - driving - serving - resting;
    result.latenessSeconds = lateness;
    result.timeCost =
      perSecond[route]! * (result.waitingSeconds + resting + slow) +
      perOvertimeSecond[route]! * Math.max(0, result.endSeconds - overtimeFrom[route]!) +
      perLateSecond * lateness;
    if (perSquareHour > 0) result.timeCost += perSquareHour * ((result.endSeconds - result.startSeconds) / 3600) ** 2;
    if (guards.told) result.timeCost += toldCost(route);
    if (limits) result.timeCost += limits.priceOf(route, last, driving);
  }

  /** A stop right after one told to come later, and service outside the window told. */
  function toldCost(route: number): number {
    let cost = 0;
    let before = Number.NEGATIVE_INFINITY;
    for (let event = 1; event < result.eventCount - 1; event++) {
      const node = events.node[event]!;
      if (node < 0) continue;
      const start = events.start[event]!;
      if (start < told.opens[node]! || start > told.closes[node]!) cost += told.perWindow;
      if (told.vehicle[node] !== vehicle[route]) continue;
      if (told.position[node]! < before) cost += told.perOrder;
      before = told.position[node]!;
    }
    return cost;
  }

  return { sumUp };
}
