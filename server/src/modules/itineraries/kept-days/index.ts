/** What was read of days and of what it was found to depend on, kept for the next question as long as nothing of it has changed. */
export { type DayReading, type KeptDays, keptDays } from './kept-days.ts';
