export type { BusinessClock } from './business-clock.ts';
export { businessTime } from './business-clock.ts';
export type { RealClock } from './real-clock.ts';
export { systemClock } from './real-clock.ts';
