/** Pixels of one press of an arrow: across a garden at a street's zoom. With Shift: to the door. */
const STEP = 12;
const FINE_STEP = 1;

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export type PinKey =
  | { readonly kind: 'step'; readonly x: number; readonly y: number }
  /** Where it stands now is where it belongs. */
  | { readonly kind: 'place' }
  /** To where it stood before. */
  | { readonly kind: 'back' };

/** What a key means to a pin that has the focus, in pixels of the map; null: nothing. */
export function pinKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): PinKey | null {
  if (key === 'Enter') return { kind: 'place' };
  if (key === 'Escape') return { kind: 'back' };
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const pixels = shiftKey ? FINE_STEP : STEP;
  return { kind: 'step', x: direction[0] * pixels, y: direction[1] * pixels };
}
