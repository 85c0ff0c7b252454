import type { Measured, Way } from '../clients/load.ts';

/** Every request of a run for the picture and for pooled latencies, three numbers each, one after the other: start and duration in milliseconds, and 1 if it failed. */
export type Dots = Readonly<Partial<Record<Way, readonly number[]>>>;

export interface Dot {
  readonly atMs: number;
  readonly milliseconds: number;
  readonly isFailed: boolean;
}

export function packDots(measured: readonly Measured[]): Dots {
  const dots: Partial<Record<Way, number[]>> = {};
  for (const { way, startedAt, milliseconds, fault } of measured) {
    dots[way] ??= [];
    dots[way].push(Math.round(startedAt), Math.round(milliseconds), fault === null ? 0 : 1);
  }
  return dots;
}

export function dotsOf(dots: Dots, way: Way): Dot[] {
  const numbers = dots[way] ?? [];
  return Array.from({ length: numbers.length / 3 }, (_, at) => ({
    atMs: numbers[3 * at]!,
    milliseconds: numbers[3 * at + 1]!,
    isFailed: numbers[3 * at + 2] === 1,
  }));
}
