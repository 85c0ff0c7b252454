import type { Job } from '@roundsman/api-contract';
import { volume, weight } from '@roundsman/ui';

export const jobStateWords: Record<Job['state'], string> = {
  staging: 'In staging',
  new: 'Unplaced',
  scheduled: 'Scheduled',
  dispatched: 'Dispatched',
  on_route: 'On the way',
  arrived: 'At the door',
  completed: 'Completed',
  partially_completed: 'Completed in part',
  incomplete: 'Not completed',
  damaged: 'Damaged',
  cancelled: 'Cancelled',
};

/** Which of a job's fields may still change: all, what no itinerary was made from, or what helps a crew under way. */
export type ChangeExtent = 'all' | 'beside_the_plan' | 'on_the_way';

/** null: none. */
export function changeExtent(state: Job['state']): ChangeExtent | null {
  if (isOver(state)) return null;
  if (state === 'on_route' || state === 'arrived') return 'on_the_way';
  return state === 'scheduled' || state === 'dispatched' ? 'beside_the_plan' : 'all';
}

export const serviceLevelWords: Record<Job['serviceLevel'], string> = {
  kerb: 'To the kerb',
  threshold: 'To the door',
  room: 'To the room of choice',
  white_glove: 'White glove',
};

export const confirmationWords: Record<Job['confirmation'], string> = {
  not_asked: 'Not asked',
  asked: 'Asked, no answer yet',
  confirmed: 'Confirmed by the customer',
  change_requested: 'The customer asks for another time',
  declined: 'Declined by the customer',
  unreachable: 'The customer could not be reached',
};

export const actionKindWords: Record<Job['actions'][number]['kind'], string> = {
  delivery: 'Delivery',
  pickup: 'Pickup',
  installation: 'Installation',
  service: 'Service',
  haul_away: 'Haul-away',
  return: 'Return',
};

export const actionStateWords: Record<Job['actions'][number]['state'], string> = {
  undetermined: 'open',
  completed: 'done',
  partial: 'done in part',
  incomplete: 'not done',
  damaged: 'damaged',
};

/** "3 pieces, 48 kg, 1.2 m³". */
export function loadWords({ load }: Pick<Job, 'load'>): string {
  const parts = [`${load.pieces} ${load.pieces === 1 ? 'piece' : 'pieces'}`];
  if (load.weightGrams > 0) parts.push(weight(load.weightGrams));
  if (load.volumeLitres > 0) parts.push(volume(load.volumeLitres));
  return parts.join(', ');
}

/** "Sofa, lamp ×2 and 3 more". */
export function contentWords({ actions }: Pick<Job, 'actions'>): string {
  const words = actions.map(({ description, quantity }) =>
    quantity > 1 ? `${description} ×${quantity}` : description,
  );
  const [shown, rest] = [words.slice(0, 2), words.length - 2];
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

export function windowWords(windows: Job['windows']): string {
  return windows.length === 0 ? 'any time' : windows.map(({ from, to }) => `${from}–${to}`).join(', ');
}

/** Nothing more will be done by a crew. */
export function isOver(state: Job['state']): boolean {
  return ['completed', 'partially_completed', 'incomplete', 'damaged', 'cancelled'].includes(state);
}
