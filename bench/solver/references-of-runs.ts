import type { Result } from './table.ts';

/** The cheapest plan that this solver found of an instance, and how it came by it. */
export interface OwnReference {
  readonly cost: number;
  /** How many it happens to take: nobody asked for few. */
  readonly routes: number;
  readonly seed: number;
  readonly threads: number;
  readonly cpuSeconds: number;
}

/** Of the runs that left nothing out; null when `known` is as cheap or none of them is whole. */
export function cheapestOf(
  { runs }: Pick<Result, 'runs'>,
  threads: number,
  known: { readonly cost: number } | undefined,
): OwnReference | null {
  const whole = runs.filter(({ unplaced }) => unplaced === 0).toSorted((a, b) => a.cost - b.cost);
  const cheapest = whole[0];
  if (!cheapest || (known && known.cost <= cheapest.cost)) return null;
  const { cost, routes, seed, cpuSeconds } = cheapest;
  return { cost, routes, seed, threads, cpuSeconds: Math.round(cpuSeconds) };
}
