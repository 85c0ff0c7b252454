import { type Model, NodeKind } from '../model/model.ts';

type Loaded = Pick<Model, 'dimensions' | 'amount' | 'collected' | 'kind'>;

/**
 * On board when leaving each stop: `leaving[k]` for k = 0 (the start) to nodes.length, each by dimension.
 * @param counts stops whose goods count.
 */
export function loadsAlong(
  { dimensions, amount, collected, kind }: Loaded,
  nodes: ArrayLike<number>,
  counts: (node: number) => boolean = () => true,
): number[][] {
  const leaving: number[][] = [];
  const onBoard = new Array<number>(dimensions).fill(0);
  const shipped = new Array<number>(dimensions).fill(0);
  const load = (from: number) => {
    for (let d = 0; d < dimensions; d++) onBoard[d] = shipped[d]!;
    for (let at = from; at < nodes.length && kind[nodes[at]!] !== NodeKind.reload; at++) {
      if (kind[nodes[at]!] !== NodeKind.delivery || !counts(nodes[at]!)) continue;
      for (let d = 0; d < dimensions; d++) onBoard[d]! += amount[nodes[at]! * dimensions + d]!;
    }
  };
  load(0);
  leaving.push([...onBoard]);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!;
    const of = kind[node]!;
    for (let d = 0; d < dimensions && counts(node); d++) {
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

/**
 * What the locked start of a route has on board by itself, wherever the route goes in between: more than the capacity is inherited, as long as nothing
 * comes on top of it.
 */
export function loadsOfLocked(model: Model, route: number, nodes: ArrayLike<number>): number[][] {
  const locked = new Set(model.locked[route]!);
  return loadsAlong(model, nodes, (node) => locked.has(node) || locked.has(model.partner[node]!));
}

/** By dimension the most that is on board over what there is room for: 0 or less = it fits. */
export function overload(model: Model, route: number, nodes: ArrayLike<number>): number[] {
  const inherited = model.overloaded[route] === 1 ? loadsOfLocked(model, route, nodes) : null;
  const loads = loadsAlong(model, nodes);
  return Array.from({ length: model.dimensions }, (_, d) => {
    const capacity = model.capacity[route * model.dimensions + d]!;
    return loads.reduce(
      (most, load, at) => Math.max(most, load[d]! - Math.max(capacity, inherited?.[at]?.[d] ?? 0)),
      Number.NEGATIVE_INFINITY,
    );
  });
}
