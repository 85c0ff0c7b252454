/**
 * The roads as typed arrays, the same for all profiles. A segment is the piece of a way between two junctions;
 * directed edge `2 × segment` runs as the way is drawn, `2 × segment + 1` against it.
 */
export interface RoadGraph {
  readonly nodeCount: number;
  readonly segmentCount: number;
  /** Per segment. */
  readonly fromNode: Int32Array;
  readonly toNode: Int32Array;
  readonly meters: Float64Array;
  /** First point of each segment in `lons` / `lats`; one more entry at the end. */
  readonly firstPoint: Int32Array;
  /** Index into `names`, −1 for none. */
  readonly name: Int32Array;
  /** Per profile (car, van, truck) and directed edge: km/h, 0 where it may not go. */
  readonly speeds: readonly Float32Array[];
  /** Per profile and segment, see `DriveRule`. */
  readonly entryPenalties: readonly Float32Array[];
  readonly reluctances: readonly Float32Array[];
  /** Degrees of all points of all segments. */
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  /** Per profile and node: 0 open, 1 a gate, 2 closed. */
  readonly barriers: readonly Uint8Array[];
  /** 1 where a traffic light stands. */
  readonly signals: Uint8Array;
  /** What signs forbid, see `Restrictions`. */
  readonly forbiddenPaths: Int32Array;
  /** Signs that hold at times only and are not obeyed. */
  readonly conditionalSigns: number;
  readonly names: readonly string[];
}

type Ends = Pick<RoadGraph, 'fromNode' | 'toNode'>;
export const headOf = (graph: Ends, edge: number) => (edge & 1 ? graph.fromNode[edge >> 1]! : graph.toNode[edge >> 1]!);
export const tailOf = (graph: Ends, edge: number) => (edge & 1 ? graph.toNode[edge >> 1]! : graph.fromNode[edge >> 1]!);
export const reverseOf = (edge: number) => edge ^ 1;

/** Positions of a directed edge in driving order, `[lon, lat]`. */
export function edgePositions(graph: RoadGraph, edge: number): [number, number][] {
  const [first, end] = [graph.firstPoint[edge >> 1]!, graph.firstPoint[(edge >> 1) + 1]!];
  const positions: [number, number][] = [];
  for (let at = first; at < end; at++) positions.push([graph.lons[at]!, graph.lats[at]!]);
  return edge & 1 ? positions.reverse() : positions;
}
