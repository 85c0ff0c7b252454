/** What every module leans on. Each folder's index.ts is the table of contents of its own part. */
export { type Act, writeAct } from './audit/index.ts';
export type { Actor, BusinessTimer, Database, ReadWork, Scope, TaskOptions, Tx, Work } from './database/work.ts';
export type { EventRecord, EventSubject, NewEvent } from './event-log/event.ts';
export type { EventReader } from './event-log/reader.ts';
export type { Health } from './health.ts';
export { newId } from './ids.ts';
export type { JsonObject, JsonValue } from './json.ts';
export type { Platform, PlatformOptions } from './open-platform.ts';
export { openPlatform } from './open-platform.ts';
export { idCursor, type PageWish, type RowsOfPage, readPage } from './pages.ts';
export type { FieldProblem, ProblemInput } from './problem.ts';
export { Problem } from './problem.ts';
export type { Role, RoleParts } from './role.ts';
export { runRoles } from './run-roles.ts';
export { StartRefused } from './start-refused.ts';
export type { TaskContext, TaskHandler } from './task-queue/index.ts';
export type { DueTimer, TimerHandler } from './timers/index.ts';
