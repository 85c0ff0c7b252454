/** OpenStreetMap as this package holds it: nodes in typed arrays, ways as lists of node indices. */

export type Tags = Readonly<Record<string, string | undefined>>;

export interface Way {
  readonly id: number;
  readonly tags: Tags;
  /** Indices into the node table; −1 where the extract was cut and the node is missing. */
  readonly nodes: Int32Array;
}

export interface RelationMember {
  readonly type: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly role: string;
}

export interface Relation {
  readonly id: number;
  readonly tags: Tags;
  readonly members: readonly RelationMember[];
}

export interface TaggedNode {
  readonly id: number;
  /** Index into the node table. */
  readonly node: number;
  readonly tags: Tags;
}

export interface NodeTable {
  readonly count: number;
  /** Degrees. */
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  /** −1 when the extract does not hold the node. */
  indexOf(id: number): number;
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

export interface Extract {
  readonly bounds: Bounds;
  readonly nodes: NodeTable;
  readonly taggedNodes: readonly TaggedNode[];
  readonly ways: ReadonlyMap<number, Way>;
  readonly relations: readonly Relation[];
}

export const OPEN_STREET_MAP_ATTRIBUTION = '© OpenStreetMap contributors';
