import { anchorBusinessClock, type BusinessClock, realClock } from '@roundsman/ui';
import { externalStore } from './external-store.ts';

/** The organisation's clock as it was last told, by the organisation itself or over the live feed. */
export const businessClock = externalStore<BusinessClock>(realClock);

export function setBusinessClock({ businessNow, speed }: { businessNow: string; speed: number }): void {
  businessClock.write(anchorBusinessClock(new Date(businessNow), speed));
}
