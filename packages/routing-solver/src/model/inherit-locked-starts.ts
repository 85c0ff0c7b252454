import { loadsAlong } from '../evaluate/loads.ts';
import { createTravelByHour } from '../schedule/travel-by-hour.ts';
import { type LockedAlone, leastOfLocked } from './least-of-locked.ts';
import { type Arcs, NEVER, NodeKind, type Nodes, type Routes } from './model.ts';

/**
 * A locked start may already break a rule: the window missed this morning. What it breaks by itself is inherited: closing times and
 * limits of its route are widened to just what it needs, so that the search judges only what it can change. Not so capacities: too much on board
 * at the start is no more room later on. Routes that are overloaded by what is locked are marked, and their loads counted without that.
 */
export function inheritLockedStarts(arcs: Arcs, nodes: Nodes, routes: Routes, dimensions: number): void {
  for (const [route, locked] of routes.locked.entries()) {
    if (locked.length === 0) continue;
    if (inheritTravel(arcs, nodes, routes, route)) inheritTimes(arcs, nodes, routes, route);
    const isOver = (load: readonly number[]) => load.some((each, d) => each > routes.capacity[route * dimensions + d]!);
    if (loadsAlong({ ...nodes, dimensions }, locked).some(isOver)) routes.overloaded[route] = 1;
  }
}

/** Jobs, and driving and meters when it leaves at once. False: there is no way to some stop. */
function inheritTravel({ arcs, slot: slotOf }: Arcs, nodes: Nodes, routes: Routes, route: number): boolean {
  const locked = routes.locked[route]!;
  const travel = createTravelByHour(routes);
  const visits = new Set<number>();
  let from = nodes.firstStart + route;
  let time = Math.max(nodes.opens[from]!, readyAt(nodes, locked, 0));
  let [driving, meters] = [0, 0];
  for (const [at, node] of [...locked, nodes.firstEnd + route].entries()) {
    const slot = slotOf(nodes.place[from]!, nodes.place[node]!);
    const seconds = travel.lasting(route, arcs[slot + 1]!, time);
    driving += seconds;
    meters += arcs[slot]!;
    time = openFrom(nodes, node, time + seconds);
    if (nodes.kind[node] === NodeKind.reload) time = Math.max(time, readyAt(nodes, locked, at + 1));
    time += nodes.service[routes.serviceProfile[route]! * nodes.nodeCount + node]!;
    visits.add(nodes.job[node]!);
    from = node;
  }
  visits.delete(-1);
  routes.maxJobs[route] = Math.max(routes.maxJobs[route]!, visits.size);
  routes.maxDriving[route] = Math.max(routes.maxDriving[route]!, driving);
  routes.maxMeters[route] = Math.max(routes.maxMeters[route]!, meters);
  return driving < NEVER;
}

/** Windows, breaks, rests and the end of the shift. */
function inheritTimes(arcs: Arcs, nodes: Nodes, routes: Routes, route: number): void {
  const { breaks, drivingAfter } = routes;
  const locked = routes.locked[route]!;
  const end = nodes.firstEnd + route;
  const first = routes.breakFirst[route]!;
  const ofShift = Array.from({ length: routes.breakFirst[route + 1]! - first }, (_, each) => 3 * (first + each));
  const restless = drivingAfter.length === 0 || drivingAfter[route]! >= NEVER;
  const limits = leastOfLocked(aloneOn(arcs, nodes, routes, route), {
    stretch: restless ? Number.POSITIVE_INFINITY : drivingAfter[route]!,
    breaks: ofShift.map((at) => breaks[at + 1]!),
    stops: Array.from(locked, (node) => nodes.closes[node]!),
    end: nodes.closes[end]!,
  });
  if (!restless) drivingAfter[route] = limits.stretch;
  for (const [each, at] of ofShift.entries()) breaks[at + 1] = limits.breaks[each]!;
  for (const [each, node] of locked.entries()) nodes.closes[node] = limits.stops[each]!;
  nodes.closes[end] = limits.end;
}

function aloneOn({ arcs, slot: slotOf }: Arcs, nodes: Nodes, routes: Routes, route: number): LockedAlone {
  const { breaks, drivingAfter, drivingRest } = routes;
  const locked = routes.locked[route]!;
  const travel = createTravelByHour(routes);
  const start = nodes.firstStart + route;
  const along = [start, ...locked, nodes.firstEnd + route];
  const services = routes.serviceProfile[route]! * nodes.nodeCount;
  const rest = drivingAfter.length > 0 && drivingAfter[route]! < NEVER ? drivingRest[route]! : null;
  return {
    stopCount: locked.length,
    leaving: nodes.opens[start]!,
    loaded: readyAt(nodes, locked, 0),
    breaks: Array.from({ length: routes.breakFirst[route + 1]! - routes.breakFirst[route]! }, (_, each) => {
      const at = 3 * (routes.breakFirst[route]! + each);
      const duration = breaks[at + 2]!;
      return { earliest: breaks[at]!, duration, isRest: rest !== null && duration >= rest };
    }),
    restSeconds: rest,
    driveTo(stop, leaving) {
      const arc = slotOf(nodes.place[along[stop]!]!, nodes.place[along[stop + 1]!]!);
      return travel.lasting(route, arcs[arc + 1]!, leaving);
    },
    startAt(stop, arrival) {
      const node = locked[stop]!;
      const loads = nodes.kind[node] === NodeKind.reload;
      return openFrom(nodes, node, loads ? Math.max(arrival, readyAt(nodes, locked, stop + 1)) : arrival);
    },
    serviceAt: (stop) => nodes.service[services + locked[stop]!]!,
  };
}

/** When the goods of the locked deliveries from one on are there, up to where more is loaded. */
function readyAt({ kind, release }: Nodes, locked: Int32Array, first: number): number {
  let ready = 0;
  for (let at = first; at < locked.length && kind[locked[at]!] !== NodeKind.reload; at++)
    ready = Math.max(ready, release[locked[at]!]!);
  return ready;
}

/** Earliest start of service at or after `arrival`; past the last window it is the arrival. */
function openFrom({ opens, gapFirst, gaps }: Nodes, node: number, arrival: number): number {
  let start = Math.max(arrival, opens[node]!);
  for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++)
    if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
  return start;
}
