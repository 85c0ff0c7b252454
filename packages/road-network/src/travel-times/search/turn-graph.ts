import { type RoadProfile, roadProfiles } from '../travel-times.ts';
import { edgePositions, headOf, type RoadGraph, reverseOf, tailOf } from './road-graph.ts';
import { SignNodes, SignPaths } from './sign-paths.ts';
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
  /** Where signs over several roads hold, an edge has more nodes: who came by a road they name goes on from a node of its own. By `nodeOf`. */
  readonly twinsOf: ReadonlyMap<number, readonly number[]>;
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
  const edges = Int32Array.from(Array.from({ length: graph.segmentCount * 2 }, (_, edge) => edge).filter(usable));
  const nodeOf = new Int32Array(graph.segmentCount * 2).fill(-1);
  edges.forEach((edge, node) => {
    nodeOf[edge] = node;
  });
  const signs = new SignPaths(graph.forbiddenPaths, profileIndex);
  const nodes = new SignNodes(edges, nodeOf);
  const secondsOf = (edge: number) =>
    Math.max(1, Math.round((graph.meters[edge >> 1]! * 3.6 * TENTHS) / speeds[edge]!));
  const reluctances = graph.reluctances[profileIndex]!;
  const weightOf = (edge: number) => Math.round(secondsOf(edge) * reluctances[edge >> 1]!);
  const metersOf = (edge: number) => Math.round(graph.meters[edge >> 1]! * TENTHS);

  const arcs = { to: [] as number[], weight: [] as number[], seconds: [] as number[], meters: [] as number[] };
  const firstArc: number[] = [];
  const junctions = new Junctions(graph, edges, profileIndex);
  for (let node = 0; node < nodes.count; node++) {
    firstArc.push(arcs.to.length);
    const [edge, met] = [nodes.edgeOf(node), nodes.metAt(node)];
    for (const turn of junctions.turnsFrom(edge, (exit) => signs.forbids(edge, met, exit))) {
      const next = nodes.nodeFor(turn.edge, signs.metAfter(edge, met, turn.edge));
      const turning = Math.round(turn.seconds * TENTHS);
      arcs.to.push(next);
      arcs.weight.push(weightOf(turn.edge) + turning + Math.round(turn.penalty * TENTHS));
      arcs.seconds.push(secondsOf(turn.edge) + turning);
      arcs.meters.push(metersOf(turn.edge));
    }
  }
  firstArc.push(arcs.to.length);
  const edgeOf = Int32Array.from({ length: nodes.count }, (_, node) => nodes.edgeOf(node));
  return {
    nodeCount: nodes.count,
    edgeOf,
    nodeOf,
    twinsOf: nodes.twinsOf,
    weight: edgeOf.map(weightOf),
    seconds: edgeOf.map(secondsOf),
    meters: edgeOf.map(metersOf),
    firstArc: Int32Array.from(firstArc),
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
  }

  /** A turn on the spot only where the road ends: at a dead end, or at a barrier. */
  *turnsFrom(edge: number, forbidden: (exit: number) => boolean): Generator<Turn> {
    const graph = this.#graph;
    const node = headOf(graph, edge);
    const barrier = graph.barriers[this.#profile]![node]!;
    const exits = this.#leaving[node]!;
    const back = reverseOf(edge);
    const closed = barrier === 2;
    const onward = closed ? [] : exits.filter((exit) => exit !== back && !forbidden(exit));
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
}

function remembered(known: Map<number, number>, key: number, work: () => number): number {
  const value = known.get(key) ?? work();
  known.set(key, value);
  return value;
}
