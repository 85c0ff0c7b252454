import type { Model } from '../model/model.ts';
import { createReloadPlaces } from './find-reload-place.ts';
import { createShipmentPlaces } from './find-shipment-place.ts';
import { createInsertionChecks } from './insertion-checks.ts';
import { leastService, type Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import type { RouteState } from './routes.ts';
import { createShortlist } from './shortlist.ts';
import { createVainLooks } from './vain-looks.ts';

export type PlaceFinder = ReturnType<typeof createPlaceFinder>;

/**
 * How often unused vehicles are open to all that comes, and not only to what fits on no used one; and how often then at a discount: the
 * first stop of a route never pays for the way there, only those that follow do.
 */
const FREE_OPENING_RATE = 0.75;
const DISCOUNT_RATE = 0.6;
/** How often a reload is priced against an unused vehicle: it looks at whole routes. */
const RELOAD_RATE = 0.25;
/** How often a search that is under way tries a job everywhere that fits at none of its neighbours: it looks at whole routes, mostly in vain. */
const EVERYWHERE_RATE = 0.1;
/** A position is overlooked with this chance (SISR: 1 %). With less most passes put all back where it was, above all where windows are tight. */
const OVERLOOKING_RATE = 0.02;
const LOG_OF_SEEING = Math.log(1 - OVERLOOKING_RATE);

/**
 * The cheapest feasible place for a job: next to its neighbours or in an unused route, else anywhere. Every position costs one price and,
 * when the price is good, the checks of the rules that the problem uses.
 */
export function createPlaceFinder(model: Model, state: RouteState, neighbours: Neighbours, random: Random) {
  const { arcs, arcsBack, placeCount, slot, near, place, service, serviceProfile, nodeCount, firstStart, firstEnd } =
    model;
  const { perMeter, perSecond, travelFactor, opening, ability, abilityCount, classCount, eligible } = model;
  const { firstNode, partner, routeCount, opens, closes, guards } = model;
  const { next, routeOf, leg, reach, anchor, stops, waitingCost, departs, latest } = state;
  const { width, beside, besideCost, besideCount } = neighbours;
  const {
    time: timed,
    plainCost,
    travelFactors,
    eligibility,
    limits,
    locked: withLocked,
    timeCost: timeCosts,
  } = guards;
  const withLoadSum = guards.capacity && !guards.loadProfile;
  const withLoadProfile = guards.loadProfile;
  const withSchedule = guards.scheduled;
  const plainTimes = timed && !withSchedule;
  /** No vehicle is done at a stop before. */
  const doneFrom = leastService(model).map((seconds, node) => opens[node]! + seconds);
  const withCompany = guards.company;
  const withRides = guards.company || guards.ridePrices;
  const { firstRoute } = model;
  const { toldVehicle } = model.rides;
  const withTold = toldVehicle.length > 0;

  const checks = createInsertionChecks(model, state);
  const { closedAfter } = checks;
  const shortlist = createShortlist(model, state);
  const { list, winner } = shortlist;
  const looks = createVainLooks(model, state);
  let blinkIn = 0;
  let overlooked = false;
  const shipments = createShipmentPlaces(model, state, neighbours, checks, shortlist, looks, {
    seesNext,
    mayOpen,
    looksEverywhere: () => looksEverywhere,
  });

  const reloads = guards.reloads ? createReloadPlaces(model, state, checks) : null;
  let withReload = false;
  let opensFreely = true;
  let openingShare = 1;
  let looksEverywhere = true;
  let mostRoutes = routeCount;

  /** True for all but one position in fifty, drawn as the distance to the next one overlooked. */
  function seesNext(): boolean {
    if (--blinkIn > 0) return true;
    overlooked = true;
    blinkIn = 1 + Math.floor(Math.log(1 - random.unit()) / LOG_OF_SEEING);
    return false;
  }

  /** The stop of the job that has no place yet: a shipment's pickup, or its delivery when the pickup is in a locked start. */
  function openNode(job: number): number {
    const node = firstNode[job]!;
    return partner[node]! >= 0 && routeOf[node]! >= 0 ? partner[node]! : node;
  }

  /**
   * Before a pass over absent jobs: draws whether it may open vehicles because that is cheaper, and how dear that looks. Always the same
   * keeps too many routes alive, or too few. And whether what fits at none of its neighbours is tried everywhere.
   * @param thorough it is.
   */
  function drawPass(thorough: boolean): void {
    looksEverywhere = thorough || random.unit() < EVERYWHERE_RATE;
    opensFreely = random.unit() < FREE_OPENING_RATE;
    openingShare = opensFreely && random.unit() < DISCOUNT_RATE ? random.unit() : 1;
  }

  /** At most so many routes may be in use from now on. */
  function limitRoutes(count: number): void {
    mostRoutes = count;
  }

  function mayOpen(): boolean {
    return state.totals.usedRoutes < mostRoutes;
  }

  /** True when the job fits somewhere; `insert` puts it there. */
  function find(job: number): boolean {
    const node = openNode(job);
    shortlist.clear();
    if (node === firstNode[job]! && partner[node]! >= 0) shipments.find(node, job);
    else {
      tryNeighbours(node, job);
      if ((list.count === 0 || opensFreely) && mayOpen()) tryUnusedRoutes(node, job);
      if (list.count === 0 && looksEverywhere) tryUsedRoutes(node, job);
    }
    shortlist.settle(node);
    const isStop = node !== firstNode[job]! || partner[node]! < 0;
    withReload = reloads !== null && isStop && asksForReload() && reloads.find(node, job, winner.price);
    return winner.after >= 0 || withReload;
  }

  /** Where nothing else fits, and now and then where only another vehicle does: coming back to load may be cheaper than that. */
  function asksForReload(): boolean {
    if (winner.after < 0) return true;
    return stops[routeOf[winner.after]!] === 0 && random.unit() < RELOAD_RATE;
  }

  /**
   * A position is found from its nearer end, or it is not worth finding: so both new arcs cost at least twice the known one, and that with
   * the arc they replace rules most positions out. Not so next to the start or the end of a route, which are in no list. (The
   * leg of a node outside every route is −∞, so it rules itself out.)
   */
  function tryNeighbours(node: number, job: number): void {
    const first = node * 2 * width;
    const last = first + besideCount[node]!;
    let bar = list.bar;
    for (let entry = first; entry < last; entry++) {
      const at = beside[entry]!;
      const most = timeCosts ? bar + slackOf(anchor[at]!) : bar;
      if (besideCost[entry]! - reach[at]! >= most) continue;
      const before = anchor[at]!;
      tryAfter(before, node, job);
      bar = list.bar;
    }
  }

  /** What is added may come out of paid waiting: prices are bounds, until the shortlist is scheduled. */
  function slackOf(before: number): number {
    return waitingCost[routeOf[before]!]!;
  }

  function tryAfter(before: number, node: number, job: number): void {
    const route = routeOf[before]!;
    // What needs no look at the arcs comes first: most positions fall to it where vehicles are full or windows narrow.
    if (withLoadSum && !checks.keepsLoadSum(route, node)) return;
    const after = next[before]!;
    if (plainTimes && (departs[before]! > closes[node]! || doneFrom[node]! > latest[after]!)) return;
    offerBetween(route, before, after, node, job);
  }

  /** Apart, so that what comes before it is short enough for the compiler to put it into the loop over neighbours. */
  function offerBetween(route: number, before: number, after: number, node: number, job: number): void {
    const row = place[node]! * placeCount;
    const into = near ? slot(place[before]!, place[node]!) : 2 * (row + place[before]!);
    const out = near ? slot(place[node]!, place[after]!) : 2 * (row + place[after]!);
    let secondsIn = arcsBack[into + 1]!;
    let secondsOut = arcs[out + 1]!;
    if (travelFactors) {
      secondsIn = Math.round(secondsIn * travelFactor[route]!);
      secondsOut = Math.round(secondsOut * travelFactor[route]!);
    }
    let price = arcsBack[into]! + arcs[out]!;
    if (!plainCost) {
      const seconds = secondsIn + secondsOut + service[serviceProfile[route]! * nodeCount + node]!;
      price = price * perMeter[route]! + seconds * perSecond[route]!;
    }
    price = stops[route] === 0 ? (price + opening[route]!) * openingShare : price - leg[before]!;
    if (timeCosts) price -= waitingCost[route]!;
    if (withRides) price += state.rideCost(route, job);
    if (price >= list.bar) return;
    if (!isAllowed(route, node, job, before, after, secondsIn, secondsOut)) return;
    if (seesNext()) shortlist.offer(price, before, -1);
  }

  function isAllowed(
    route: number,
    node: number,
    job: number,
    before: number,
    after: number,
    travelIn: number,
    travelOut: number,
  ): boolean {
    if (withLocked && closedAfter[before] === 1) return false;
    if (eligibility && eligible[job * abilityCount + ability[route]!] === 0) return false;
    if (withCompany && !state.company.allows(route, job)) return false;
    if (withLoadProfile && !checks.keepsLoadProfile(route, node, before, after)) return false;
    if (timed && !checks.keepsTime(route, node, before, after, travelIn, travelOut)) return false;
    if (limits && !(checks.keepsJobLimit(route) && checks.keepsTravelLimits(route, node, before, after))) return false;
    return !withSchedule || !checks.needsSchedule(node, before) || shortlist.schedules(node, before, -1);
  }

  /** The first unused route of each class, and those of the vehicle that was told. */
  function tryUnusedRoutes(node: number, job: number): void {
    for (let each = 0; each < classCount; each++) {
      const route = state.unusedRoute(each);
      if (route >= 0) tryAfter(firstStart + route, node, job);
    }
    if (!withTold || toldVehicle[job]! < 0) return;
    const last = firstRoute[toldVehicle[job]! + 1]!;
    for (let route = firstRoute[toldVehicle[job]!]!; route < last; route++)
      if (stops[route] === 0) tryAfter(firstStart + route, node, job);
  }

  function tryUsedRoutes(node: number, job: number): void {
    overlooked = false;
    for (let route = 0; route < routeCount; route++) {
      if (stops[route] === 0 || !looks.isDue(job, route)) continue;
      if (withLoadSum && !checks.keepsLoadSum(route, node)) continue;
      for (let before = firstStart + route; before < firstEnd; before = next[before]!) tryAfter(before, node, job);
    }
    if (list.count === 0 && !overlooked) looks.note(job);
  }

  /** Puts the job where the last `find` said, and settles the route. */
  function insert(job: number): void {
    const node = openNode(job);
    if (withReload) {
      reloads!.insert(node);
      return;
    }
    const route = routeOf[winner.after]!;
    state.touch(route);
    state.insertAfter(node, winner.after);
    const second = winner.secondAfter >= 0 ? partner[node]! : node;
    if (second !== node) state.insertAfter(second, winner.secondAfter);
    state.settleInsertion(route, node, second);
    if (timeCosts) state.setTimeCost(route, winner.timeCost, winner.waitingSeconds);
  }

  return { drawPass, limitRoutes, find, insert };
}
