import { type Model, NodeKind } from '../model/model.ts';
import { CARRY, PROBE, type ServiceInterval } from '../search/break-states.ts';
import { createInsertionChecks } from '../search/insertion-checks.ts';
import type { RouteState } from '../search/routes.ts';

export interface FoundPlace {
  readonly route: number;
  /** Nodes after which the stop goes; a shipment's delivery goes after `secondAfter`, the pickup itself when it follows at once. */
  readonly after: number;
  readonly secondAfter: number;
  /** What it adds to the plan, in money. */
  readonly price: number;
  readonly addedMeters: number;
  readonly addedDrivingSeconds: number;
  readonly interval: ServiceInterval;
}

/** Takes a place and says below which price further ones are wanted. */
type Taker = (place: FoundPlace) => number;

/**
 * Every feasible place of the spare job, not only the likely ones of the search: the same O(1) checks at every position, and the schedule
 * of the whole route for the exact price of those that pass.
 */
export function createPlaceLister(model: Model, state: RouteState, node: number) {
  const { firstStart, firstEnd, routeCount, arcs, slot, place, kind, partner, dimensions, guards } = model;
  const { service, serviceProfile, nodeCount, perSecond, opening, perUsedRoute, moneyPerUnit, closes, drivingAfter } =
    model;
  const { next, prev, leg, stops, timeCost } = state;
  const states = state.states!;
  const scheduler = state.scheduler!;
  const checks = createInsertionChecks(model, state);
  const trial = new Int32Array(nodeCount);
  let take: Taker = () => 0;
  let riding = 0;
  let slowBefore = 0;
  let bar = Number.POSITIVE_INFINITY;

  /** @param able routes that the job may ride on. @param rideCost objective of riding there, beyond driving and time. */
  function list(able: (route: number) => boolean, rideCost: (route: number) => number, taker: Taker): void {
    take = taker;
    bar = Number.POSITIVE_INFINITY;
    const isShipment = partner[node]! >= 0;
    for (let route = 0; route < routeCount; route++) {
      riding = rideCost(route);
      if (!able(route) || (guards.limits && !checks.keepsJobLimit(route))) continue;
      if (guards.hourly) slowBefore = slowSecondsOf(route);
      for (let before = firstStart + route; before < firstEnd; before = next[before]!) {
        if (checks.closedAfter[before] === 1) continue;
        if (isShipment) tryPickup(route, before);
        else tryStop(route, before);
      }
    }
  }

  function tryStop(route: number, before: number): void {
    const after = next[before]!;
    const detour = state.arcCost(route, before, node) + state.arcCost(route, node, after);
    const price = detour + baseOf(route, before) + servingCost(route, node);
    if (priceAtLeast(route, price) >= bar) return;
    if (dimensions > 0 && !checks.keepsLoadProfile(route, node, before, after)) return;
    if (guards.limits && !checks.keepsTravelLimits(route, node, before, after)) return;
    let interval = intervalBetween(route, before, after);
    if (interval.latest < interval.earliest) return;
    if (checks.needsSchedule(node, before)) {
      const whole = intervalInPlace(route, before);
      if (!whole) return;
      interval = whole;
    }
    offer(route, before, -1, price, interval);
  }

  /** Where the stop moves the whole route (goods loaded late): put it in, look, and take it out again. */
  function intervalInPlace(route: number, before: number): ServiceInterval | null {
    state.begin();
    state.touch(route);
    state.insertAfter(node, before);
    state.settleRoute(route);
    let interval: ServiceInterval | null = null;
    if (!state.log.broken) {
      interval = intervalBetween(route, before, next[node]!);
    }
    state.rollBack();
    return interval;
  }

  function intervalBetween(route: number, before: number, after: number): ServiceInterval {
    states.departFrom(CARRY, before);
    return states.serviceInterval(route, CARRY, states.driveIn(route, CARRY, before, node), node, after);
  }

  function tryPickup(route: number, before: number): void {
    if (dimensions > 0 && !checks.carriesShipment(route, before, node)) return;
    const delivery = partner[node]!;
    const after = next[before]!;
    const base = baseOf(route, before) + servingCost(route, node) + servingCost(route, delivery);
    const into = base + state.arcCost(route, before, node);
    const out = state.arcCost(route, node, after);
    states.departFrom(CARRY, before);
    if (!states.pass(route, CARRY, states.driveIn(route, CARRY, before, node), node, 0)) return;
    const direct = state.arcCost(route, node, delivery) + state.arcCost(route, delivery, after);
    tryDelivery(route, before, node, after, into + direct);
    let from = node;
    for (let carrier = after; carrier < firstEnd; carrier = next[carrier]!) {
      const travel = states.driveIn(route, CARRY, from, carrier);
      if (!states.reaches(route, CARRY, travel, carrier)) return;
      const ready = kind[carrier] === NodeKind.reload ? states.readyAt[carrier]! : 0;
      if (!states.pass(route, CARRY, travel, carrier, ready)) return;
      if (dimensions > 0 && !checks.carriesShipment(route, carrier, node)) return;
      const following = next[carrier]!;
      const detour =
        state.arcCost(route, carrier, delivery) + state.arcCost(route, delivery, following) - leg[carrier]!;
      tryDelivery(route, before, carrier, following, into + out + detour);
      from = carrier;
    }
  }

  function tryDelivery(route: number, before: number, secondAfter: number, following: number, price: number): void {
    if (priceAtLeast(route, price) >= bar || checks.closedAfter[secondAfter] === 1) return;
    const delivery = partner[node]!;
    if (closes[delivery]! < 0) return;
    const ahead = secondAfter === node ? before : secondAfter;
    if (dimensions > 0 && !checks.keepsCollectedOfShipment(route, delivery, ahead, following)) return;
    const after = next[before]!;
    if (guards.limits && !checks.keepsTravelLimitsOfPair(route, before, secondAfter, node, after, following)) return;
    states.copyCarryToProbe();
    const travelIn = states.driveIn(route, PROBE, secondAfter, delivery);
    const interval = states.serviceInterval(route, PROBE, travelIn, delivery, following);
    if (interval.latest >= interval.earliest) offer(route, before, secondAfter, price, interval);
  }

  function baseOf(route: number, before: number): number {
    return riding + (stops[route] === 0 ? opening[route]! - perUsedRoute : -leg[before]!);
  }

  function servingCost(route: number, of: number): number {
    return perSecond[route]! * service[serviceProfile[route]! * nodeCount + of]!;
  }

  /** What time costs by now is the most that can fall away. */
  function priceAtLeast(route: number, price: number): number {
    return (price - timeCost[route]!) * moneyPerUnit;
  }

  function offer(route: number, before: number, second: number, byArcs: number, interval: ServiceInterval): void {
    const delivery = partner[node]!;
    let length = 0;
    let meters = 0;
    let bound = 0;
    let from = firstStart + route;
    const append = (to: number) => {
      meters += metersBetween(from, to);
      bound += state.travelSeconds(route, from, to);
      from = to;
      if (to < firstStart) trial[length++] = to;
    };
    for (let each = firstStart + route; each < firstEnd; each = next[each]!) {
      if (each < firstStart) append(each);
      if (each === before) append(node);
      if (second >= 0 && (each === second || (each === before && second === node))) append(delivery);
    }
    append(firstEnd + route);
    if (!scheduler.run(route, trial, length)) return;
    scheduler.settle();
    const { timeCost: amount, slowSeconds } = scheduler.result;
    const price = (byArcs + amount - timeCost[route]!) * moneyPerUnit;
    if (price >= bar) return;
    const driving = bound + slowSeconds;
    bar = take({
      route,
      after: before,
      secondAfter: second,
      price,
      addedMeters: meters - (stops[route] === 0 ? 0 : metersOf(route)),
      addedDrivingSeconds: driving - (stops[route] === 0 ? 0 : drivingOf(route) + slowBefore),
      interval: startsAsScheduled(route, driving, bound)
        ? scheduledStart(second >= 0 ? delivery : node)
        : { ...interval },
    });
  }

  /**
   * Where a rest is owed, other starts than the scheduled one may move it to where it cannot be taken; where driving is limited and depends
   * on the hour they may be too much of it: only that one is told.
   */
  function startsAsScheduled(route: number, drivingSeconds: number, quickest: number): boolean {
    if (guards.hourly && state.mayDriveTooLong(route, quickest)) return true;
    return guards.drivingBreaks && drivingSeconds > drivingAfter[route]!;
  }

  function scheduledStart(of: number): ServiceInterval {
    const { events, result } = scheduler;
    for (let event = 0; event < result.eventCount; event++) {
      if (events.node[event] === of) return { earliest: events.start[event]!, latest: events.start[event]! };
    }
    throw new Error('The stop is not in the schedule that was just made for it');
  }

  /** How much longer the route is driven as it stands than at the quickest hour. */
  function slowSecondsOf(route: number): number {
    if (stops[route] === 0 || !scheduler.run(route, trial, state.copySequence(route, trial))) return 0;
    scheduler.settle();
    return scheduler.result.slowSeconds;
  }

  function metersBetween(from: number, to: number): number {
    return arcs[slot(place[from]!, place[to]!)]!;
  }

  function metersOf(route: number): number {
    let sum = 0;
    for (let each = firstStart + route; each < firstEnd; each = next[each]!) sum += metersBetween(each, next[each]!);
    return sum;
  }

  function drivingOf(route: number): number {
    let sum = 0;
    for (let each = firstStart + route; each < firstEnd; each = next[each]!)
      sum += state.travelSeconds(route, each, next[each]!);
    return sum;
  }

  /** How many stops of the route stand up to and with a node: 0 for its start. */
  function positionOf(upTo: number): number {
    let position = 0;
    for (let each = upTo; each < firstStart; each = prev[each]!) position++;
    return position;
  }

  return { list, positionOf };
}
