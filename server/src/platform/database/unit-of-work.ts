import { and, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';

import { type BusinessClock, businessTime, type RealClock } from '../clock/index.ts';
import type { NewEvent } from '../event-log/event.ts';
import { newId } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import type { Turns } from '../overload/index.ts';
import { businessTimers } from '../timers/schema.ts';
import { askTogether } from './ask-together.ts';
import { databaseUnavailable, isSilent, isUnavailable, isWorthRetrying } from './failures.ts';
import type { Actor, BusinessTimer, Database, ReadWork, Scope, TaskOptions, Tx, Work } from './work.ts';

export interface DatabaseOptions {
  readonly pool: pg.Pool;
  /** The row before the pool; none: the pool's own, which knows no priority. */
  readonly turns?: Turns;
  readonly clock: RealClock;
  /** Rung after a commit that appended to the log. */
  readonly onAppended?: (organisationId: string, types: ReadonlySet<string>) => void;
  /** A follow-up that failed after its unit was committed. */
  readonly onFollowUpError?: (error: unknown) => void;
}

const mostAttempts = 6;
/** The largest file that is imported, each of its jobs a fact. The log waits for whoever appends so many. */
const mostEventsOfOneUnit = 51_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function openDatabase(options: DatabaseOptions): Database {
  return {
    async transact<T>(scope: Scope, run: (work: Work) => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt++) {
        try {
          return await runUnit(options, scope, run);
        } catch (error) {
          if (isUnavailable(error)) throw databaseUnavailable();
          if (!isWorthRetrying(error) || attempt === mostAttempts) throw error;
          await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt));
        }
      }
    },

    read<T>(organisationId: string, run: (work: ReadWork) => Promise<T>): Promise<T> {
      return withClient(options, async (client) => {
        const realNow = options.clock.now();
        const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
        const clock = await beginScoped(client, begin, organisationId);
        const work = { organisationId, db: builderOn(client), now: businessTime(clock, realNow), recordedAt: realNow };
        const answer = await run(work);
        await client.query('COMMIT');
        return answer;
      });
    },

    asInstallation<T>(run: (db: Tx) => Promise<T>): Promise<T> {
      return withClient(options, async (client) => {
        await client.query('BEGIN');
        const answer = await run(builderOn(client));
        await client.query('COMMIT');
        return answer;
      });
    },

    lookUp: (run) => withClient(options, (client) => run(builderOn(client))),
  };
}

async function runUnit<T>(options: DatabaseOptions, scope: Scope, run: (work: Work) => Promise<T>): Promise<T> {
  const followUps: (() => void)[] = [];
  const answer = await withClient(options, async (client) => {
    const realNow = options.clock.now();
    const clock = await beginScoped(client, 'BEGIN', scope.organisationId);
    const unit = new UnitOfWork(scope, builderOn(client), businessTime(clock, realNow), realNow);
    const result = await run(unit);
    const { events, afterCommit } = unit.close();
    await commit(client, scope.organisationId, events);
    const types = new Set(events.map(({ type }) => String(type)));
    if (types.size > 0) followUps.push(() => options.onAppended?.(scope.organisationId, types));
    followUps.push(...afterCommit);
    return result;
  });
  for (const followUp of followUps) {
    try {
      followUp();
    } catch (error) {
      options.onFollowUpError?.(error);
    }
  }
  return answer;
}

const builders = new WeakMap<pg.PoolClient, Tx>();

/** One for each connection: it remembers what it has read of the tables. */
function builderOn(client: pg.PoolClient): Tx {
  const known = builders.get(client) ?? drizzle(client);
  builders.set(client, known);
  return known;
}

/** Rolls back on any error; a connection that cannot even do that is not used again. */
async function withClient<T>(
  { pool, turns }: Pick<DatabaseOptions, 'pool' | 'turns'>,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const leave = await turns?.take();
  try {
    return await overConnection(pool, run);
  } finally {
    leave?.();
  }
}

async function overConnection<T>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw isUnavailable(error) ? databaseUnavailable() : error;
  }
  try {
    const answer = await run(client);
    client.release();
    return answer;
  } catch (error) {
    // A database that fell silent would not answer a rollback either; it rolls back when the connection is gone.
    const rolledBack =
      !isSilent(error) &&
      (await client.query('ROLLBACK').then(
        () => true,
        () => false,
      ));
    client.release(!rolledBack);
    throw isUnavailable(error) ? databaseUnavailable() : error;
  }
}

/**
 * One round trip: begin, step down to the role that row-level security binds, name the organisation, read its clock. Said by name all but the
 * beginning: as one text the server read and planned it each time, which cost it 190 µs with its end and costs 60 µs now.
 */
async function beginScoped(
  client: pg.PoolClient,
  begin: string,
  organisationId: string,
): Promise<BusinessClock | null> {
  if (!uuid.test(organisationId)) throw new TypeError(`Not an organisation's id: ${organisationId}`);
  const values = [organisationId];
  const [, , { rows }] = await askTogether([
    client.query(begin),
    client.query({ ...stepDown, values }),
    client.query<{ real_epoch: Date; business_epoch: Date; speed: number }>({ ...readClock, values }),
  ]);
  const row = rows[0];
  return row ? { realEpoch: row.real_epoch, businessEpoch: row.business_epoch, speed: Number(row.speed) } : null;
}

