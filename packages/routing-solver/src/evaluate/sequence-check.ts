import { type Model, NEVER, NodeKind } from '../model/model.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import { overload } from './loads.ts';

export type SequenceCheck = ReturnType<typeof createSequenceCheck>;

/** Which groups of rules a whole order of stops keeps: exact, O(stops), for questions outside the search. */
export function createSequenceCheck(model: Model) {
  const { dimensions, kind, maxJobs, maxDriving, maxMeters, travelFactor, firstStart, firstEnd } = model;
  const scheduler = createScheduler(model, true);
  const scratch = new Int32Array(model.nodeCount);

  function keepsTime(route: number, nodes: readonly number[]): boolean {
    scratch.set(nodes);
    return scheduler.run(route, scratch, nodes.length);
  }

  function keepsCapacity(route: number, nodes: readonly number[]): boolean {
    if (dimensions === 0) return true;
    return overload(model, route, nodes).every((over) => over <= 0);
  }

  function travelOf(route: number, nodes: readonly number[]): { seconds: number; meters: number } {
    let seconds = 0;
    let meters = 0;
    let from = firstStart + route;
    for (const node of [...nodes, firstEnd + route]) {
      const slot = model.slot(model.place[from]!, model.place[node]!);
      meters += model.arcs[slot]!;
      seconds += Math.round(model.arcs[slot + 1]! * travelFactor[route]!);
      from = node;
    }
    return { seconds, meters };
  }

  function keepsLimits(route: number, nodes: readonly number[]): boolean {
    const jobs = nodes.filter(
      (node) => kind[node] !== NodeKind.shipmentPickup && kind[node] !== NodeKind.reload,
    ).length;
    const { seconds, meters } = travelOf(route, nodes);
    return jobs <= maxJobs[route]! && seconds <= maxDriving[route]! && meters <= maxMeters[route]!;
  }

  function isReachable(route: number, nodes: readonly number[]): boolean {
    return travelOf(route, nodes).seconds < NEVER * Math.min(1, travelFactor[route]!);
  }

  function keepsAll(route: number, nodes: readonly number[]): boolean {
    return keepsTime(route, nodes) && keepsCapacity(route, nodes) && keepsLimits(route, nodes);
  }

  return { keepsTime, keepsCapacity, keepsLimits, keepsAll, isReachable, travelOf, scheduler };
}
