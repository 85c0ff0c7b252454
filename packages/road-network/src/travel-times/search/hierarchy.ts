/**
 * A contraction hierarchy (Geisberger, Sanders, Schultes, Delling 2008) over a turn graph. Every arc, original or shortcut,
 * is kept once; `up` holds those that lead to a more important node, `down` those that come from one.
 */
export interface Hierarchy {
  readonly nodeCount: number;
  /** Of all arcs: tenths of seconds and meters, and the two arcs a shortcut stands for (−1, −1 for an original arc). */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Int32Array;
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
  readonly firstHalf: Int32Array;
  readonly secondHalf: Int32Array;
  /** Arcs n → more important, by n. */
  readonly firstUp: Int32Array;
  readonly up: Int32Array;
  /** Arcs more important → n, by n. */
  readonly firstDown: Int32Array;
  readonly down: Int32Array;
}
