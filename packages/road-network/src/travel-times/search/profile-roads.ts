import { FEW, giveWay, ONE_SEARCH, Stretches } from '../give-way.ts';
import type { Hierarchy } from './hierarchy.ts';
import { type Seed, UpwardSearch } from './hierarchy-search.ts';
import type { Snap } from './snap.ts';
import type { TurnGraph } from './turn-graph.ts';

/** What it takes, in tenths of seconds and meters; a weight of infinity: there is no way. */
export interface Travel {
  readonly weight: number;
  readonly seconds: number;
  readonly meters: number;
}

/** One driving direction of the segment that a place lies on. */
interface Placed {
  readonly node: number;
  /** How much of the edge lies behind, 0 … 1. */
  readonly passed: number;
}

export interface Way extends Travel {
  /** Turn-graph nodes in driving order; the first and the last one are driven in part. */
  readonly nodes: readonly number[];
}

const NO_WAY: Way = { weight: Number.POSITIVE_INFINITY, seconds: -1, meters: -1, nodes: [] };

/** What a search from (or to) a place settles, kept for the next question about it. */
interface Label {
  readonly node: Int32Array;
  readonly weight: Float64Array;
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
}

/** Of each side; some 1.3 kB each. */
const MOST_LABELS = 15_000;

/** One profile's answers: many-to-many by buckets (Knopp et al. 2007), and ways unpacked from shortcuts. */
export class ProfileRoads {
  readonly graph: TurnGraph;
  readonly hierarchy: Hierarchy;
  readonly #forward: UpwardSearch;
  readonly #backward: UpwardSearch;
  /** By place as it was snapped: whoever keeps its snaps finds its labels. */
  readonly #labels = { from: new Map<Snap, Label>(), to: new Map<Snap, Label>() };

  constructor(graph: TurnGraph, hierarchy: Hierarchy) {
    this.graph = graph;
    this.hierarchy = hierarchy;
    this.#forward = new UpwardSearch(hierarchy, 'forward');
    this.#backward = new UpwardSearch(hierarchy, 'backward');
  }

  /** Fills the rows × columns of both arrays; where a snap is null the pair is left as it is. Others may ask meanwhile. */
  async fillMatrix(
    from: readonly (Snap | null)[],
    to: readonly (Snap | null)[],
    seconds: Int32Array,
    meters: Int32Array,
  ): Promise<void> {
    if (Math.min(from.length, to.length) <= FEW) return this.#fillOfFew(from, to, seconds, meters);
    const stretches = new Stretches();
    const buckets = await this.#fillBuckets(to, stretches);
    const best = new Float64Array(to.length);
    const bestSeconds = new Int32Array(to.length);
    const bestMeters = new Int32Array(to.length);
    for (const [row, snap] of from.entries()) {
      if (!snap) continue;
      best.fill(Number.POSITIVE_INFINITY);
      this.#forward.run(this.departures(snap));
      for (const node of this.#forward.settled) {
        const [weight, ownSeconds, ownMeters] = [
          this.#forward.weight[node]!,
          this.#forward.seconds[node]!,
          this.#forward.meters[node]!,
        ];
        for (let at = buckets.first[node]!; at < buckets.first[node + 1]!; at++) {
          const column = buckets.column[at]!;
          const sum = weight + buckets.weight[at]!;
          if (sum >= best[column]!) continue;
          best[column] = sum;
          bestSeconds[column] = ownSeconds + buckets.seconds[at]!;
          bestMeters[column] = ownMeters + buckets.meters[at]!;
        }
      }
      for (const [column, target] of to.entries()) {
        if (!target) continue;
        const direct = this.alongOneSegment(snap, target);
        const way =
          direct && direct.weight <= best[column]!
            ? direct
            : { weight: best[column]!, seconds: bestSeconds[column]!, meters: bestMeters[column]! };
        if (way.weight === Number.POSITIVE_INFINITY) continue;
        seconds[row * to.length + column] = Math.round(way.seconds / 10);
        meters[row * to.length + column] = Math.round(way.meters / 10);
      }
      if (stretches.isOver(to.length + ONE_SEARCH)) await giveWay();
    }
  }

