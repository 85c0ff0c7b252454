import { type RoadProfile, roadProfiles } from '../travel-times.ts';
import { edgePositions, headOf, type RoadGraph, reverseOf, tailOf } from './road-graph.ts';
import { heading, turnAngle, turnSeconds } from './turn-seconds.ts';

/**
 * One profile's roads with turns: its nodes are directed edges of the road graph (renumbered without gaps), an arc leads from
 * the end of one to the end of the next. `weight` decides the way, `seconds` and `meters` are what it takes;
 * all three in tenths, so that sums stay whole numbers.
 */
export interface TurnGraph {
  readonly nodeCount: number;
  /** Turn-graph node → directed edge, and back (−1 where the profile may not go). */
  readonly edgeOf: Int32Array;
  readonly nodeOf: Int32Array;
  /** Of driving the whole edge, by node. */
  readonly weight: Int32Array;
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
  /** Arcs leaving node n: `firstArc[n]` … `firstArc[n + 1]`. */
  readonly firstArc: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcWeight: Int32Array;
  readonly arcSeconds: Int32Array;
  readonly arcMeters: Int32Array;
}

/** Through a gate: time, and reluctance on top; reluctance per turn off the road. In seconds. */
const GATE_SECONDS = 30;
const GATE_PENALTY = 270;
const CHANGE_OF_ROAD_PENALTY = 10;

const TENTHS = 10;

export function buildTurnGraph(graph: RoadGraph, profile: RoadProfile): TurnGraph {
  const profileIndex = roadProfiles.indexOf(profile);
  const speeds = graph.speeds[profileIndex]!;
  const usable = (edge: number) => speeds[edge]! > 0;
  const edgeOf = Int32Array.from(Array.from({ length: graph.segmentCount * 2 }, (_, edge) => edge).filter(usable));
  const nodeOf = new Int32Array(graph.segmentCount * 2).fill(-1);
  edgeOf.forEach((edge, node) => {
    nodeOf[edge] = node;
  });
  const seconds = Int32Array.from(edgeOf, (edge) =>
    Math.max(1, Math.round((graph.meters[edge >> 1]! * 3.6 * TENTHS) / speeds[edge]!)),
  );
  const reluctances = graph.reluctances[profileIndex]!;
  const weight = Int32Array.from(edgeOf, (edge, node) => Math.round(seconds[node]! * reluctances[edge >> 1]!));
  const meters = Int32Array.from(edgeOf, (edge) => Math.round(graph.meters[edge >> 1]! * TENTHS));

  const arcs = { to: [] as number[], weight: [] as number[], seconds: [] as number[], meters: [] as number[] };
  const firstArc = new Int32Array(edgeOf.length + 1);
  const junctions = new Junctions(graph, edgeOf, profileIndex);
  edgeOf.forEach((edge, node) => {
    firstArc[node] = arcs.to.length;
    for (const turn of junctions.turnsFrom(edge)) {
      const next = nodeOf[turn.edge]!;
      const turning = Math.round(turn.seconds * TENTHS);
      arcs.to.push(next);
      arcs.weight.push(weight[next]! + turning + Math.round(turn.penalty * TENTHS));
      arcs.seconds.push(seconds[next]! + turning);
      arcs.meters.push(meters[next]!);
    }
  });
  firstArc[edgeOf.length] = arcs.to.length;
  return {
    nodeCount: edgeOf.length,
    edgeOf,
    nodeOf,
    weight,
    seconds,
    meters,
    firstArc,
    arcTo: Int32Array.from(arcs.to),
    arcWeight: Int32Array.from(arcs.weight),
    arcSeconds: Int32Array.from(arcs.seconds),
    arcMeters: Int32Array.from(arcs.meters),
  };
}

interface Turn {
  readonly edge: number;
  readonly seconds: number;
  readonly penalty: number;
}

class Junctions {
  readonly #graph: RoadGraph;
  readonly #profile: number;
  readonly #leaving: number[][];
  /** Roads at the junction, one-way or not. */
  readonly #roads: Uint8Array;
  readonly #forbidden = new Set<number>();
  readonly #startHeading = new Map<number, number>();
  readonly #endHeading = new Map<number, number>();

  constructor(graph: RoadGraph, edges: Int32Array, profile: number) {
    this.#graph = graph;
    this.#profile = profile;
    this.#leaving = Array.from({ length: graph.nodeCount }, () => []);
    this.#roads = new Uint8Array(graph.nodeCount);
    for (const edge of edges) {
      this.#leaving[tailOf(graph, edge)]!.push(edge);
      if (edge & 1 && graph.speeds[profile]![edge - 1]! > 0) continue;
      this.#roads[graph.fromNode[edge >> 1]!]! += 1;
      this.#roads[graph.toNode[edge >> 1]!]! += 1;
    }
    for (let at = 0; at < graph.forbiddenTurns.length; at += 2) {
      this.#forbidden.add(this.#turnKey(graph.forbiddenTurns[at]!, graph.forbiddenTurns[at + 1]!));
    }
  }

  /** A turn on the spot only where the road ends: at a dead end, or at a barrier. */
  *turnsFrom(edge: number): Generator<Turn> {
    const graph = this.#graph;
    const node = headOf(graph, edge);
    const barrier = graph.barriers[this.#profile]![node]!;
    const exits = this.#leaving[node]!;
    const back = reverseOf(edge);
    const closed = barrier === 2;
    const onward = closed
      ? []
      : exits.filter((exit) => exit !== back && !this.#forbidden.has(this.#turnKey(edge, exit)));
    if (onward.length === 0) {
      if (exits.includes(back)) yield { edge: back, ...this.#cost(edge, back, true) };
      return;
    }
    for (const exit of onward) {
      const { seconds, penalty } = this.#cost(edge, exit, false);
      const gate = barrier === 1;
      yield { edge: exit, seconds: seconds + (gate ? GATE_SECONDS : 0), penalty: penalty + (gate ? GATE_PENALTY : 0) };
    }
  }

  #cost(edge: number, exit: number, uTurn: boolean): { seconds: number; penalty: number } {
    const graph = this.#graph;
    const node = headOf(graph, edge);
    const angle = uTurn ? 180 : turnAngle(this.#headingAtEnd(edge), this.#headingAtStart(exit));
    const seconds = turnSeconds(angle, {
      roadsAtJunction: this.#roads[node]!,
      signal: graph.signals[node] === 1,
      uTurn,
    });
    const penalties = graph.entryPenalties[this.#profile]!;
    const entering = Math.max(0, penalties[exit >> 1]! - penalties[edge >> 1]!);
    const otherRoad = graph.name[exit >> 1] !== graph.name[edge >> 1];
    return { seconds, penalty: entering + (otherRoad ? CHANGE_OF_ROAD_PENALTY : 0) };
  }

  #headingAtStart(edge: number): number {
    return remembered(this.#startHeading, edge, () => {
      const [first, second] = edgePositions(this.#graph, edge);
      return heading(first![0], first![1], second![0], second![1]);
    });
  }

  #headingAtEnd(edge: number): number {
    return remembered(this.#endHeading, edge, () => {
      const positions = edgePositions(this.#graph, edge);
      const [before, last] = [positions.at(-2)!, positions.at(-1)!];
      return heading(before[0], before[1], last[0], last[1]);
    });
  }

  #turnKey(from: number, to: number): number {
    return from * this.#graph.segmentCount * 2 + to;
  }
}

function remembered(known: Map<number, number>, key: number, work: () => number): number {
  const value = known.get(key) ?? work();
  known.set(key, value);
  return value;
}
