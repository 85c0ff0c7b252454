import type { Plan, PlanConcession } from '@roundsman/api-contract';
import { money } from '../figures/money.ts';

const states: Record<Plan['state'], string> = {
  draft: 'not started',
  running: 'being worked out',
  done: 'ready',
  stopped: 'stopped, best kept',
  failed: 'failed',
  applied: 'applied',
  dropped: 'dropped',
};

export const planStateWords = (state: Plan['state']): string => states[state];

export const modeWords: Record<Plan['mode'], { readonly label: string; readonly explanation: string }> = {
  plan: {
    label: 'From nothing',
    explanation:
      'Everything released and not out yet, placed anew. Drafts may change; crews on the road are left alone and nobody is told anything.',
  },
  improve: {
    label: 'Improve',
    explanation: 'The draft itineraries as they stand, with new jobs put in, changed only where it makes them better.',
  },
  replan: {
    label: 'Re-plan',
    explanation:
      'The rest of the running day: what is done or under way stays, vehicles go on from where they are. What was told changes only where it pays.',
  },
};

export const goalWords: Record<Plan['goal'], { readonly label: string; readonly explanation: string }> = {
  cheapest: { label: 'Cheapest', explanation: 'The least money for vehicles, kilometres and hours.' },
  fewest_vehicles: {
    label: 'Fewest vehicles',
    explanation: 'As few vehicles as can be go out, even where one more would be cheaper; then the least money.',
  },
  fair: {
    label: 'Fair between crews',
    explanation: 'Crews work about equally long; more of them go out and it may cost more.',
  },
  punctual: {
    label: 'Punctual',
    explanation: 'Half an hour in hand before each window closes, then the least money.',
  },
};

const phases: Record<Plan['progress']['phase'], string> = {
  waiting: 'waiting for its turn',
  travel_times: 'reading travel times',
  waiting_for_roads: 'waiting for the roads, which do not answer',
  searching: 'searching',
  shapes: 'drawing the roads',
  finished: 'finished',
};

export const phaseWords = (phase: Plan['progress']['phase']): string => phases[phase];

/** "2 faults found by the check", or nothing. */
export const findingWords = ({ findingCount }: Pick<Plan, 'findingCount'>): string =>
  findingCount === 0 ? '' : `${findingCount === 1 ? '1 fault' : `${findingCount} faults`} found by the check`;

/** "3 wishes are not kept, at CHF 45.00 together". */
export function concessionWords(concessions: readonly Pick<PlanConcession, 'price'>[]): string {
  const sum = concessions.reduce((total, { price }) => total + price.amountMinor, 0);
  const together = money({ amountMinor: sum, currency: concessions[0]?.price.currency ?? '' });
  return concessions.length === 1
    ? `1 wish is not kept, at ${together}`
    : `${concessions.length} wishes are not kept, at ${together} together`;
}

/** It has routes to look at and can still become the day. */
export const canApply = ({ state }: Pick<Plan, 'state'>): boolean => state === 'done' || state === 'stopped';
export const hasRoutes = ({ figures }: Pick<Plan, 'figures'>): boolean => figures !== null;
