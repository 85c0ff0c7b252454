/** Closed: the last point is the first. What lies within is on its left. In columns and rows of the grid. */
export type Ring = (readonly [column: number, row: number])[];

/** Sides of a cell. */
const [SOUTH, EAST, NORTH, WEST] = [0, 1, 2, 3];
/**
 * Marching squares: by which corners lie within (1 south-west, 2 south-east, 4 north-east, 8 north-west) where the line enters and
 * leaves the cell, with the inside on its left. Two lines where opposite corners lie within: they are kept apart.
 */
const LINES: readonly (readonly (readonly [enter: number, leave: number])[])[] = [
  [],
  [[SOUTH, WEST]],
  [[EAST, SOUTH]],
  [[EAST, WEST]],
  [[NORTH, EAST]],
  [
    [SOUTH, WEST],
    [NORTH, EAST],
  ],
  [[NORTH, SOUTH]],
  [[NORTH, WEST]],
  [[WEST, NORTH]],
  [[SOUTH, NORTH]],
  [
    [EAST, SOUTH],
    [WEST, NORTH],
  ],
  [[EAST, NORTH]],
  [[WEST, EAST]],
  [[SOUTH, EAST]],
  [[WEST, SOUTH]],
  [],
];

/**
 * The lines where `values` (row by row, negative within) cross zero, between grid points by proportion. The outermost points
 * must not be negative, so every line closes.
 */
export function traceRings(values: Float32Array, columns: number, rows: number): Ring[] {
  const valueAt = (column: number, row: number) => values[row * columns + column]!;
  /** Grid edge by number: along a row from its west end, or up a column from its south end. */
  const edgeAt = (column: number, row: number, side: number) => {
    if (side === SOUTH) return 2 * (row * columns + column);
    if (side === NORTH) return 2 * ((row + 1) * columns + column);
    return 2 * (row * columns + column + (side === EAST ? 1 : 0)) + 1;
  };
  const pointOn = (edge: number): readonly [number, number] => {
    const [column, row] = [(edge >> 1) % columns, Math.floor((edge >> 1) / columns)];
    const from = valueAt(column, row);
    const to = edge & 1 ? valueAt(column, row + 1) : valueAt(column + 1, row);
    const share = from / (from - to);
    return edge & 1 ? [column, row + share] : [column + share, row];
  };

  const onward = new Map<number, number>();
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const within =
        (valueAt(column, row) < 0 ? 1 : 0) |
        (valueAt(column + 1, row) < 0 ? 2 : 0) |
        (valueAt(column + 1, row + 1) < 0 ? 4 : 0) |
        (valueAt(column, row + 1) < 0 ? 8 : 0);
      for (const [enter, leave] of LINES[within]!) onward.set(edgeAt(column, row, enter), edgeAt(column, row, leave));
    }
  }
  const rings: Ring[] = [];
  for (const start of onward.keys()) {
    const ring: Ring = [];
    for (let edge: number | undefined = start; edge !== undefined; ) {
      ring.push(pointOn(edge));
      const next = onward.get(edge);
      onward.delete(edge);
      edge = next;
    }
    if (ring.length > 3) rings.push(ring);
  }
  return rings;
}
