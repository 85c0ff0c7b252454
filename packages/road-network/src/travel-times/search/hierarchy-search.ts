import type { Hierarchy } from './hierarchy.ts';
import { NodeQueue } from './node-queue.ts';

/** Where a search begins: nodes with what it takes to be at their end, in tenths. */
export interface Seed {
  readonly node: number;
  readonly weight: number;
  readonly seconds: number;
  readonly meters: number;
}

/** One upward search, forward or backward, with room that is used again for the next one. */
export class UpwardSearch {
  readonly #hierarchy: Hierarchy;
  readonly #first: Int32Array;
  readonly #arcs: Int32Array;
  readonly #ends: Int32Array;
  readonly #queue = new NodeQueue();
  readonly weight: Float64Array;
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
  /** The arc by which a node was reached, −1 at a seed. */
  readonly parent: Int32Array;
  /** Settled nodes of the last run, in the order of their weight. */
  readonly settled: number[] = [];
  readonly #touched: number[] = [];

  constructor(hierarchy: Hierarchy, direction: 'forward' | 'backward') {
    this.#hierarchy = hierarchy;
    this.#first = direction === 'forward' ? hierarchy.firstUp : hierarchy.firstDown;
    this.#arcs = direction === 'forward' ? hierarchy.up : hierarchy.down;
    this.#ends = direction === 'forward' ? hierarchy.to : hierarchy.from;
    this.weight = new Float64Array(hierarchy.nodeCount).fill(Number.POSITIVE_INFINITY);
    this.seconds = new Int32Array(hierarchy.nodeCount);
    this.meters = new Int32Array(hierarchy.nodeCount);
    this.parent = new Int32Array(hierarchy.nodeCount).fill(-1);
  }

  run(seeds: readonly Seed[]): void {
    for (const node of this.#touched) this.weight[node] = Number.POSITIVE_INFINITY;
    this.#touched.length = 0;
    this.settled.length = 0;
    this.#queue.clear();
    for (const { node, weight, seconds, meters } of seeds) this.#reach(node, weight, seconds, meters, -1);
    const { weight, seconds, meters } = this.#hierarchy;
    while (this.#queue.size > 0) {
      const key = this.#queue.leastKey;
      const node = this.#queue.pop();
      if (key > this.weight[node]!) continue;
      this.settled.push(node);
      for (let at = this.#first[node]!; at < this.#first[node + 1]!; at++) {
        const arc = this.#arcs[at]!;
        this.#reach(
          this.#ends[arc]!,
          key + weight[arc]!,
          this.seconds[node]! + seconds[arc]!,
          this.meters[node]! + meters[arc]!,
          arc,
        );
      }
    }
  }

  #reach(node: number, weight: number, seconds: number, meters: number, arc: number): void {
    if (weight >= this.weight[node]!) return;
    if (this.weight[node] === Number.POSITIVE_INFINITY) this.#touched.push(node);
    this.weight[node] = weight;
    this.seconds[node] = seconds;
    this.meters[node] = meters;
    this.parent[node] = arc;
    this.#queue.push(weight, node);
  }
}
