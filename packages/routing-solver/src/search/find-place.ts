import { type Model, NodeKind } from '../model/model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import type { RouteState } from './routes.ts';

/** Where to put a job, found by `find`. */
export interface FoundPlace {
  /** The job's stop, a shipment's pickup; its delivery when the pickup is in a locked start. */
  node: number;
  /** Node after which it goes; −1 = nowhere. */
  after: number;
  /** Shipments: node after which the delivery goes once the pickup is in; −1 when only one stop goes in. */
  secondAfter: number;
  /** What it adds to the objective, Infinity when it fits nowhere. */
  price: number;
}

export type PlaceFinder = ReturnType<typeof createPlaceFinder>;

/**
 * The cheapest feasible place for a job. One filter in O(1) for each position, from what `RouteState` keeps at every node; where a problem
 * needs the schedule of the whole route (breaks, paid waiting, lateness), positions that pass and look cheaper are confirmed by it.
 */
export function createPlaceFinder(model: Model, state: RouteState, neighbours: Neighbours, random: Random) {
  const { arcs, arcsBack, placeCount, place, opens, closes, gapFirst, gaps, service, serviceProfile, nodeCount } =
    model;
  const { perMeter, perSecond, travelFactor, opening, maxJobs, maxDriving, maxMeters, capacity, amount } = model;
  const { routeClass, classCount, eligible, kind, dimensions, firstNode, partner } = model;
  const { firstStart, firstEnd, routeCount, locked, guards } = model;
  const { next, prev, routeOf, leg, departs, latest, load, peakBefore, peakAfter } = state;
  const { stops, jobs, loadSum, driving, meters, timeCost, waitingCost, scheduler } = state;
  const { insertion, insertionCount, insertionWidth } = neighbours;
  const { time: timed, plainCost, travelFactors, gaps: withGaps, loadProfile, eligibility, limits } = guards;
  const withLoadSum = guards.capacity && !loadProfile;
  const withLoadProfile = guards.capacity && loadProfile;
  const withLocked = guards.locked;
  const confirms = guards.scheduled || guards.timeCost;
  const timeCosts = guards.timeCost;

  const found: FoundPlace = { node: -1, after: -1, secondAfter: -1, price: Number.POSITIVE_INFINITY };
  /** Nothing goes in between the stops of a locked start. */
  const closedAfter = new Uint8Array(nodeCount);
  const trial = new Int32Array(nodeCount);
  let blinkIn = 0;

  for (let route = 0; route < routeCount; route++) {
    let before = firstStart + route;
    for (const node of locked[route]!) {
      closedAfter[before] = 1;
      before = node;
    }
  }

  /** SISR's blinks: each position is overlooked with a chance of 1 %; drawn as a distance to the next one. */
  function drawBlink(): number {
    return 1 + Math.floor(Math.log(1 - random.unit()) / LOG_OF_SEEING);
  }

  function find(job: number): FoundPlace {
    const node = firstNode[job]!;
    const whole = partner[node]! < 0 || routeOf[node]! < 0;
    found.node = whole ? node : partner[node]!;
    found.after = -1;
    found.secondAfter = -1;
    found.price = Number.POSITIVE_INFINITY;
    if (whole && partner[node]! >= 0) findForShipment(node, job);
    else findForStop(found.node, job);
    return found;
  }

  function findForStop(node: number, job: number): void {
    tryNeighbours(node, job);
    if (found.after < 0) tryUnusedRoutes(node, job);
    if (found.after < 0) tryEverywhere(node, job);
  }

  function tryNeighbours(node: number, job: number): void {
    let best = found.price;
    let bestAfter = found.after;
    const row = place[node]! * placeCount;
    const first = node * insertionWidth;
    const last = first + insertionCount[node]!;
    for (let entry = first; entry < last; entry++) {
      const neighbour = insertion[entry]!;
      const before = neighbour >= 0 ? neighbour : prev[~neighbour]!;
      const route = routeOf[before]!;
      if (route < 0) continue;
      if (--blinkIn <= 0) {
        blinkIn = drawBlink();
        continue;
      }
      const after = next[before]!;
      const into = 2 * (row + place[before]!);
      const out = 2 * (row + place[after]!);
      let price: number;
      if (plainCost) price = arcsBack[into]! + arcs[out]! - leg[before]!;
      else {
        let seconds = arcsBack[into + 1]!;
        let secondsOut = arcs[out + 1]!;
        if (travelFactors) {
          seconds = Math.round(seconds * travelFactor[route]!);
          secondsOut = Math.round(secondsOut * travelFactor[route]!);
        }
        seconds += secondsOut + service[serviceProfile[route]! * nodeCount + node]!;
        price = (arcsBack[into]! + arcs[out]!) * perMeter[route]! + seconds * perSecond[route]! - leg[before]!;
      }
      // Waiting may swallow what is added: a bound until the schedule confirms.
      if ((timeCosts ? price - waitingCost[route]! : price) >= best) continue;
      if (withLocked && closedAfter[before] === 1) continue;
      if (eligibility && eligible[job * classCount + routeClass[route]!] === 0) continue;
      if (withLoadSum && !sumFits(route, node)) continue;
      if (withLoadProfile && !stopFits(route, node, before, after)) continue;
      if (timed && !timeFits(route, node, before, after, into, out)) continue;
      if (limits && !limitsAllow(route, node, before, after)) continue;
      if (confirms) {
        price = confirm(route, node, before, price);
        if (price >= best) continue;
      }
      best = price;
      bestAfter = before;
    }
    found.price = best;
    found.after = bestAfter;
  }

  function timeFits(route: number, node: number, before: number, after: number, into: number, out: number): boolean {
    let travelIn = arcsBack[into + 1]!;
    let travelOut = arcs[out + 1]!;
    if (travelFactors) {
      travelIn = Math.round(travelIn * travelFactor[route]!);
      travelOut = Math.round(travelOut * travelFactor[route]!);
    }
    const arrival = departs[before]! + travelIn;
    if (arrival > closes[node]!) return false;
    let start = arrival < opens[node]! ? opens[node]! : arrival;
    if (withGaps) {
      for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
        if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
      }
    }
    return start + service[serviceProfile[route]! * nodeCount + node]! + travelOut <= latest[after]!;
  }

  function sumFits(route: number, node: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      const at = route * dimensions + d;
      if (loadSum[at]! + amount[node * dimensions + d]! > capacity[at]!) return false;
    }
    return true;
  }

  /** A delivery rides from the loading to its stop, a pickup from its stop to the unloading. */
  function stopFits(route: number, node: number, before: number, after: number): boolean {
    if (kind[node] === NodeKind.shipmentDelivery) return true;
    const isDelivery = kind[node] === NodeKind.delivery;
    for (let d = 0; d < dimensions; d++) {
      const quantity = amount[node * dimensions + d]!;
      const at = before * dimensions + d;
      let peak: number;
      if (isDelivery) peak = peakBefore[at]!;
      else {
        // A reload's own load belongs to the next loading; what follows `before` decides.
        peak = load[at]!;
        const ahead = kind[after] === NodeKind.reload ? 0 : peakAfter[after * dimensions + d]!;
        if (ahead > peak) peak = ahead;
      }
      if (peak + quantity > capacity[route * dimensions + d]!) return false;
    }
    return true;
  }

  function limitsAllow(route: number, node: number, before: number, after: number): boolean {
    if (kind[node] !== NodeKind.shipmentPickup && jobs[route]! + 1 > maxJobs[route]!) return false;
    const seconds =
      state.travelSeconds(route, before, node) +
      state.travelSeconds(route, node, after) -
      state.travelSeconds(route, before, after);
    if (driving[route]! + seconds > maxDriving[route]!) return false;
    const added = metersBetween(before, node) + metersBetween(node, after) - metersBetween(before, after);
    return meters[route]! + added <= maxMeters[route]!;
  }

  function metersBetween(from: number, to: number): number {
    return arcs[2 * (place[from]! * placeCount + place[to]!)]!;
  }

  /** Schedules the route with the node in it. Returns the price with everything time costs, or Infinity. */
  function confirm(route: number, node: number, before: number, price: number): number {
    let length = 0;
    for (let each = firstStart + route; each < firstEnd; each = next[each]!) {
      if (each < firstStart) trial[length++] = each;
      if (each === before) trial[length++] = node;
    }
    return confirmTrial(route, length, price);
  }

  function confirmTrial(route: number, length: number, price: number): number {
    if (!scheduler!.run(route, trial, length)) return Number.POSITIVE_INFINITY;
    if (!timeCosts) return price;
    scheduler!.settle();
    return price + scheduler!.result.timeCost - timeCost[route]!;
  }

  /** The first unused route of each class. */
  function tryUnusedRoutes(node: number, job: number): void {
    let seen = -1;
    for (let route = 0; route < routeCount; route++) {
      if (stops[route]! > 0 || routeClass[route] === seen) continue;
      seen = routeClass[route]!;
      tryAfter(firstStart + route, node, job);
    }
  }

  function tryEverywhere(node: number, job: number): void {
    for (let route = 0; route < routeCount; route++) {
      if (stops[route] === 0) continue;
      for (let before = firstStart + route; before < firstEnd; before = next[before]!) tryAfter(before, node, job);
    }
  }

  /** One position, with all checks; keeps it when it is the cheapest so far. */
  function tryAfter(before: number, node: number, job: number): void {
    const route = routeOf[before]!;
    const after = next[before]!;
    if (withLocked && closedAfter[before] === 1) return;
    if (eligibility && eligible[job * classCount + routeClass[route]!] === 0) return;
    if (withLoadSum && !sumFits(route, node)) return;
    if (withLoadProfile && !stopFits(route, node, before, after)) return;
    const row = place[node]! * placeCount;
    if (timed && !timeFits(route, node, before, after, 2 * (row + place[before]!), 2 * (row + place[after]!))) return;
    if (limits && !limitsAllow(route, node, before, after)) return;
    let price = addedCost(route, node, before, after);
    if (confirms) price = confirm(route, node, before, price);
    if (price >= found.price) return;
    found.price = price;
    found.after = before;
  }

  function addedCost(route: number, node: number, before: number, after: number): number {
    const detour = state.arcCost(route, before, node) + state.arcCost(route, node, after);
    const serving = plainCost ? 0 : perSecond[route]! * service[serviceProfile[route]! * nodeCount + node]!;
    return stops[route] === 0 ? detour + serving + opening[route]! : detour + serving - leg[before]!;
  }

  // Shipments

  function findForShipment(pickup: number, job: number): void {
    const delivery = partner[pickup]!;
    const first = pickup * insertionWidth;
    const last = first + insertionCount[pickup]!;
    for (let entry = first; entry < last; entry++) {
      const neighbour = insertion[entry]!;
      const before = neighbour >= 0 ? neighbour : prev[~neighbour]!;
      if (routeOf[before]! < 0) continue;
      if (--blinkIn <= 0) {
        blinkIn = drawBlink();
        continue;
      }
      tryPickupAfter(before, pickup, delivery, job);
    }
    for (let route = 0; route < routeCount; route++) {
      if (stops[route]! > 0) tryPickupAfter(firstStart + route, pickup, delivery, job);
    }
    if (found.after >= 0) return;
    let seen = -1;
    for (let route = 0; route < routeCount; route++) {
      if (stops[route]! > 0 || routeClass[route] === seen) continue;
      seen = routeClass[route]!;
      tryPickupAfter(firstStart + route, pickup, delivery, job);
    }
    if (found.after >= 0) return;
    for (let route = 0; route < routeCount; route++) {
      if (stops[route] === 0) continue;
      for (let before = next[firstStart + route]!; before < firstEnd; before = next[before]!) {
        tryPickupAfter(before, pickup, delivery, job);
      }
    }
  }

  /** The pickup after `before`, and the delivery at every position from there on while time and room last. */
  function tryPickupAfter(before: number, pickup: number, delivery: number, job: number): void {
    const route = routeOf[before]!;
    if (withLocked && closedAfter[before] === 1) return;
    if (eligibility && eligible[job * classCount + routeClass[route]!] === 0) return;
    if (limits && jobs[route]! + 1 > maxJobs[route]!) return;
    const after = next[before]!;
    const services = serviceProfile[route]! * nodeCount;
    const intoPickup = state.arcCost(route, before, pickup);
    const base = (stops[route] === 0 ? opening[route]! : -leg[before]!) + serveBoth(services, route, pickup, delivery);
    const slackCost = timeCosts ? waitingCost[route]! : 0;
    let leaves = 0;
    if (timed) {
      const arrival = departs[before]! + state.travelSeconds(route, before, pickup);
      if (arrival > closes[pickup]!) return;
      leaves = state.openFrom(pickup, arrival) + service[services + pickup]!;
    }
    if (withLoadProfile && !shipmentFits(route, before, pickup)) return;

    // Delivered at once.
    const direct = state.arcCost(route, pickup, delivery) + state.arcCost(route, delivery, after);
    let price = base + intoPickup + direct;
    if (price - slackCost < found.price && deliveryInTime(route, services, leaves, pickup, delivery, after)) {
      offerPair(route, before, pickup, pickup, delivery, price);
    }
    // Delivered after `carrier`, which now comes after the pickup.
    let carrier = after;
    let from = pickup;
    const outOfPickup = state.arcCost(route, pickup, after);
    while (carrier < firstEnd) {
      if (timed) {
        const arrival = leaves + state.travelSeconds(route, from, carrier);
        if (arrival > latest[carrier]!) return;
        leaves = state.openFrom(carrier, arrival) + service[services + carrier]!;
      }
      if (withLoadProfile && !shipmentFits(route, carrier, pickup)) return;
      const afterCarrier = next[carrier]!;
      const detour =
        state.arcCost(route, carrier, delivery) + state.arcCost(route, delivery, afterCarrier) - leg[carrier]!;
      price = base + intoPickup + outOfPickup + detour;
      if (
        price - slackCost < found.price &&
        closedAfter[carrier] === 0 &&
        deliveryInTime(route, services, leaves, carrier, delivery, afterCarrier)
      ) {
        offerPair(route, before, carrier, pickup, delivery, price);
      }
      from = carrier;
      carrier = afterCarrier;
    }
  }

  function serveBoth(services: number, route: number, pickup: number, delivery: number): number {
    return plainCost ? 0 : perSecond[route]! * (service[services + pickup]! + service[services + delivery]!);
  }

  /** On board when leaving `node`, with the shipment as well. */
  function shipmentFits(route: number, node: number, pickup: number): boolean {
    for (let d = 0; d < dimensions; d++) {
      if (load[node * dimensions + d]! + amount[pickup * dimensions + d]! > capacity[route * dimensions + d]!)
        return false;
    }
    return true;
  }

  function deliveryInTime(
    route: number,
    services: number,
    leaves: number,
    from: number,
    delivery: number,
    after: number,
  ): boolean {
    if (!timed) return true;
    const arrival = leaves + state.travelSeconds(route, from, delivery);
    if (arrival > closes[delivery]!) return false;
    const done = state.openFrom(delivery, arrival) + service[services + delivery]!;
    return done + state.travelSeconds(route, delivery, after) <= latest[after]!;
  }

  /** @param secondAfter the node before the delivery, the pickup itself when it is delivered at once. */
  function offerPair(
    route: number,
    before: number,
    secondAfter: number,
    pickup: number,
    delivery: number,
    price: number,
  ): void {
    let whole = price;
    if (limits && !pairWithinLimits(route, before, secondAfter, pickup, delivery)) return;
    if (confirms) {
      let length = 0;
      for (let each = firstStart + route; each < firstEnd; each = next[each]!) {
        if (each < firstStart) trial[length++] = each;
        if (each === before) trial[length++] = pickup;
        if (each === secondAfter || (each === before && secondAfter === pickup)) trial[length++] = delivery;
      }
      whole = confirmTrial(route, length, price);
    }
    if (whole >= found.price) return;
    found.price = whole;
    found.after = before;
    found.secondAfter = secondAfter;
  }

  function pairWithinLimits(
    route: number,
    before: number,
    secondAfter: number,
    pickup: number,
    delivery: number,
  ): boolean {
    const after = next[before]!;
    const together = secondAfter === pickup;
    const afterDelivery = together ? after : next[secondAfter]!;
    let seconds = state.travelSeconds(route, before, pickup) - state.travelSeconds(route, before, after);
    let added = metersBetween(before, pickup) - metersBetween(before, after);
    seconds += state.travelSeconds(route, secondAfter, delivery) + state.travelSeconds(route, delivery, afterDelivery);
    added += metersBetween(secondAfter, delivery) + metersBetween(delivery, afterDelivery);
    if (!together) {
      seconds += state.travelSeconds(route, pickup, after) - state.travelSeconds(route, secondAfter, afterDelivery);
      added += metersBetween(pickup, after) - metersBetween(secondAfter, afterDelivery);
    }
    return driving[route]! + seconds <= maxDriving[route]! && meters[route]! + added <= maxMeters[route]!;
  }

  /** Puts the job where the last `find` said, and settles the route. */
  function insert(): void {
    const { node, after, secondAfter } = found;
    const route = routeOf[after]!;
    state.touch(route);
    state.insertAfter(node, after);
    if (secondAfter < 0) return state.settleInsertion(route, node, node);
    const second = partner[node]!;
    state.insertAfter(second, secondAfter);
    state.settleInsertion(route, node, second);
  }

  return { find, insert, closedAfter };
}

const LOG_OF_SEEING = Math.log(0.99);