  /** One search for each of the few, held against what searches of the many settled: that is remembered by place. */
  async #fillOfFew(
    from: readonly (Snap | null)[],
    to: readonly (Snap | null)[],
    seconds: Int32Array,
    meters: Int32Array,
  ): Promise<void> {
    const isFrom = from.length <= to.length;
    const [few, many] = isFrom ? [from, to] : [to, from];
    const search = isFrom ? this.#forward : this.#backward;
    // All of them first: others may search while this steps aside, and what a search has settled is read from where it was run.
    const labels = await this.#labelsOf(many, isFrom ? 'to' : 'from');
    for (const [one, snap] of few.entries()) {
      if (!snap) continue;
      search.run(isFrom ? this.departures(snap) : this.#arrivals(snap));
      for (const [other, place] of many.entries()) {
        if (!place) continue;
        const direct = isFrom ? this.alongOneSegment(snap, place) : this.alongOneSegment(place, snap);
        const way = this.#meet(search, labels[other]!, direct);
        if (!way) continue;
        const pair = isFrom ? one * to.length + other : other * to.length + one;
        seconds[pair] = Math.round(way.seconds / 10);
        meters[pair] = Math.round(way.meters / 10);
      }
    }
  }

  async #labelsOf(places: readonly (Snap | null)[], side: 'from' | 'to'): Promise<(Label | null)[]> {
    const stretches = new Stretches();
    const labels: (Label | null)[] = [];
    for (const place of places) {
      labels.push(place && this.#labelOf(place, side));
      if (stretches.isOver(ONE_SEARCH)) await giveWay();
    }
    return labels;
  }

  #meet(search: UpwardSearch, { node, weight, seconds, meters }: Label, direct: Travel | null): Travel | null {
    let best = Number.POSITIVE_INFINITY;
    let meeting = -1;
    for (let at = 0; at < node.length; at++) {
      const sum = search.weight[node[at]!]! + weight[at]!;
      if (sum >= best) continue;
      best = sum;
      meeting = at;
    }
    if (direct && direct.weight <= best) return direct;
    if (meeting < 0) return null;
    return {
      weight: best,
      seconds: search.seconds[node[meeting]!]! + seconds[meeting]!,
      meters: search.meters[node[meeting]!]! + meters[meeting]!,
    };
  }

  #labelOf(snap: Snap, side: 'from' | 'to'): Label {
    const labels = this.#labels[side];
    const known = labels.get(snap);
    if (known) return known;
    const search = side === 'from' ? this.#forward : this.#backward;
    search.run(side === 'from' ? this.departures(snap) : this.#arrivals(snap));
    const label: Label = {
      node: Int32Array.from(search.settled),
      weight: Float64Array.from(search.settled, (node) => search.weight[node]!),
      seconds: Int32Array.from(search.settled, (node) => search.seconds[node]!),
      meters: Int32Array.from(search.settled, (node) => search.meters[node]!),
    };
    if (labels.size >= MOST_LABELS) labels.delete(labels.keys().next().value!);
    labels.set(snap, label);
    return label;
  }

  /** The best way from one place to another. */
  findWay(from: Snap, to: Snap): Way {
    const direct = this.alongOneSegment(from, to);
    const departures = this.departures(from);
    this.#forward.run(departures);
    this.#backward.run(this.#arrivals(to));
    let meeting = -1;
    let best = direct?.weight ?? Number.POSITIVE_INFINITY;
    for (const node of this.#forward.settled) {
      const sum = this.#forward.weight[node]! + this.#backward.weight[node]!;
      if (sum >= best) continue;
      best = sum;
      meeting = node;
    }
    if (meeting < 0) return direct ?? NO_WAY;
    const { arcs, start } = this.#arcsThrough(meeting);
    const departure = departures.filter(({ node }) => node === start).reduce((a, b) => (b.weight < a.weight ? b : a));
    return {
      weight: best,
      seconds: this.#forward.seconds[meeting]! + this.#backward.seconds[meeting]!,
      meters: this.#forward.meters[meeting]! + this.#backward.meters[meeting]!,
      nodes: [departure.leaving, start, ...arcs.map((arc) => this.hierarchy.to[arc]!)],
    };
  }

  async #fillBuckets(to: readonly (Snap | null)[], stretches: Stretches) {
    const entries = {
      node: [] as number[],
      column: [] as number[],
      weight: [] as number[],
      seconds: [] as number[],
      meters: [] as number[],
    };
    for (const [column, snap] of to.entries()) {
      if (!snap) continue;
      this.#backward.run(this.#arrivals(snap));
      for (const node of this.#backward.settled) {
        entries.node.push(node);
        entries.column.push(column);
        entries.weight.push(this.#backward.weight[node]!);
        entries.seconds.push(this.#backward.seconds[node]!);
        entries.meters.push(this.#backward.meters[node]!);
      }
      if (stretches.isOver(ONE_SEARCH)) await giveWay();
    }
    const first = new Int32Array(this.graph.nodeCount + 1);
    for (const node of entries.node) first[node + 1]! += 1;
    for (let node = 0; node < this.graph.nodeCount; node++) first[node + 1]! += first[node]!;
    const count = entries.node.length;
    const [column, weight, seconds, meters] = [
      new Int32Array(count),
      new Float64Array(count),
      new Int32Array(count),
      new Int32Array(count),
    ];
    const next = first.slice();
    for (let entry = 0; entry < count; entry++) {
      const at = next[entries.node[entry]!]!++;
      column[at] = entries.column[entry]!;
      weight[at] = entries.weight[entry]!;
      seconds[at] = entries.seconds[entry]!;
      meters[at] = entries.meters[entry]!;
    }
    return { first, column, weight, seconds, meters };
  }

  /** Driving off: the rest of the edge, then each turn at its end. So a search may come back to the edge it left. */
  departures(snap: Snap): (Seed & { leaving: number })[] {
    const { graph } = this;
    return this.placed(snap).flatMap(({ node, passed }) => {
      const left = 1 - passed;
      const seeds: (Seed & { leaving: number })[] = [];
      for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) {
        seeds.push({
          leaving: node,
          node: graph.arcTo[arc]!,
          weight: Math.round(left * graph.weight[node]!) + graph.arcWeight[arc]!,
          seconds: Math.round(left * graph.seconds[node]!) + graph.arcSeconds[arc]!,
          meters: Math.round(left * graph.meters[node]!) + graph.arcMeters[arc]!,
        });
      }
      return seeds;
    });
  }

  /** Being at the end of the edge is too far by what lies beyond the place: labels begin below zero. */
  #arrivals(snap: Snap): Seed[] {
    const { graph } = this;
    return this.placedOnAnyWay(snap).map(({ node, passed }) => ({
      node,
      weight: -Math.round((1 - passed) * graph.weight[node]!),
      seconds: -Math.round((1 - passed) * graph.seconds[node]!),
      meters: -Math.round((1 - passed) * graph.meters[node]!),
    }));
  }

  /** The driving directions of the segment that a place lies on. */
  placed({ segment, fraction }: Snap): Placed[] {
    const along = this.graph.nodeOf[2 * segment]!;
    const against = this.graph.nodeOf[2 * segment + 1]!;
    const placed: Placed[] = [];
    if (along >= 0) placed.push({ node: along, passed: fraction });
    if (against >= 0) placed.push({ node: against, passed: 1 - fraction });
    return placed;
  }

  /** Likewise, by whatever road one came: for arriving. */
  placedOnAnyWay(snap: Snap): Placed[] {
    return this.placed(snap).flatMap((placed) => [
      placed,
      ...(this.graph.twinsOf.get(placed.node) ?? []).map((node) => ({ node, passed: placed.passed })),
    ]);
  }

  /** The way between two places on one segment, in driving direction. */
  alongOneSegment(from: Snap, to: Snap): Way | null {
    if (from.segment !== to.segment) return null;
    const { graph } = this;
    const node = graph.nodeOf[2 * from.segment + (to.fraction >= from.fraction ? 0 : 1)]!;
    if (node < 0 && to.fraction !== from.fraction) return null;
    const share = Math.abs(to.fraction - from.fraction);
    const own = node < 0 ? graph.nodeOf[2 * from.segment + 1]! : node;
    return {
      weight: Math.round(share * graph.weight[own]!),
      seconds: Math.round(share * graph.seconds[own]!),
      meters: Math.round(share * graph.meters[own]!),
      nodes: [own],
    };
  }

  /** Original arcs from the seed that led to the meeting node, and on to the target. */
  #arcsThrough(meeting: number): { arcs: number[]; start: number } {
    const before: number[] = [];
    let start = meeting;
    for (let arc = this.#forward.parent[start]!; arc >= 0; arc = this.#forward.parent[start]!) {
      before.push(arc);
      start = this.hierarchy.from[arc]!;
    }
    const after: number[] = [];
    let end = meeting;
    for (let arc = this.#backward.parent[end]!; arc >= 0; arc = this.#backward.parent[end]!) {
      after.push(arc);
      end = this.hierarchy.to[arc]!;
    }
    return { arcs: [...before.reverse(), ...after].flatMap((arc) => this.#unpack(arc)), start };
  }

  #unpack(arc: number): number[] {
    const originals: number[] = [];
    const open = [arc];
    while (open.length > 0) {
      const next = open.pop()!;
      const { firstHalf, secondHalf } = this.hierarchy;
      if (firstHalf[next]! < 0) originals.push(next);
      else open.push(secondHalf[next]!, firstHalf[next]!);
    }
    return originals;
  }
}
