import type { Affected } from '@roundsman/api-contract';

const badness: Record<Affected['impact'], number> = { degraded: 1, partial_outage: 2, major_outage: 3 };

/** Each component once, with the worst that is said of it. */
export function worstOf(all: readonly Affected[]): Affected[] {
  const worst = new Map<string, Affected['impact']>();
  for (const { componentId, impact } of all) {
    const known = worst.get(componentId);
    if (!known || badness[impact] > badness[known]) worst.set(componentId, impact);
  }
  return [...worst].map(([componentId, impact]) => ({ componentId, impact }));
}

/** The same components with the same impacts, in any order. */
export const isSame = (a: readonly Affected[], b: readonly Affected[]): boolean =>
  a.length === b.length &&
  a.every((one) => b.some((two) => two.componentId === one.componentId && two.impact === one.impact));
