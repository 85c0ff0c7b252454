/** What happens when more is asked for than can be done: rows with an end, and what matters more goes first. */
export { type Overload, openOverload } from './overload.ts';
export { atPriority, type Priority } from './priority.ts';
export type { Turns } from './turns.ts';
