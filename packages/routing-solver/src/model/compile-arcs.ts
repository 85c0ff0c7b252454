import type { TravelMatrix } from '../problem.ts';
import { compileListedArcs } from './compile-listed-arcs.ts';
import { type Arcs, NEVER } from './model.ts';

const compiled = new WeakMap<TravelMatrix, Arcs>();

/** Compiles each matrix object once: it is by far the largest part of a problem, and many problems of a day share one. */
export function compileArcs(matrix: TravelMatrix): Arcs {
  const known = compiled.get(matrix);
  if (known) return known;
  const arcs = matrix.listed ? compileListedArcs(matrix, matrix.listed) : compile(matrix);
  compiled.set(matrix, arcs);
  return arcs;
}

/**
 * Interleaves meters and seconds, so that one cache line answers both, and keeps a transposed copy when directions differ. Behind the
 * places of the matrix come two more: where open routes end, and a spare one for a place asked about later.
 */
function compile(matrix: TravelMatrix): Arcs {
  const { size, seconds, meters } = matrix;
  const placeCount = size + 2;
  const arcs = new Int32Array(2 * placeCount * placeCount);
  let symmetric = true;
  let allReachable = true;
  let mostMeters = 0;
  let mostSeconds = 0;
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      const at = from * size + to;
      const slot = 2 * (from * placeCount + to);
      const reachable = seconds[at]! >= 0 && meters[at]! >= 0;
      if (!reachable) allReachable = false;
      arcs[slot] = reachable ? meters[at]! : NEVER;
      arcs[slot + 1] = reachable ? seconds[at]! : NEVER;
      if (reachable && meters[at]! > mostMeters) mostMeters = meters[at]!;
      if (reachable && seconds[at]! > mostSeconds) mostSeconds = seconds[at]!;
      if (!symmetric || to > from) continue;
      const mirrored = to * size + from;
      if (seconds[at] !== seconds[mirrored] || meters[at] !== meters[mirrored]) symmetric = false;
    }
  }
  return {
    placeCount,
    openPlace: size,
    sparePlace: size + 1,
    arcs,
    arcsBack: symmetric ? arcs : transpose(arcs, placeCount),
    slot: (from, to) => 2 * (from * placeCount + to),
    near: null,
    mostMeters,
    mostSeconds,
    allReachable,
  };
}

function transpose(arcs: Int32Array, placeCount: number): Int32Array {
  const back = new Int32Array(arcs.length);
  for (let from = 0; from < placeCount; from++) {
    for (let to = 0; to < placeCount; to++) {
      const slot = 2 * (from * placeCount + to);
      const mirrored = 2 * (to * placeCount + from);
      back[mirrored] = arcs[slot]!;
      back[mirrored + 1] = arcs[slot + 1]!;
    }
  }
  return back;
}
