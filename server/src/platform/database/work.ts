import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

import type { NewEvent } from '../event-log/event.ts';
import type { JsonObject } from '../json.ts';

/** Who did it. `planner` is the optimiser's word applied by a rule, `clock` a business timer, `system` the platform itself. */
export interface Actor {
  readonly kind: 'member' | 'api_key' | 'device' | 'customer' | 'planner' | 'clock' | 'system';
  readonly id: string | null;
}

/** Drizzle's query builders inside one transaction; the unit of work alone begins and ends it. */
export type Tx = Pick<
  NodePgDatabase,
  | 'select'
  | 'selectDistinct'
  | 'selectDistinctOn'
  | 'insert'
  | 'update'
  | 'delete'
  | 'execute'
  | 'with'
  | '$with'
  | '$count'
>;

export interface TaskOptions {
  readonly runAt?: Date;
  /** A task with the same key that has not started yet is replaced. */
  readonly jobKey?: string;
  /** Tasks of one queue run one after the other. */
  readonly queue?: string;
  readonly maxAttempts?: number;
  /** Smaller runs first; 0 unless said. */
  readonly priority?: number;
}

export interface BusinessTimer {
  readonly kind: string;
  readonly key: string;
  /** In the organisation's business time. */
  readonly dueAt: Date;
  readonly payload: JsonObject;
}

/** A read-only transaction, scoped to one organisation by row-level security. */
export interface ReadWork {
  readonly organisationId: string;
  readonly db: Tx;
  /** Business time of the organisation, fixed for the unit. */
  readonly now: Date;
  /** Real time, fixed for the unit. */
  readonly recordedAt: Date;
}

/** One unit of work: one transaction, scoped to one organisation by row-level security. It may run again from its start after a serialization failure. */
export interface Work extends ReadWork {
  readonly actor: Actor;
  /** Appended once, in the unit's last statement, sent together with COMMIT. */
  emit(...events: NewEvent[]): void;
  /** What was emitted so far, as `{ type, subjectKind, subjectId, data }`. */
  readonly emitted: readonly JsonObject[];
  /** Real-time background task, in the same transaction. */
  addTask(name: string, payload: JsonObject, options?: TaskOptions): Promise<void>;
  /** Unique by (organisation, kind, key): setting again replaces. */
  setTimer(timer: BusinessTimer): Promise<void>;
  /** Many in one statement; of two with the same kind and key the last counts. */
  setTimers(timers: readonly BusinessTimer[]): Promise<void>;
  clearTimer(kind: string, key: string): Promise<void>;
  /** In-process follow-up (never a duty that must not be lost: those are events and tasks). */
  afterCommit(run: () => void): void;
}

export interface Scope {
  readonly organisationId: string;
  readonly actor: Actor;
}

export interface Database {
  /** Errors: whatever `run` throws, after a rollback; `Problem` 503 `database_unavailable` when the database cannot be reached. */
  transact<T>(scope: Scope, run: (work: Work) => Promise<T>): Promise<T>;
  read<T>(organisationId: string, run: (work: ReadWork) => Promise<T>): Promise<T>;
  /** Across organisations, as the owner of the tables: only for the tested list of exceptions (sign-in names, installation_*). */
  asInstallation<T>(run: (db: Tx) => Promise<T>): Promise<T>;
  /** As the owner too, for one statement that reads: it needs no transaction, and goes to the server alone. */
  lookUp<T>(run: (db: Tx) => Promise<T>): Promise<T>;
}
