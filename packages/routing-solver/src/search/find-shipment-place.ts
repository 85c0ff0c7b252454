import { type Model, NodeKind } from '../model/model.ts';
import { CARRY, PROBE } from './break-states.ts';
import type { InsertionChecks } from './insertion-checks.ts';
import type { Neighbours } from './neighbours.ts';
import type { RouteState } from './routes.ts';
import type { Shortlist } from './shortlist.ts';
import type { VainLooks } from './vain-looks.ts';

/** What is drawn for one pass over absent jobs. */
interface Pass {
  readonly seesNext: () => boolean;
  readonly mayOpen: () => boolean;
  readonly looksEverywhere: () => boolean;
}

/**
 * Places for a shipment: its pickup next to the pickup's neighbours or at the head of a route, and from there the delivery at every
 * position while time and room last.
 */
export function createShipmentPlaces(
  model: Model,
  state: RouteState,
  neighbours: Neighbours,
  checks: InsertionChecks,
  shortlist: Shortlist,
  looks: VainLooks,
  { seesNext, mayOpen, looksEverywhere }: Pass,
) {
  const { closes, service, serviceProfile, nodeCount, firstStart, firstEnd, perSecond, opening, partner } = model;
  const { ability, abilityCount, classCount, firstRoute, eligible, routeCount, kind, guards } = model;
  const { next, prev, routeOf, leg, departs, latest, stops, waitingCost, states } = state;
  const { width, predecessors, predecessorCount, successors, successorCount } = neighbours;
  const {
    time: timed,
    plainCost,
    loadProfile,
    exchanges,
    company,
    ridePrices,
    eligibility,
    limits,
    locked: withLocked,
    drivingBreaks,
    hourly,
  } = guards;
  const { toldVehicle } = model.rides;
  const withTold = toldVehicle.length > 0;
  const { closedAfter } = checks;
  const { list } = shortlist;
  const triedAt = new Int32Array(nodeCount).fill(-1);
  let round = 0;

  function find(pickup: number, job: number): void {
    round++;
    const first = pickup * width;
    const lastPredecessor = first + predecessorCount[pickup]!;
    for (let entry = first; entry < lastPredecessor; entry++) tryNear(predecessors[entry]!, pickup, job);
    const lastSuccessor = first + successorCount[pickup]!;
    for (let entry = first; entry < lastSuccessor; entry++) tryNear(prev[successors[entry]!]!, pickup, job);
    for (let route = 0; route < routeCount; route++) {
      if (stops[route]! > 0 && seesNext()) tryPickupAfter(firstStart + route, pickup, job);
    }
    for (let each = 0; each < classCount && mayOpen(); each++) {
      const route = state.unusedRoute(each);
      if (route >= 0 && seesNext()) tryPickupAfter(firstStart + route, pickup, job);
    }
    if (withTold && toldVehicle[job]! >= 0 && mayOpen()) {
      const last = firstRoute[toldVehicle[job]! + 1]!;
      for (let route = firstRoute[toldVehicle[job]!]!; route < last; route++)
        if (stops[route] === 0 && seesNext()) tryPickupAfter(firstStart + route, pickup, job);
    }
    if (list.count > 0 || !looksEverywhere()) return;
    for (let route = 0; route < routeCount; route++) {
      if (stops[route] === 0 || !looks.isDue(job, route)) continue;
      for (let before = firstStart + route; before < firstEnd; before = next[before]!)
        tryPickupAfter(before, pickup, job);
    }
    if (list.count === 0) looks.note(job);
  }

  function tryNear(before: number, pickup: number, job: number): void {
    if (routeOf[before]! >= 0 && seesNext()) tryPickupAfter(before, pickup, job);
  }

  function tryPickupAfter(before: number, pickup: number, job: number): void {
    if (triedAt[before] === round) return;
    triedAt[before] = round;
    const route = routeOf[before]!;
    if (withLocked && closedAfter[before] === 1) return;
    if (eligibility && eligible[job * abilityCount + ability[route]!] === 0) return;
    if (company && !state.company.allows(route, job)) return;
    if (limits && !checks.keepsJobLimit(route)) return;
    if (loadProfile && !checks.carriesShipment(route, before, pickup)) return;
    const after = next[before]!;
    const delivery = partner[pickup]!;
    let base =
      (stops[route] === 0 ? opening[route]! : -leg[before]!) - waitingCost[route]! + servingBoth(route, pickup);
    if (company || ridePrices) base += state.rideCost(route, job);
    const intoPickup = base + state.arcCost(route, before, pickup);
    const outOfPickup = state.arcCost(route, pickup, after);
    const direct = state.arcCost(route, pickup, delivery) + state.arcCost(route, delivery, after);
    // A later delivery costs a detour more than the pickup alone.
    if (intoPickup + direct >= list.bar && intoPickup + outOfPickup >= list.bar) return;
    let leaves = timed ? leaveAfter(route, before, pickup) : 0;
    if (leaves < 0) return;

    tryDelivery(route, before, pickup, pickup, after, leaves, intoPickup + direct);
    if (intoPickup + outOfPickup >= list.bar) return;
    // Later deliveries: each stop in turn now also carries the goods past it.
    let from = pickup;
    for (let carrier = after; carrier < firstEnd; carrier = next[carrier]!) {
      if (timed) {
        leaves = carryOn(route, from, carrier, leaves);
        if (leaves < 0) return;
      }
      if (loadProfile && !checks.carriesShipment(route, carrier, pickup)) return;
      const following = next[carrier]!;
      const detour =
        state.arcCost(route, carrier, delivery) + state.arcCost(route, delivery, following) - leg[carrier]!;
      tryDelivery(route, before, carrier, pickup, following, leaves, intoPickup + outOfPickup + detour);
      from = carrier;
    }
  }

  function servingBoth(route: number, pickup: number): number {
    if (plainCost) return 0;
    const services = serviceProfile[route]! * nodeCount;
    return perSecond[route]! * (service[services + pickup]! + service[services + partner[pickup]!]!);
  }

  /** When the pickup is done, −1 if it cannot be; with breaks the times stay in `states`. */
  function leaveAfter(route: number, before: number, pickup: number): number {
    if (states) {
      states.departFrom(CARRY, before);
      return states.pass(route, CARRY, state.travelSeconds(route, before, pickup), pickup, 0) ? 0 : -1;
    }
    const arrival = departs[before]! + state.travelSeconds(route, before, pickup);
    if (arrival > closes[pickup]!) return -1;
    return state.openFrom(pickup, arrival) + service[serviceProfile[route]! * nodeCount + pickup]!;
  }

  /** When the next stop is done with the goods on board, −1 if it or something after it comes too late. */
  function carryOn(route: number, from: number, carrier: number, leaves: number): number {
    const travel = state.travelSeconds(route, from, carrier);
    if (states) {
      if (!states.reaches(route, CARRY, travel, carrier)) return -1;
      // Whoever comes back to load waits for the goods, with the shipment on board.
      const ready = kind[carrier] === NodeKind.reload ? states.readyAt[carrier]! : 0;
      return states.pass(route, CARRY, travel, carrier, ready) ? 0 : -1;
    }
    const arrival = leaves + travel;
    if (arrival > latest[carrier]!) return -1;
    return state.openFrom(carrier, arrival) + service[serviceProfile[route]! * nodeCount + carrier]!;
  }

  /** The delivery between `secondAfter` and `following`, the vehicle leaving `secondAfter` at `leaves`. */
  function tryDelivery(
    route: number,
    before: number,
    secondAfter: number,
    pickup: number,
    following: number,
    leaves: number,
    price: number,
  ): void {
    if (price >= list.bar || closedAfter[secondAfter] === 1) return;
    const delivery = partner[pickup]!;
    if (timed && !deliversInTime(route, secondAfter, delivery, following, leaves)) return;
    const after = next[before]!;
    // Until the shipment is in, the load ahead of its delivery is that of the stop before its pickup.
    const ahead = secondAfter === pickup ? before : secondAfter;
    if (exchanges && !checks.keepsCollectedOfShipment(route, delivery, ahead, following)) return;
    if (limits && !checks.keepsTravelLimitsOfPair(route, before, secondAfter, pickup, after, following)) return;
    // By the hour only the schedule tells how long all the drives last that a shipment moves.
    if ((drivingBreaks || hourly) && !shortlist.schedules(pickup, before, secondAfter)) return;
    shortlist.offer(price, before, secondAfter);
  }

  function deliversInTime(route: number, from: number, delivery: number, after: number, leaves: number): boolean {
    const travelIn = state.travelSeconds(route, from, delivery);
    const travelOut = state.travelSeconds(route, delivery, after);
    if (states) {
      states.copyCarryToProbe();
      return states.pass(route, PROBE, travelIn, delivery, 0) && states.reaches(route, PROBE, travelOut, after);
    }
    const arrival = leaves + travelIn;
    if (arrival > closes[delivery]!) return false;
    const done = state.openFrom(delivery, arrival) + service[serviceProfile[route]! * nodeCount + delivery]!;
    return done + travelOut <= latest[after]!;
  }

  return { find };
}