const stepDown = {
  name: 'step_down',
  text: `SELECT set_config('role', 'roundsman_scoped', true), set_config('roundsman.organisation_id', $1, true)`,
};
const readClock = {
  name: 'read_clock',
  text: 'SELECT real_epoch, business_epoch, speed FROM business_clocks WHERE organisation_id = $1',
};
const appendEvents = { name: 'append_events', text: 'SELECT append_events($1::uuid, $2::jsonb)' };

/** The counter row of the log is locked from here to the end of COMMIT only: one round trip, whatever the unit did before. */
async function commit(client: pg.PoolClient, organisationId: string, events: JsonObject[]): Promise<void> {
  const values = [organisationId, JSON.stringify(events)];
  const appended = events.length > 0 ? client.query({ ...appendEvents, values }) : null;
  const [ended] = await askTogether([client.query('COMMIT'), Promise.resolve(appended)]);
  if (ended.command !== 'COMMIT')
    throw new Error('A statement failed and its error was swallowed: nothing was committed');
}

class UnitOfWork implements Work {
  readonly organisationId: string;
  readonly actor: Actor;
  readonly db: Tx;
  readonly now: Date;
  readonly recordedAt: Date;
  readonly #events: JsonObject[] = [];
  readonly #afterCommit: (() => void)[] = [];
  #open = true;

  constructor(scope: Scope, db: Tx, now: Date, recordedAt: Date) {
    this.organisationId = scope.organisationId;
    this.actor = scope.actor;
    this.db = db;
    this.now = now;
    this.recordedAt = recordedAt;
  }

  emit(...events: NewEvent[]): void {
    this.#refuseWhenClosed();
    for (const event of events) {
      const occurredAt = event.occurredAt !== undefined && event.occurredAt < this.now ? event.occurredAt : this.now;
      this.#events.push({
        id: newId(),
        type: event.type,
        subject_kind: event.subject.kind,
        subject_id: event.subject.id,
        occurred_at: occurredAt.toISOString(),
        recorded_at: this.recordedAt.toISOString(),
        actor_kind: this.actor.kind,
        actor_id: this.actor.id,
        data: { ...event.data },
      });
    }
    if (this.#events.length > mostEventsOfOneUnit) {
      throw new RangeError(`One unit of work emits at most ${mostEventsOfOneUnit} events; do it in ranges`);
    }
  }

  get emitted(): readonly JsonObject[] {
    return this.#events.map(({ type, subject_kind, subject_id, data }) => ({
      type: type!,
      subjectKind: subject_kind!,
      subjectId: subject_id!,
      data: data!,
    }));
  }

  async addTask(name: string, payload: JsonObject, options: TaskOptions = {}): Promise<void> {
    this.#refuseWhenClosed();
    await this.db.execute(sql`SELECT add_task(
      ${name}, ${JSON.stringify(payload)}::json, ${options.queue ?? null}::text,
      ${options.runAt?.toISOString() ?? null}::timestamptz, ${options.maxAttempts ?? null}::int,
      ${options.jobKey ?? null}::text, ${options.priority ?? null}::int)`);
  }

  setTimer(timer: BusinessTimer): Promise<void> {
    return this.setTimers([timer]);
  }

  async setTimers(timers: readonly BusinessTimer[]): Promise<void> {
    this.#refuseWhenClosed();
    if (timers.length === 0) return;
    const { organisationId } = this;
    const named = new Map(timers.map((timer) => [JSON.stringify([timer.kind, timer.key]), timer]));
    const rows = [...named.values()].map(({ kind, key, dueAt, payload }) => ({
      organisationId,
      kind,
      key,
      dueAt,
      payload,
    }));
    await this.db
      .insert(businessTimers)
      .values(rows)
      .onConflictDoUpdate({
        target: [businessTimers.organisationId, businessTimers.kind, businessTimers.key],
        set: {
          dueAt: sql`excluded.due_at`,
          payload: sql`excluded.payload`,
          failures: 0,
          retryAt: null,
          lastError: null,
        },
      });
  }

  async clearTimer(kind: string, key: string): Promise<void> {
    this.#refuseWhenClosed();
    const { organisationId } = this;
    const named = and(
      eq(businessTimers.organisationId, organisationId),
      eq(businessTimers.kind, kind),
      eq(businessTimers.key, key),
    );
    await this.db.delete(businessTimers).where(named);
  }

  afterCommit(run: () => void): void {
    this.#refuseWhenClosed();
    this.#afterCommit.push(run);
  }

  /** No further word is taken once the last statement is on its way. */
  close(): { events: JsonObject[]; afterCommit: (() => void)[] } {
    this.#open = false;
    return { events: this.#events, afterCommit: this.#afterCommit };
  }

  #refuseWhenClosed(): void {
    if (!this.#open) throw new Error('This unit of work has ended: a promise inside it was not awaited');
  }
}
