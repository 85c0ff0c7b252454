export { openRunningDay, priceInsertion, type RunningDay } from './running-day.ts';
