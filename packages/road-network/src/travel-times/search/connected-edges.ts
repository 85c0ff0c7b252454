import type { TurnGraph } from './turn-graph.ts';

/** A group of roads this large is a network of its own (an island), not a leftover of the map. */
const ISLAND_EDGES = 500;

/**
 * 1 for every node of the turn graph from which, and to which, one gets around: in the largest strongly connected component,
 * or in one of `ISLAND_EDGES`. Elsewhere no vehicle may start or end, or it would never come back. (Tarjan 1972, without recursion.)
 */
export function connectedNodes(graph: TurnGraph): Uint8Array {
  const { nodeCount, firstArc, arcTo } = graph;
  const order = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const component = new Int32Array(nodeCount).fill(-1);
  const sizes: number[] = [];
  const nextArc = firstArc.slice(0, nodeCount);
  const path: number[] = [];
  const open: number[] = [];
  let visited = 0;

  const enter = (node: number) => {
    order[node] = low[node] = visited++;
    path.push(node);
    open.push(node);
  };
  for (let root = 0; root < nodeCount; root++) {
    if (order[root] !== -1) continue;
    enter(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (nextArc[node]! < firstArc[node + 1]!) {
        const next = arcTo[nextArc[node]!++]!;
        if (order[next] === -1) enter(next);
        else if (component[next] === -1) low[node] = Math.min(low[node]!, order[next]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] === order[node]) sizes.push(closeComponent(node, open, component, sizes.length));
    }
  }
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  return Uint8Array.from(component, (own) => (sizes[own]! >= Math.min(largest, ISLAND_EDGES) ? 1 : 0));
}

function closeComponent(root: number, open: number[], component: Int32Array, number: number): number {
  let size = 0;
  for (;;) {
    const node = open.pop()!;
    component[node] = number;
    size += 1;
    if (node === root) return size;
  }
}
