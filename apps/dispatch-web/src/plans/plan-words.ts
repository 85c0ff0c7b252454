import type { Plan } from '@roundsman/api-contract';

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

const phases: Record<Plan['progress']['phase'], string> = {
  waiting: 'waiting for its turn',
  travel_times: 'reading travel times',
  searching: 'searching',
  shapes: 'drawing the roads',
  finished: 'finished',
};

export const phaseWords = (phase: Plan['progress']['phase']): string => phases[phase];

/** It has routes to look at and can still become the day. */
export const canApply = ({ state }: Pick<Plan, 'state'>): boolean => state === 'done' || state === 'stopped';
export const hasRoutes = ({ figures }: Pick<Plan, 'figures'>): boolean => figures !== null;
