import { type Model, NodeKind } from '../model/model.ts';

/** The most on board at any moment of an order of stops, found without keeping what is on board in between. */
export function createPeakLoad({ dimensions, kind, amount, collected }: Model) {
  /** Of one dimension along `nodes[from … to − 1]`, which are stops and reloads; breaks among them are negative. */
  function peakLoad(nodes: Int32Array, from: number, to: number, dimension: number): number {
    let shipped = 0;
    let others = deliveriesFrom(nodes, from, to, dimension);
    let most = others;
    for (let at = from; at < to; at++) {
      const node = nodes[at]!;
      if (node < 0) continue;
      const quantity = amount[node * dimensions + dimension]!;
      if (kind[node] === NodeKind.delivery) others -= quantity;
      else if (kind[node] === NodeKind.pickup) others += quantity;
      else if (kind[node] === NodeKind.shipmentPickup) shipped += quantity;
      else if (kind[node] === NodeKind.shipmentDelivery) shipped -= quantity;
      else others = deliveriesFrom(nodes, at + 1, to, dimension);
      others += collected[node * dimensions + dimension] ?? 0;
      most = Math.max(most, others + shipped);
    }
    return most;
  }

  /** Loaded for the stops from here up to the next loading. */
  function deliveriesFrom(nodes: Int32Array, from: number, to: number, dimension: number): number {
    let sum = 0;
    for (let at = from; at < to; at++) {
      const node = nodes[at]!;
      if (node < 0) continue;
      if (kind[node] === NodeKind.reload) break;
      if (kind[node] === NodeKind.delivery) sum += amount[node * dimensions + dimension]!;
    }
    return sum;
  }

  return peakLoad;
}
