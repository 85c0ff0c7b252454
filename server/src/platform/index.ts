export type { Actor, BusinessTimer, Database, ReadWork, Scope, TaskOptions, Tx, Work } from './database/work.ts';
export type { EventRecord, EventSubject, NewEvent } from './event-log/event.ts';
export type { EventReader } from './event-log/reader.ts';
export { newId } from './ids.ts';
export type { JsonObject, JsonValue } from './json.ts';
export type { FieldProblem, ProblemInput } from './problem.ts';
export { Problem } from './problem.ts';
