import { loadsOfLocked } from '../evaluate/loads.ts';
import { type Model, NodeKind } from '../model/model.ts';
import type { Links } from './links.ts';

/** What is on board along each route, where load rises and falls. By node and dimension. */
export function createLoadProfile(model: Model, { next, prev }: Links) {
  const { nodeCount, dimensions, firstStart, firstEnd, kind, amount, collected, capacity, guards } = model;
  const { overloaded } = model;
  const withExchanges = guards.exchanges;
  const withOverload = overloaded.includes(1);
  /** What a locked start has on board by itself beyond the capacity: it is not counted, and nothing more fits beside it. */
  const inherited = new Int32Array(withOverload ? nodeCount * dimensions : 0);
  /** When leaving the node; the most up to there, and from there on, within the loading. */
  const load = new Int32Array(guards.loadProfile ? nodeCount * dimensions : 0);
  const peakBefore = new Int32Array(load.length);
  const peakAfter = new Int32Array(load.length);

  function settle(route: number): void {
    const start = firstStart + route;
    const end = firstEnd + route;
    const eased = withOverload && overloaded[route] === 1;
    if (eased) settleInherited(route);
    for (let d = 0; d < dimensions; d++) {
      let onBoard = deliveriesFrom(next[start]!, d);
      let peak = 0;
      for (let node = start; node < firstEnd || node === end; node = next[node]!) {
        const at = node * dimensions + d;
        const quantity = amount[at]!;
        switch (kind[node]) {
          case NodeKind.delivery:
          case NodeKind.shipmentDelivery:
            onBoard -= quantity;
            break;
          case NodeKind.pickup:
          case NodeKind.shipmentPickup:
            onBoard += quantity;
            break;
          case NodeKind.reload:
            onBoard = shipmentsOnBoard(route, node, d) + deliveriesFrom(next[node]!, d);
            peak = 0;
            break;
        }
        if (withExchanges) onBoard += collected[at]!;
        const counted = eased ? onBoard - inherited[at]! : onBoard;
        if (counted > peak) peak = counted;
        load[at] = counted;
        peakBefore[at] = peak;
        if (node === end) break;
      }
      let ahead = 0;
      for (let node = end; ; node = prev[node]!) {
        const at = node * dimensions + d;
        if (load[at]! > ahead) ahead = load[at]!;
        peakAfter[at] = ahead;
        if (kind[node] === NodeKind.reload) ahead = 0;
        if (node === start) break;
      }
    }
  }

  function settleInherited(route: number): void {
    const nodes: number[] = [];
    for (let node = next[firstStart + route]!; node < firstEnd; node = next[node]!) nodes.push(node);
    const loads = loadsOfLocked(model, route, nodes);
    for (const [at, node] of [firstStart + route, ...nodes, firstEnd + route].entries()) {
      const load = loads[Math.min(at, nodes.length)]!;
      for (let d = 0; d < dimensions; d++)
        inherited[node * dimensions + d] = Math.max(0, load[d]! - capacity[route * dimensions + d]!);
    }
  }

  /** What must be loaded for the stops from `first` up to the next reload or the end. */
  function deliveriesFrom(first: number, d: number): number {
    let sum = 0;
    for (let node = first; node < firstEnd && kind[node] !== NodeKind.reload; node = next[node]!) {
      if (kind[node] === NodeKind.delivery) sum += amount[node * dimensions + d]!;
    }
    return sum;
  }

  /** Shipments that a reload finds on board and leaves there. */
  function shipmentsOnBoard(route: number, reload: number, d: number): number {
    let sum = 0;
    for (let node = next[firstStart + route]!; node !== reload; node = next[node]!) {
      if (kind[node] === NodeKind.shipmentPickup) sum += amount[node * dimensions + d]!;
      else if (kind[node] === NodeKind.shipmentDelivery) sum -= amount[node * dimensions + d]!;
    }
    return sum;
  }

  return { load, peakBefore, peakAfter, settle };
}
