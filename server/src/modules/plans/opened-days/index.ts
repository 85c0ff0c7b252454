/** Days that are open for questions (which slots, which places, how much is left), kept in threads of their own. */
export type { DayAsGiven, Span, VisitOfDay } from './day-as-given.ts';
export { askDay } from './day-threads.ts';
export { type FingerprintedDay, fingerprintDay, visitOfDay } from './fingerprint-day.ts';
