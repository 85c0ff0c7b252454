export { openRunningDay, priceInsertion, type RunningDay } from './running-day.ts';
export type { NewPlace } from './spare-job.ts';
