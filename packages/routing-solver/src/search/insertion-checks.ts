import { type Model, NodeKind } from '../model/model.ts';
import type { RouteState } from './routes.ts';

/** May this stop go between these two neighbours of a route? One function a rule, each O(1) in the length of the route. */
export function createInsertionChecks(model: Model, state: RouteState) {
  const { arcs, slot, place, opens, closes, gapFirst, gaps, service, serviceProfile, nodeCount, kind } = model;
  const { maxJobs, maxDriving, maxMeters, capacity, amount, collected, dimensions, partner, firstStart, guards } =
    model;
  const { departs, latest, load, peakBefore, peakAfter, jobs, loadSum, driving, meters, states } = state;
  const withGaps = guards.gaps;
  const { next, routeOf } = state;
  const { drivingAfter } = model;
  const withExchanges = guards.exchanges;
  const withRests = guards.drivingBreaks;
  const withHours = guards.hourly;

  /** @param travelIn seconds from `before` to the node. @param travelOut seconds from the node to `after`. */
  function keepsTime(
    route: number,
    node: number,
    before: number,
    after: number,
    travelIn: number,
    travelOut: number,
  ): boolean {
    if (states) return states.fits(route, node, before, after);
    const arrival = departs[before]! + travelIn;
    if (arrival > closes[node]!) return false;
    let start = Math.max(arrival, opens[node]!);
    if (withGaps) {
      for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
        if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
      }
    }
    return start + service[serviceProfile[route]! * nodeCount + node]! + travelOut <= latest[after]!;
  }

  /** Where load only adds up: all deliveries, or all pickups. */
  function keepsLoadSum(route: number, node: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      const at = route * dimensions + d;
      if (loadSum[at]! + amount[node * dimensions + d]! > capacity[at]!) return false;
    }
    return true;
  }

  /** Where load rises and falls: a delivery rides from the loading to its stop, a pickup from its stop to the unloading. */
  function keepsLoadProfile(route: number, node: number, before: number, after: number): boolean {
    if (withExchanges && !keepsCollected(route, node, before, after)) return false;
    if (kind[node] === NodeKind.shipmentDelivery) return true;
    const isDelivery = kind[node] === NodeKind.delivery;
    for (let d = 0; d < dimensions; d++) {
      const added = amount[node * dimensions + d]!;
      if (!isDelivery) {
        if (!carriesOn(route, before, after, added, d)) return false;
      } else if (peakBefore[before * dimensions + d]! + added > capacity[route * dimensions + d]!) return false;
    }
    return true;
  }

  /**
   * What an exchange takes along rides from its stop to the unloading. A shipment that is delivered on its own has been on board up to
   * the end so far, so it makes room as it goes.
   */
  function keepsCollected(route: number, node: number, before: number, after: number): boolean {
    const makesRoom = kind[node] === NodeKind.shipmentDelivery;
    for (let d = 0; d < dimensions; d++) {
      const at = node * dimensions + d;
      const added = collected[at]! - (makesRoom ? amount[at]! : 0);
      if (added > 0 && !carriesOn(route, before, after, added, d)) return false;
    }
    return true;
  }

  /** More on board from between `before` and `after` up to where the vehicle is unloaded. */
  function carriesOn(route: number, before: number, after: number, added: number, d: number): boolean {
    // Behind a reload begins another loading.
    const ahead = kind[after] === NodeKind.reload ? 0 : peakAfter[after * dimensions + d]!;
    return Math.max(load[before * dimensions + d]!, ahead) + added <= capacity[route * dimensions + d]!;
  }

  /** What a shipment's stop takes along, its goods being off: `before` and `after` are the stops around its delivery. */
  function keepsCollectedOfShipment(route: number, delivery: number, before: number, after: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      if (!carriesOn(route, before, after, collected[delivery * dimensions + d]!, d)) return false;
    }
    return true;
  }

  /** On board when leaving `node`, with a shipment's goods as well. */
  function carriesShipment(route: number, node: number, pickup: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      if (load[node * dimensions + d]! + amount[pickup * dimensions + d]! > capacity[route * dimensions + d]!)
        return false;
    }
    return true;
  }

  function keepsJobLimit(route: number): boolean {
    return jobs[route]! < maxJobs[route]!;
  }

  function keepsTravelLimits(route: number, node: number, before: number, after: number): boolean {
    const seconds =
      state.travelSeconds(route, before, node) +
      state.travelSeconds(route, node, after) -
      state.travelSeconds(route, before, after);
    const added = metersBetween(before, node) + metersBetween(node, after) - metersBetween(before, after);
    return driving[route]! + seconds <= maxDriving[route]! && meters[route]! + added <= maxMeters[route]!;
  }

  /** For a pair: `secondAfter` is the node before the delivery, the pickup itself when it is delivered at once. */
  function keepsTravelLimitsOfPair(
    route: number,
    before: number,
    secondAfter: number,
    pickup: number,
    after: number,
    afterDelivery: number,
  ): boolean {
    const delivery = partner[pickup]!;
    let seconds = -state.travelSeconds(route, before, after) + state.travelSeconds(route, before, pickup);
    let added = -metersBetween(before, after) + metersBetween(before, pickup);
    seconds += state.travelSeconds(route, secondAfter, delivery) + state.travelSeconds(route, delivery, afterDelivery);
    added += metersBetween(secondAfter, delivery) + metersBetween(delivery, afterDelivery);
    if (secondAfter !== pickup) {
      seconds += state.travelSeconds(route, pickup, after) - state.travelSeconds(route, secondAfter, afterDelivery);
      added += metersBetween(pickup, after) - metersBetween(secondAfter, afterDelivery);
    }
    return driving[route]! + seconds <= maxDriving[route]! && meters[route]! + added <= maxMeters[route]!;
  }

  function metersBetween(from: number, to: number): number {
    return arcs[slot(place[from]!, place[to]!)]!;
  }

  /** True when only the schedule of the whole route can tell: goods that are ready late, rests that driving asks for, driving limited by the hour. */
  function needsSchedule(node: number, before: number): boolean {
    if (states!.delaysLoading(node, before)) return true;
    return (withRests || (withHours && guards.limits)) && mayDriveLong(routeOf[before]!, node, before, next[before]!);
  }

  function mayDriveLong(route: number, node: number, before: number, after: number): boolean {
    const added = state.travelSeconds(route, before, node) + state.travelSeconds(route, node, after);
    const seconds = driving[route]! + added - state.travelSeconds(route, before, after);
    return (withRests && seconds > drivingAfter[route]!) || (withHours && state.mayDriveTooLong(route, seconds));
  }

  /** Nothing goes in between the stops of a locked start. */
  const closedAfter = new Uint8Array(nodeCount);
  for (const [route, locked] of model.locked.entries()) {
    let before = firstStart + route;
    for (const node of locked) {
      closedAfter[before] = 1;
      before = node;
    }
  }

  return {
    keepsTime,
    keepsLoadSum,
    keepsLoadProfile,
    carriesShipment,
    keepsCollectedOfShipment,
    keepsJobLimit,
    keepsTravelLimits,
    keepsTravelLimitsOfPair,
    needsSchedule,
    closedAfter,
  };
}

export type InsertionChecks = ReturnType<typeof createInsertionChecks>;
