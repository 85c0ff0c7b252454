import { anchorBusinessClock, type BusinessClock, realClock } from '@roundsman/ui';
import { externalStore } from './external-store.ts';

/** The organisation's clock as it was last told, by the organisation itself or over the live feed. */
export const businessClock = externalStore<BusinessClock>(realClock);
/** Where a sandbox's clock is on its way to; null while it runs by itself. */
export const clockGoal = externalStore<Date | null>(null);

interface ToldClock {
  businessNow: string;
  speed: number;
  advancingTo?: string | null | undefined;
}

export function setBusinessClock({ businessNow, speed, advancingTo }: ToldClock): void {
  businessClock.write(anchorBusinessClock(new Date(businessNow), speed));
  clockGoal.write(advancingTo ? new Date(advancingTo) : null);
}
