import type { Hierarchy } from './hierarchy.ts';
import { NodeQueue } from './node-queue.ts';
import type { TurnGraph } from './turn-graph.ts';

/** A witness search gives up after this many nodes: a shortcut too many costs a little time, a missing one an answer. */
const WITNESS_NODES = 80;

/** Contracts the nodes one by one, the least important first. Deterministic: the same graph gives the same hierarchy. */
export function contract(graph: TurnGraph): Hierarchy {
  return new Contraction(graph).run();
}

class Contraction {
  readonly #nodeCount: number;
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #weight: number[] = [];
  readonly #seconds: number[] = [];
  readonly #meters: number[] = [];
  readonly #firstHalf: number[] = [];
  readonly #secondHalf: number[] = [];
  /** Arc numbers at each node not yet contracted. */
  readonly #out: number[][];
  readonly #in: number[][];
  readonly #rank: Int32Array;
  readonly #depth: Int32Array;
  readonly #distance: Float64Array;
  readonly #touched: number[] = [];
  readonly #queue = new NodeQueue();
  /** Arcs that a better one between the same nodes replaced: part of shortcuts perhaps, never searched. */
  readonly #replaced = new Set<number>();

  constructor(graph: TurnGraph) {
    this.#nodeCount = graph.nodeCount;
    this.#out = Array.from({ length: graph.nodeCount }, () => []);
    this.#in = Array.from({ length: graph.nodeCount }, () => []);
    this.#rank = new Int32Array(graph.nodeCount).fill(-1);
    this.#depth = new Int32Array(graph.nodeCount);
    this.#distance = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
    for (let node = 0; node < graph.nodeCount; node++) {
      for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) {
        if (graph.arcTo[arc] === node) continue;
        this.#addArc(
          node,
          graph.arcTo[arc]!,
          graph.arcWeight[arc]!,
          graph.arcSeconds[arc]!,
          graph.arcMeters[arc]!,
          -1,
          -1,
        );
      }
    }
  }

  run(): Hierarchy {
    const order = new NodeQueue();
    for (let node = 0; node < this.#nodeCount; node++) order.push(this.#importance(node), node);
    let rank = 0;
    while (order.size > 0) {
      const node = order.pop();
      if (this.#rank[node] !== -1) continue;
      const importance = this.#importance(node);
      if (order.size > 0 && importance > order.leastKey) {
        order.push(importance, node);
        continue;
      }
      this.#rank[node] = rank++;
      this.#contractNode(node);
    }
    return this.#finish();
  }

  /** Shortcuts gained over arcs lost, and how deep the contracted part below already is. */
  #importance(node: number): number {
    const shortcuts = this.#shortcutsFor(node, () => {});
    return 4 * shortcuts - 2 * (this.#in[node]!.length + this.#out[node]!.length) + this.#depth[node]!;
  }

  #contractNode(node: number): void {
    const added: [number, number][] = [];
    this.#shortcutsFor(node, (enter, leave) => added.push([enter, leave]));
    for (const arc of this.#in[node]!) this.#unlink(this.#out[this.#from[arc]!]!, arc, this.#from[arc]!, node);
    for (const arc of this.#out[node]!) this.#unlink(this.#in[this.#to[arc]!]!, arc, this.#to[arc]!, node);
    for (const [enter, leave] of added) {
      this.#addArc(
        this.#from[enter]!,
        this.#to[leave]!,
        this.#weight[enter]! + this.#weight[leave]!,
        this.#seconds[enter]! + this.#seconds[leave]!,
        this.#meters[enter]! + this.#meters[leave]!,
        enter,
        leave,
      );
    }
  }

  #unlink(list: number[], arc: number, neighbour: number, node: number): void {
    const at = list.indexOf(arc);
    list[at] = list.at(-1)!;
    list.pop();
    this.#depth[neighbour] = Math.max(this.#depth[neighbour]!, this.#depth[node]! + 1);
  }

  /** Calls back for each pair of arcs through the node that nothing else is as short as; answers how many. */
  #shortcutsFor(node: number, found: (enter: number, leave: number) => void): number {
    let count = 0;
    for (const enter of this.#in[node]!) {
      const start = this.#from[enter]!;
      let longest = -1;
      for (const leave of this.#out[node]!) {
        if (this.#to[leave] !== start) longest = Math.max(longest, this.#weight[enter]! + this.#weight[leave]!);
      }
      if (longest < 0) continue;
      this.#searchWitnesses(start, node, longest);
      for (const leave of this.#out[node]!) {
        const end = this.#to[leave]!;
        if (end === start || this.#distance[end]! <= this.#weight[enter]! + this.#weight[leave]!) continue;
        count += 1;
        found(enter, leave);
      }
      for (const touched of this.#touched) this.#distance[touched] = Number.POSITIVE_INFINITY;
      this.#touched.length = 0;
    }
    return count;
  }

  #searchWitnesses(start: number, avoided: number, limit: number): void {
    this.#queue.clear();
    this.#reach(start, 0);
    let settled = 0;
    while (this.#queue.size > 0 && this.#queue.leastKey <= limit && settled < WITNESS_NODES) {
      const key = this.#queue.leastKey;
      const node = this.#queue.pop();
      if (key > this.#distance[node]!) continue;
      settled += 1;
      for (const arc of this.#out[node]!) {
        const next = this.#to[arc]!;
        if (next !== avoided) this.#reach(next, key + this.#weight[arc]!);
      }
    }
  }

  #reach(node: number, distance: number): void {
    if (distance >= this.#distance[node]!) return;
    if (this.#distance[node] === Number.POSITIVE_INFINITY) this.#touched.push(node);
    this.#distance[node] = distance;
    this.#queue.push(distance, node);
  }

  /** Of two arcs between the same nodes only the better one stays in the lists. */
  #addArc(
    from: number,
    to: number,
    weight: number,
    seconds: number,
    meters: number,
    firstHalf: number,
    secondHalf: number,
  ): void {
    const out = this.#out[from]!;
    const twin = out.find((arc) => this.#to[arc] === to);
    if (twin !== undefined && this.#weight[twin]! <= weight) return;
    const arc = this.#from.length;
    this.#from.push(from);
    this.#to.push(to);
    this.#weight.push(weight);
    this.#seconds.push(seconds);
    this.#meters.push(meters);
    this.#firstHalf.push(firstHalf);
    this.#secondHalf.push(secondHalf);
    if (twin === undefined) {
      out.push(arc);
      this.#in[to]!.push(arc);
      return;
    }
    this.#replaced.add(twin);
    out[out.indexOf(twin)] = arc;
    const enter = this.#in[to]!;
    enter[enter.indexOf(twin)] = arc;
  }

  #finish(): Hierarchy {
    const arcs = Array.from({ length: this.#from.length }, (_, arc) => arc).filter((arc) => !this.#replaced.has(arc));
    const isUp = (arc: number) => this.#rank[this.#from[arc]!]! < this.#rank[this.#to[arc]!]!;
    const [firstUp, up] = this.#groupArcs(arcs.filter(isUp), this.#from);
    const [firstDown, down] = this.#groupArcs(
      arcs.filter((arc) => !isUp(arc)),
      this.#to,
    );
    return {
      nodeCount: this.#nodeCount,
      from: Int32Array.from(this.#from),
      to: Int32Array.from(this.#to),
      weight: Int32Array.from(this.#weight),
      seconds: Int32Array.from(this.#seconds),
      meters: Int32Array.from(this.#meters),
      firstHalf: Int32Array.from(this.#firstHalf),
      secondHalf: Int32Array.from(this.#secondHalf),
      firstUp,
      up,
      firstDown,
      down,
    };
  }

  #groupArcs(arcs: readonly number[], by: readonly number[]): [Int32Array, Int32Array] {
    const first = new Int32Array(this.#nodeCount + 1);
    for (const arc of arcs) first[by[arc]! + 1]! += 1;
    for (let node = 0; node < this.#nodeCount; node++) first[node + 1]! += first[node]!;
    const next = first.slice();
    const grouped = new Int32Array(arcs.length);
    for (const arc of arcs) grouped[next[by[arc]!]!++] = arc;
    return [first, grouped];
  }
}
