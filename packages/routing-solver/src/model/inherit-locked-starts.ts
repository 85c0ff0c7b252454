import { loadsAlong } from '../evaluate/loads.ts';
import { createTravelByHour } from '../schedule/travel-by-hour.ts';
import { type Arcs, NodeKind, type Nodes, type Routes } from './model.ts';

/**
 * A locked start may already break a rule: the window missed this morning. What it breaks by itself is inherited: closing times and
 * limits of its route are widened to just what it needs, so that the search judges only what it can change. Not so capacities: too much on board
 * at the start is no more room later on. Routes that are overloaded by what is locked are marked, and their loads counted without that.
 */
export function inheritLockedStarts(
  { arcs, slot: slotOf }: Arcs,
  nodes: Nodes,
  routes: Routes,
  dimensions: number,
): void {
  const travel = createTravelByHour(routes);
  for (const [route, locked] of routes.locked.entries()) {
    if (locked.length === 0) continue;
    const services = routes.serviceProfile[route]! * nodes.nodeCount;
    const end = nodes.firstEnd + route;
    let breakSeconds = 0;
    for (let each = routes.breakFirst[route]!; each < routes.breakFirst[route + 1]!; each++)
      breakSeconds += routes.breaks[3 * each + 2]!;
    let from = nodes.firstStart + route;
    let time = Math.max(nodes.opens[from]!, readyAt(nodes, locked, 0));
    // The same with all breaks taken before: other hours, other drives.
    let rested = time + breakSeconds;
    let driving = 0;
    let meters = 0;
    const visits = new Set<number>();
    for (const [at, node] of [...locked, end].entries()) {
      const slot = slotOf(nodes.place[from]!, nodes.place[node]!);
      const seconds = travel.lasting(route, arcs[slot + 1]!, time);
      driving += seconds;
      meters += arcs[slot]!;
      rested += travel.lasting(route, arcs[slot + 1]!, rested);
      rested = Math.max(openFrom(nodes, node, rested), nodes.opens[node]! + breakSeconds);
      time = openFrom(nodes, node, time + seconds);
      if (nodes.kind[node] === NodeKind.reload) {
        const ready = readyAt(nodes, locked, at + 1);
        time = Math.max(time, ready);
        rested = Math.max(rested, ready + breakSeconds);
      }
      nodes.closes[node] = Math.max(nodes.closes[node]!, rested);
      if (node === end) break;
      time += nodes.service[services + node]!;
      rested += nodes.service[services + node]!;
      visits.add(nodes.job[node]!);
      from = node;
    }
    visits.delete(-1);
    routes.maxJobs[route] = Math.max(routes.maxJobs[route]!, visits.size);
    routes.maxDriving[route] = Math.max(routes.maxDriving[route]!, driving);
    if (routes.drivingAfter.length > 0) routes.drivingAfter[route] = Math.max(routes.drivingAfter[route]!, driving);
    routes.maxMeters[route] = Math.max(routes.maxMeters[route]!, meters);
    const isOver = (load: readonly number[]) => load.some((each, d) => each > routes.capacity[route * dimensions + d]!);
    if (loadsAlong({ ...nodes, dimensions }, locked).some(isOver)) routes.overloaded[route] = 1;
  }
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
