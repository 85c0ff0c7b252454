import { useRef, useState } from 'react';

/** The items in the order of `keys` as far as they are in it, new ones behind: what is looked at does not change places. */
export function keepOrder<Item>(
  items: readonly Item[],
  keys: readonly string[],
  keyOf: (item: Item) => string,
): Item[] {
  const places = new Map(keys.map((key, place) => [key, place]));
  const placeOf = (item: Item) => places.get(keyOf(item)) ?? Number.POSITIVE_INFINITY;
  // Sorting is stable, so new items keep their own order among themselves.
  return [...items].sort((first, second) => {
    const [one, two] = [placeOf(first), placeOf(second)];
    return one === two ? 0 : one - two;
  });
}

/** While the pointer is over the list its order stands still; it is put right when the pointer leaves. */
export function useCalmOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const shown = held ? keepOrder(items, held, keyOf) : items;
  const latest = useRef<readonly Item[]>(shown);
  latest.current = shown;
  return {
    shown,
    onPointerEnter: () => setHeld(latest.current.map(keyOf)),
    onPointerLeave: () => setHeld(null),
  };
}
