import { localDate } from '@roundsman/ui';
import { instantOf } from '../day/local-instant.ts';

export interface ForwardStep {
  readonly words: string;
  readonly to: Date;
}

const HOUR = 3_600_000;

/** Where a clock is mostly wanted: a little later, the end of the day, the next morning. Only what lies ahead. */
export function forwardSteps(now: Date, zone: string): ForwardStep[] {
  const today = localDate(now, zone);
  const tomorrow = localDate(new Date(now.getTime() + 24 * HOUR), zone);
  const steps = [
    { words: '15 minutes', to: new Date(now.getTime() + HOUR / 4) },
    { words: '1 hour', to: new Date(now.getTime() + HOUR) },
    { words: 'to 18:00', to: new Date(instantOf(today, '18:00', zone)) },
    { words: 'to tomorrow 06:00', to: new Date(instantOf(tomorrow, '06:00', zone)) },
  ];
  return steps.filter(({ to }) => to > now);
}

export const speedWords = (speed: number) => (speed === 0 ? 'stopped' : `×${speed}`);
