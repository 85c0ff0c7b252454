/** How long a request may be silent before a sibling is asked as well: less than TCP's first repetition (200 ms on Linux), which would hide a lost packet. */
export const HEDGE_MILLISECONDS = 150;
const LONGEST_MILLISECONDS = 6_400;

/** What is slow by itself is not asked twice: each hedge that did not win doubles the patience with that endpoint, one that won restores it. */
export interface HedgeDelays {
  of(endpointId: string): number;
  learn(endpointId: string, hedgeWon: boolean): void;
}

export function hedgeDelays(): HedgeDelays {
  const patience = new Map<string, number>();
  const of = (id: string) => patience.get(id) ?? HEDGE_MILLISECONDS;
  return {
    of,
    learn: (id, hedgeWon) => {
      if (hedgeWon) patience.delete(id);
      else patience.set(id, Math.min(LONGEST_MILLISECONDS, of(id) * 2));
    },
  };
}
