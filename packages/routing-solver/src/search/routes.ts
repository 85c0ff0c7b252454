import { type Model, NodeKind } from '../model/model.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import { createBreakStates } from './break-states.ts';
import { inheritedLoads } from './inherited-loads.ts';
import { createLoadProfile } from './load-profile.ts';
import { createRideCosts } from './ride-costs.ts';
import { createRouteTimes } from './route-times.ts';
import { createUndoLog } from './undo-log.ts';
import { createUnusedRoutes } from './unused-routes.ts';

/**
 * The one solution being changed: routes as linked lists of nodes between their start and end, with what an O(1) insertion check needs
 * at every node. Routes touched since `begin` can be rolled back.
 */
export type RouteState = ReturnType<typeof createRoutes>;

export function createRoutes(model: Model) {
  const { nodeCount, jobNodes, routeCount, firstStart, firstEnd, nowhere, dimensions, guards, jobCount } = model;
  const { place, placeCount, slot, near, arcs, arcsBack, service, serviceProfile, kind, partner, firstNode, amount } =
    model;
  const { perMeter, perSecond, travelFactor, slowestFactor, opening, maxDriving, maxMeters } = model;
  const { drivingAfter } = model;
  const jobOf = model.job;
  const { time: timed, plainCost, travelFactors, loadProfile, capacity: withCapacity } = guards;
  const withLimits = guards.limits;
  const withStates = guards.scheduled;
  const withRests = guards.drivingBreaks;
  const withTimeCost = guards.timeCost;
  const withHours = guards.hourly;
  const withRides = guards.ridePrices || guards.company;
  const { company, rideCost } = createRideCosts(model, (job) => routeOf[lastNode(job)]!);
  /** Departures and latest arrivals by node alone are enough. */
  const plainTimes = timed && !withStates;
  const scheduler = guards.scheduled || guards.timeCost ? createScheduler(model, true) : null;

  const next = new Int32Array(nodeCount);
  /** By node the node itself, then by node its `prev`: where a stop goes that comes after the first, or before the second. */
  const anchor = Int32Array.from({ length: 2 * nodeCount }, (_, at) => (at < nodeCount ? at : nowhere));
  const prev = anchor.subarray(nodeCount);
  const states = withStates ? createBreakStates(model, { next, prev }) : null;
  /** −1 = in no route. */
  const routeOf = new Int32Array(nodeCount).fill(-1);
  /** Cost of the arc from a node to its next; −∞ outside routes, so that no position after it ever looks cheap. */
  const leg = new Float64Array(nodeCount).fill(Number.NEGATIVE_INFINITY);
  /**
   * The same by place in `anchor`, so the arc behind a node and then the arc before it, ∞ where it begins at the start or leads to the end of a
   * route.
   */
  const reach = new Float64Array(2 * nodeCount).fill(Number.NEGATIVE_INFINITY);
  const { departs, latest, drive, travelSeconds, openFrom, ...times } = createRouteTimes(model, { next, prev });
  const { load, peakBefore, peakAfter, settle: settleLoads } = createLoadProfile(model, { next, prev });

  const stops = new Int32Array(routeCount);
  const jobs = new Int32Array(routeCount);
  /** Sum of what rides, without what a locked start has on board beyond the capacity. */
  const loadSum = inheritedLoads(model).map((load) => -load);
  const driving = new Int32Array(routeCount);
  const meters = new Int32Array(routeCount);
  /** Cost of waiting, overtime and lateness, from the schedule. */
  const timeCost = new Float64Array(routeCount);
  /** Cost of its waiting and slow driving, the only part of a route's cost that another stop can make smaller. */
  const waitingCost = new Float64Array(routeCount);
  /** Everything the route costs by itself, 0 while unused; who rides with whom and in whose area counts in the totals only. */
  const cost = new Float64Array(routeCount);

  const { unusedRoute, noteUnused } = createUnusedRoutes(model, stops);

  /** Jobs in no route, in no order. */
  const absent = new Int32Array(jobCount);
  const totals = { cost: 0, unplaced: 0, absent: 0, usedRoutes: 0, placedStops: 0 };

  const { log, touched, touchedAt, begin, touch, rollBack } = createUndoLog(model, {
    ...{ next, prev, routeOf, leg, reach, departs, latest, drive },
    ...{ stops, jobs, loadSum, driving, meters, timeCost, waitingCost, cost, absent, totals },
    ...{ link, setLeg, noteUnused, settleDerived },
  });

  const sequence = new Int32Array(nodeCount);

  for (let job = 0; job < jobCount; job++) {
    absent[totals.absent++] = job;
    totals.unplaced += model.unplacedWeight[job]!;
  }
  for (let route = 0; route < routeCount; route++) {
    const start = firstStart + route;
    const end = firstEnd + route;
    routeOf[start] = route;
    routeOf[end] = route;
    link(start, end);
    setLeg(start, end, arcCost(route, start, end));
    times.setDrive(route, start, end);
    driving[route] = travelSeconds(route, start, end);
    meters[route] = arcs[slot(place[start]!, place[end]!)]!;
    settleRoute(route);
  }

  function link(from: number, to: number): void {
    next[from] = to;
    prev[to] = from;
  }

  function setLeg(from: number, to: number, cost: number): void {
    leg[from] = cost;
    const between = from >= jobNodes || to >= jobNodes ? Number.POSITIVE_INFINITY : cost;
    reach[from] = between;
    reach[nodeCount + to] = between;
  }

  function arcCost(route: number, from: number, to: number): number {
    return costAt(route, arcs, slot(place[from]!, place[to]!));
  }

  /** The same, read in the row of `to`: the finder has just been there. */
  function arcCostInto(route: number, from: number, to: number): number {
    return costAt(
      route,
      arcsBack,
      near ? slot(place[from]!, place[to]!) : 2 * (place[to]! * placeCount + place[from]!),
    );
  }

  function costAt(route: number, from: Int32Array, at: number): number {
    if (plainCost) return from[at]!;
    const seconds = travelFactors ? Math.round(from[at + 1]! * travelFactor[route]!) : from[at + 1]!;
    return from[at]! * perMeter[route]! + seconds * perSecond[route]!;
  }

  /** The stop that says where a job rides: a shipment's delivery. */
  function lastNode(job: number): number {
    const first = firstNode[job]!;
    return partner[first]! >= 0 ? partner[first]! : first;
  }

  /** Cost that a stop has by itself on a route, wherever it stands. */
  function stopCost(route: number, node: number): number {
    return plainCost ? 0 : perSecond[route]! * service[serviceProfile[route]! * nodeCount + node]!;
  }

  /** Puts a node into a route after `before`, without settling times and loads. */
  function insertAfter(node: number, before: number): void {
    const route = routeOf[before]!;
    const after = next[before]!;
    const into = arcCostInto(route, before, node);
    const out = arcCost(route, node, after);
    let added = into + out - leg[before]! + stopCost(route, node);
    if (withLimits) addTravel(route, before, node, after, 1);
    setLeg(before, node, into);
    setLeg(node, after, out);
    if (plainTimes) {
      times.setDrive(route, before, node);
      times.setDrive(route, node, after);
    }
    link(before, node);
    link(node, after);
    routeOf[node] = route;
    // The way from start to end is not paid while the route is unused.
    if (stops[route] === 0) {
      added += opening[route]! + arcCost(route, before, after);
      totals.usedRoutes++;
    }
    stops[route] = stops[route]! + 1;
    cost[route] = cost[route]! + added;
    totals.cost += added;
    if (kind[node] !== NodeKind.reload) {
      totals.placedStops++;
      if (kind[node] !== NodeKind.shipmentPickup) {
        jobs[route] = jobs[route]! + 1;
        if (withRides) totals.cost += rideCost(route, jobOf[node]!);
      }
      if (withCapacity) addLoad(route, node, 1);
    }
  }

  /** Takes a node out of its route, without settling times and loads. */
  function remove(node: number): void {
    const route = routeOf[node]!;
    const before = prev[node]!;
    const after = next[node]!;
    const across = arcCost(route, before, after);
    let saved = leg[before]! + leg[node]! - across + stopCost(route, node);
    if (withLimits) addTravel(route, before, node, after, -1);
    setLeg(before, after, across);
    if (plainTimes) times.setDrive(route, before, after);
    link(before, after);
    routeOf[node] = -1;
    prev[node] = nowhere;
    leg[node] = Number.NEGATIVE_INFINITY;
    reach[node] = Number.NEGATIVE_INFINITY;
    reach[nodeCount + node] = Number.NEGATIVE_INFINITY;
    stops[route] = stops[route]! - 1;
    if (stops[route] === 0) {
      saved += opening[route]! + across;
      totals.usedRoutes--;
      noteUnused(route);
    }
    cost[route] = cost[route]! - saved;
    totals.cost -= saved;
    if (kind[node] !== NodeKind.reload) {
      totals.placedStops--;
      if (kind[node] !== NodeKind.shipmentPickup) {
        jobs[route] = jobs[route]! - 1;
        if (withRides) totals.cost -= rideCost(route, jobOf[node]!);
      }
      if (withCapacity) addLoad(route, node, -1);
    }
  }

  function addTravel(route: number, before: number, node: number, after: number, sign: number): void {
    const across = arcs[slot(place[before]!, place[after]!)]!;
    const through = arcs[slot(place[before]!, place[node]!)]! + arcs[slot(place[node]!, place[after]!)]!;
    meters[route] = meters[route]! + sign * (through - across);
    const seconds = travelSeconds(route, before, node) + travelSeconds(route, node, after);
    driving[route] = driving[route]! + sign * (seconds - travelSeconds(route, before, after));
  }

  function addLoad(route: number, node: number, sign: number): void {
    // A shipment counts once in the sum, with its pickup; the sum is only a bound there.
    if (kind[node] === NodeKind.shipmentDelivery) return;
    for (let d = 0; d < dimensions; d++) {
      const at = route * dimensions + d;
      loadSum[at] = loadSum[at]! + sign * amount[node * dimensions + d]!;
    }
  }

  /** Times and loads of a whole route. */
  function settleRoute(route: number): void {
    if (plainTimes && !times.settle(route)) log.broken = true;
    settleRest(route);
  }

  /** After one node, or a pair with `last` the later one, has come in. Time cost is set apart: it is known by then. */
  function settleInsertion(route: number, first: number, last: number): void {
    if (plainTimes) times.settleInsertion(route, first, last);
    if (loadProfile) settleLoads(route);
    if (withStates && !states!.settle(route)) log.broken = true;
  }

  /** After all between `before` and `after` has gone. */
  function settleRemoval(route: number, before: number, after: number): void {
    if (plainTimes && !times.settleRemoval(route, before, after)) log.broken = true;
    settleRest(route);
  }

  function settleRest(route: number): void {
    if (withLimits && exceedsLimits(route)) log.broken = true;
    if (loadProfile) settleLoads(route);
    if (withStates && !states!.settle(route)) log.broken = true;
    if (withTimeCost) settleTimeCost(route);
  }

  function exceedsLimits(route: number): boolean {
    // The stop that has gone may have been where a rest was taken.
    if (withRests && driving[route]! > drivingAfter[route]! && !schedules(route)) return true;
    if (withHours && mayDriveTooLong(route, driving[route]!) && !schedules(route)) return true;
    return driving[route]! > maxDriving[route]! || meters[route]! > maxMeters[route]!;
  }

  /** True when so many seconds at the quickest hour could be more than driving is allowed at others. */
  function mayDriveTooLong(route: number, quickest: number): boolean {
    const allowed = withRests ? Math.min(maxDriving[route]!, drivingAfter[route]!) : maxDriving[route]!;
    // Each drive is rounded by itself.
    return (quickest * slowestFactor[route]!) / travelFactor[route]! + stops[route]! + 3 > allowed;
  }

  function settleDerived(route: number): void {
    if (loadProfile) settleLoads(route);
    if (withStates) states!.settle(route);
  }

  function settleTimeCost(route: number): void {
    if (stops[route] === 0) {
      setTimeCost(route, 0, 0);
      return;
    }
    if (schedules(route)) {
      scheduler!.settle();
      const { timeCost: amount, waitingSeconds, slowSeconds } = scheduler!.result;
      setTimeCost(route, amount, waitingSeconds + slowSeconds);
    } else log.broken = true;
  }

  function schedules(route: number): boolean {
    return scheduler!.run(route, sequence, copySequence(route, sequence));
  }

  function setTimeCost(route: number, amount: number, sparedSeconds: number): void {
    const change = amount - timeCost[route]!;
    timeCost[route] = amount;
    waitingCost[route] = sparedSeconds * perSecond[route]!;
    cost[route] = cost[route]! + change;
    totals.cost += change;
  }

  function copySequence(route: number, into: Int32Array): number {
    let length = 0;
    for (let node = next[firstStart + route]!; node < firstEnd; node = next[node]!) into[length++] = node;
    return length;
  }

  /** Appends stops to routes as they are, whole jobs leaving `absent`. The caller knows that the routes hold. */
  function takeOver(orders: readonly ArrayLike<number>[]): void {
    for (const [route, order] of orders.entries()) append(route, order);
    recountAbsent();
  }

  /** The same for one route, after which `recountAbsent` is due. */
  function append(route: number, order: ArrayLike<number>): void {
    if (order.length === 0) return;
    touch(route);
    for (let index = 0; index < order.length; index++) {
      const node = order[index]!;
      if (routeOf[node]! < 0) insertAfter(node, prev[firstEnd + route]!);
    }
    settleRoute(route);
  }

  function recountAbsent(): void {
    const count = totals.absent;
    totals.absent = 0;
    totals.unplaced = 0;
    for (let at = 0; at < count; at++) {
      const job = absent[at]!;
      if (routeOf[lastNode(job)]! < 0) addAbsent(job);
    }
  }

  function addAbsent(job: number): void {
    absent[totals.absent++] = job;
    totals.unplaced += model.unplacedWeight[job]!;
  }

  function objective(): number {
    return totals.cost + totals.unplaced * model.perUnplaced;
  }

  return {
    next,
    prev,
    anchor,
    routeOf,
    leg,
    reach,
    departs,
    latest,
    load,
    peakBefore,
    peakAfter,
    stops,
    jobs,
    loadSum,
    driving,
    meters,
    timeCost,
    waitingCost,
    cost,
    absent,
    totals,
    touched,
    touchedAt,
    log,
    scheduler,
    states,
    setTimeCost,
    unusedRoute,
    begin,
    touch,
    rollBack,
    insertAfter,
    remove,
    settleRoute,
    settleInsertion,
    settleRemoval,
    travelSeconds,
    arcCost,
    openFrom,
    copySequence,
    takeOver,
    append,
    recountAbsent,
    addAbsent,
    objective,
    rideCost,
    company,
    mayDriveTooLong,
  };
}
