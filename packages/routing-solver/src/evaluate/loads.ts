import { type Model, NodeKind } from '../model/model.ts';

/** On board when leaving each stop: `leaving[k]` for k = 0 (the start) to nodes.length, each by dimension. */
export function loadsAlong(model: Model, nodes: readonly number[]): number[][] {
  const { dimensions, amount, collected, kind } = model;
  const leaving: number[][] = [];
  const onBoard = new Array<number>(dimensions).fill(0);
  const shipped = new Array<number>(dimensions).fill(0);
  const load = (from: number) => {
    for (let d = 0; d < dimensions; d++) onBoard[d] = shipped[d]!;
    for (let at = from; at < nodes.length && kind[nodes[at]!] !== NodeKind.reload; at++) {
      if (kind[nodes[at]!] !== NodeKind.delivery) continue;
      for (let d = 0; d < dimensions; d++) onBoard[d]! += amount[nodes[at]! * dimensions + d]!;
    }
  };
  load(0);
  leaving.push([...onBoard]);
  for (const [at, node] of nodes.entries()) {
    const of = kind[node]!;
    for (let d = 0; d < dimensions; d++) {
      const quantity = amount[node * dimensions + d]!;
      if (of === NodeKind.delivery) onBoard[d]! -= quantity;
      else if (of === NodeKind.pickup) onBoard[d]! += quantity;
      else if (of === NodeKind.shipmentPickup || of === NodeKind.shipmentDelivery) {
        const signed = of === NodeKind.shipmentPickup ? quantity : -quantity;
        onBoard[d]! += signed;
        shipped[d]! += signed;
      }
      onBoard[d]! += collected[node * dimensions + d] ?? 0;
    }
    if (of === NodeKind.reload) load(at + 1);
    leaving.push([...onBoard]);
  }
  return leaving;
}
