import type { Grams, Litres } from '@roundsman/units';

export interface Load {
  readonly weightGrams: Grams;
  readonly volumeLitres: Litres;
  readonly pieces: number;
}

/** Null = as much as fits. */
export interface Capacity {
  readonly weightGrams: Grams;
  readonly volumeLitres: Litres;
  readonly pieces: number | null;
}

export interface LoadLine {
  readonly quantity: number;
  readonly unitWeightGrams: Grams;
  readonly unitVolumeLitres: Litres;
}

export const LOAD_DIMENSIONS = ['weight', 'volume', 'pieces'] as const;
export type LoadDimension = (typeof LOAD_DIMENSIONS)[number];

export const EMPTY_LOAD: Load = { weightGrams: 0, volumeLitres: 0, pieces: 0 };

export const loadOf = (lines: readonly LoadLine[]): Load =>
  lines.reduce<Load>(
    (sum, line) =>
      addLoads(sum, {
        weightGrams: line.quantity * line.unitWeightGrams,
        volumeLitres: line.quantity * line.unitVolumeLitres,
        pieces: line.quantity,
      }),
    EMPTY_LOAD,
  );

export const addLoads = (one: Load, other: Load): Load => ({
  weightGrams: one.weightGrams + other.weightGrams,
  volumeLitres: one.volumeLitres + other.volumeLitres,
  pieces: one.pieces + other.pieces,
});

export const takeLoad = (from: Load, away: Load): Load => ({
  weightGrams: from.weightGrams - away.weightGrams,
  volumeLitres: from.volumeLitres - away.volumeLitres,
  pieces: from.pieces - away.pieces,
});

/** In which respects a load is too much; empty when it fits. */
export function overloads(load: Load, capacity: Capacity): LoadDimension[] {
  const over: LoadDimension[] = [];
  if (load.weightGrams > capacity.weightGrams) over.push('weight');
  if (load.volumeLitres > capacity.volumeLitres) over.push('volume');
  if (capacity.pieces !== null && load.pieces > capacity.pieces) over.push('pieces');
  return over;
}
