import { and, eq, lte, sql } from 'drizzle-orm';

import type { RealClock } from '../clock/index.ts';
import type { Actor, Database, Work } from '../database/work.ts';
import type { JsonObject } from '../json.ts';
import type { Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import { businessTimers } from './schema.ts';

export interface DueTimer {
  readonly kind: string;
  readonly key: string;
  readonly dueAt: Date;
  readonly payload: JsonObject;
}

/** What happens when timers of one kind are due; the timer is gone when the unit commits, unless it is set again in it. */
export interface TimerHandler {
  readonly kind: string;
  /** In whose name, read off its payload; the clock's unless said. */
  actorOf?(payload: JsonObject): Actor;
  fire(work: Work, timer: DueTimer): Promise<void>;
}

export interface TimerOptions {
  readonly database: Database;
  readonly handlers: readonly TimerHandler[];
  readonly clock: RealClock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Real milliseconds between two sweeps; 500 unless said. */
  readonly sweepMilliseconds?: number;
}

export interface RunningTimers {
  /** Fires what is due now; resolves when it has. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const mostOfOneSweep = 500;
/** What fired may have set what is due next, or let a test clock go on. */
const sweepAgainMilliseconds = 50;
const longestPauseMilliseconds = 5 * 60_000;

interface Due extends Record<string, unknown> {
  readonly organisation_id: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: JsonObject;
}

/** Fires business timers in the order they fall due, each in a unit of its own, by each organisation's own clock. */
export function runTimers(options: TimerOptions): RunningTimers {
  const { log } = options;
  const handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
  let sweeping: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;

  async function sweepAll(): Promise<void> {
    for (;;) {
      const due = await findDue(options, [...handlers.keys()]);
      if (due.length > 0) {
        clearTimeout(again);
        again = setTimeout(sweepUnasked, sweepAgainMilliseconds);
      }
      for (const timer of due) {
        if (stopped) return;
        await fire(options, handlers.get(timer.kind)!, timer);
      }
      if (due.length < mostOfOneSweep) return;
    }
  }

  function begin(): Promise<void> {
    sweeping = sweepAll().finally(() => {
      sweeping = null;
    });
    return sweeping;
  }

  /** One that is under way may have looked before what is due now was: who asks waits for one that begins after. */
  function sweep(): Promise<void> {
    if (sweeping === null) return begin();
    next ??= sweeping
      .catch(() => {})
      .then(() => {
        next = null;
        return stopped ? undefined : begin();
      });
    return next;
  }

  function sweepUnasked(): void {
    if (stopped || sweeping !== null) return;
    begin().catch((error) => log.debug({ err: error }, 'the sweep of business timers failed'));
  }

  const tick = setInterval(sweepUnasked, options.sweepMilliseconds ?? 500);

  return {
    sweep,
    async stop() {
      stopped = true;
      clearInterval(tick);
      clearTimeout(again);
      await sweeping?.catch(() => {});
    },
  };
}

/** Organisations with a clock of their own are asked one by one, the others together: real time is theirs. */
async function findDue(options: TimerOptions, kinds: readonly string[]): Promise<Due[]> {
  if (kinds.length === 0) return [];
  const realNow = options.clock.now().toISOString();
  const handled = sql.join(
    kinds.map((kind) => sql`${kind}`),
    sql`, `,
  );
  const ready = sql`timer.kind IN (${handled}) AND (timer.retry_at IS NULL OR timer.retry_at <= ${realNow}::timestamptz)`;
  return options.database.lookUp(async (db) => {
    const { rows } = await db.execute<Due>(sql`
      SELECT organisation_id, kind, key, payload FROM (
        (SELECT timer.* FROM business_clocks AS clock
          CROSS JOIN LATERAL (
            SELECT timer.organisation_id, timer.kind, timer.key, timer.payload, timer.due_at FROM business_timers AS timer
            WHERE timer.organisation_id = clock.organisation_id AND ${ready}
              AND timer.due_at <= clock.business_epoch + (${realNow}::timestamptz - clock.real_epoch) * clock.speed
            ORDER BY timer.due_at LIMIT ${mostOfOneSweep}
          ) AS timer)
        UNION ALL
        (SELECT timer.organisation_id, timer.kind, timer.key, timer.payload, timer.due_at FROM business_timers AS timer
          WHERE ${ready} AND timer.due_at <= ${realNow}::timestamptz
            AND NOT EXISTS (SELECT FROM business_clocks AS clock WHERE clock.organisation_id = timer.organisation_id)
          ORDER BY timer.due_at LIMIT ${mostOfOneSweep})
      ) AS due ORDER BY due_at LIMIT ${mostOfOneSweep}`);
    return rows;
  });
}

async function fire(options: TimerOptions, handler: TimerHandler, due: Due): Promise<void> {
  const { metrics, log, database } = options;
  const actor: Actor = handler.actorOf?.(due.payload) ?? { kind: 'clock', id: due.kind };
  const scope = { organisationId: due.organisation_id, actor };
  try {
    const fired = await database.transact(scope, async (work) => {
      const [timer] = await work.db
        .delete(businessTimers)
        .where(and(named(due), lte(businessTimers.dueAt, work.now)))
        .returning();
      if (!timer) return false; // Another process fired it, or it was moved meanwhile.
      const { kind, key, dueAt, payload } = timer;
      await handler.fire(work, { kind, key, dueAt, payload: payload as JsonObject });
      return true;
    });
    if (fired) metrics.timersFired.inc({ kind: due.kind });
  } catch (error) {
    metrics.timerFailures.inc({ kind: due.kind });
    log.error(
      { err: error, kind: due.kind, key: due.key, organisationId: due.organisation_id },
      'a business timer failed',
    );
    await database.transact(scope, (work) => putOff(options, work, due, error)).catch(() => {});
  }
}

async function putOff(options: TimerOptions, work: Work, due: Due, error: unknown): Promise<void> {
  const [timer] = await work.db.select().from(businessTimers).where(named(due)).for('update');
  if (!timer) return;
  const pause = Math.min(1_000 * 2 ** timer.failures, longestPauseMilliseconds);
  await work.db
    .update(businessTimers)
    .set({
      failures: timer.failures + 1,
      retryAt: new Date(options.clock.now().getTime() + pause),
      lastError: (error instanceof Error ? error.message : String(error)).slice(0, 500),
    })
    .where(named(due));
}

function named(due: Due) {
  return and(
    eq(businessTimers.organisationId, due.organisation_id),
    eq(businessTimers.kind, due.kind),
    eq(businessTimers.key, due.key),
  );
}
