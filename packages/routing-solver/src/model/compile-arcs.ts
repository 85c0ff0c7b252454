import type { NewPlace, TravelMatrix } from '../problem.ts';
import { compileListedArcs } from './compile-listed-arcs.ts';
import { type Arcs, NEVER } from './model.ts';

/** A full matrix that places may be written into. */
export interface GrowingMatrix extends TravelMatrix {
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
}

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
 * Writes how a place is reached into a row of a full matrix that no problem uses yet (its own entries are −1), also where it is compiled: so a day
 * takes in a place more without all of it being compiled anew. Problems that use the row are made afterwards.
 * @param place travel to and from every row, as in the matrix.
 */
export function writeRow(matrix: GrowingMatrix, row: number, place: NewPlace): void {
  const { size, seconds, meters } = matrix;
  const write = (into: Int32Array, to: ArrayLike<number>, from: ArrayLike<number>) => {
    for (let other = 0; other < size; other++) {
      into[other * size + row] = to[other]!;
      into[row * size + other] = from[other]!;
    }
    into[row * size + row] = 0;
  };
  write(seconds, place.secondsTo, place.secondsFrom);
  write(meters, place.metersTo, place.metersFrom);
  const known = compiled.get(matrix);
  if (known) compiled.set(matrix, writeCompiled(known, matrix, row));
}

function writeCompiled(known: Arcs, { size, seconds, meters }: GrowingMatrix, row: number): Arcs {
  const { arcs, slot } = known;
  // Ways there and back were the same so far; from now on they are kept apart.
  const arcsBack = known.arcsBack === arcs ? arcs.slice() : known.arcsBack;
  let { mostMeters, mostSeconds } = known;
  const write = (from: number, to: number) => {
    const at = from * size + to;
    const reachable = seconds[at]! >= 0 && meters[at]! >= 0;
    for (const [into, where] of [
      [arcs, slot(from, to)],
      [arcsBack, slot(to, from)],
    ] as const) {
      into[where] = reachable ? meters[at]! : NEVER;
      into[where + 1] = reachable ? seconds[at]! : NEVER;
    }
    if (!reachable) return;
    mostMeters = Math.max(mostMeters, meters[at]!);
    mostSeconds = Math.max(mostSeconds, seconds[at]!);
  };
  for (let other = 0; other < size; other++) {
    write(row, other);
    write(other, row);
  }
  return { ...known, arcsBack, mostMeters, mostSeconds };
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
