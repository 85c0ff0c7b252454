import type { ActionState } from '../states/action.ts';
import type { ActionKind, Disposition } from '../vocabulary/jobs.ts';

/** How many of a line went which way. They add up to its quantity. */
export interface ActionQuantities {
  readonly completed: number;
  readonly refused: number;
  readonly damaged: number;
  readonly missing: number;
}

export const NOTHING: ActionQuantities = { completed: 0, refused: 0, damaged: 0, missing: 0 };
export const allCompleted = (quantity: number): ActionQuantities => ({ ...NOTHING, completed: quantity });
export const allRefused = (quantity: number): ActionQuantities => ({ ...NOTHING, refused: quantity });

/** What is wrong with quantities given for a line, as a sentence; null when they add up. */
export function quantitiesFault(quantity: number, given: ActionQuantities): string | null {
  const parts = [given.completed, given.refused, given.damaged, given.missing];
  if (parts.some((part) => !Number.isInteger(part) || part < 0)) return 'Quantities are whole numbers, none below 0.';
  const sum = parts.reduce((total, part) => total + part, 0);
  return sum === quantity ? null : `The quantities come to ${sum}, but the line has ${quantity}.`;
}

/** Damage outweighs everything else: whoever reads one word must read that one. */
export function actionStateOf(quantity: number, given: ActionQuantities): Exclude<ActionState, 'undetermined'> {
  if (given.damaged > 0) return 'damaged';
  if (given.completed === quantity) return 'completed';
  return given.completed === 0 ? 'incomplete' : 'partial';
}

/** Goods that this kind of line brings to the customer, takes away from there, or neither. */
export const goodsMove: Readonly<Record<ActionKind, 'to_customer' | 'from_customer' | 'none'>> = {
  delivery: 'to_customer',
  pickup: 'from_customer',
  installation: 'none',
  service: 'none',
  haul_away: 'from_customer',
  return: 'from_customer',
};

/** Where the goods are when nobody says otherwise; null for lines that move none. */
export function usualDisposition(kind: ActionKind, state: ActionState): Disposition | null {
  const move = goodsMove[kind];
  if (move === 'none' || state === 'undetermined') return null;
  const moved = state === 'completed' || state === 'partial';
  if (move === 'to_customer') return moved ? 'with_customer' : 'on_vehicle';
  return moved ? 'on_vehicle' : 'with_customer';
}

const ALLOWED: Readonly<
  Record<'to_customer' | 'from_customer' | 'none', Readonly<Record<ActionState, readonly Disposition[]>>>
> = {
  to_customer: {
    undetermined: [],
    completed: ['with_customer'],
    partial: ['with_customer', 'on_vehicle', 'returned', 'scrapped'],
    incomplete: ['on_vehicle', 'returned', 'scrapped'],
    damaged: ['with_customer', 'kept_with_claim', 'on_vehicle', 'returned', 'scrapped'],
  },
  from_customer: {
    undetermined: [],
    completed: ['on_vehicle', 'returned', 'scrapped'],
    partial: ['on_vehicle', 'with_customer', 'returned', 'scrapped'],
    incomplete: ['with_customer'],
    damaged: ['with_customer', 'on_vehicle', 'returned', 'scrapped'],
  },
  none: { undetermined: [], completed: [], partial: [], incomplete: [], damaged: [] },
};

export const possibleDispositions = (kind: ActionKind, state: ActionState): readonly Disposition[] =>
  ALLOWED[goodsMove[kind]][state];
