/** Where rows of different heights begin: `offsets[i]` is the top of row i, the last entry the height of all. */
export function rowOffsets(heights: readonly number[]): number[] {
  const offsets = [0];
  for (const height of heights) offsets.push((offsets.at(-1) as number) + height);
  return offsets;
}

/** The rows between two heights, the second exclusive, with a few to spare. */
export function rowsBetween(offsets: readonly number[], topPx: number, bottomPx: number, spare = 6): [number, number] {
  const count = offsets.length - 1;
  return [Math.max(0, rowAt(offsets, topPx) - spare), Math.min(count, rowAt(offsets, bottomPx) + 1 + spare)];
}

/** The last row that begins at or above a height. */
function rowAt(offsets: readonly number[], px: number): number {
  let [low, high] = [0, Math.max(0, offsets.length - 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] as number) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}
