import { and, eq, lte, sql } from 'drizzle-orm';

import type { RealClock } from '../clock/index.ts';
import type { Database, Work } from '../database/work.ts';
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
const longestPauseMilliseconds = 5 * 60_000;

interface Due extends Record<string, unknown> {
  readonly organisation_id: string;
  readonly kind: string;
  readonly key: string;
}

/** Fires business timers in the order they fall due, each in a unit of its own, by each organisation's own clock. */
export function runTimers(options: TimerOptions): RunningTimers {
  const { log } = options;
  const handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
  let sweeping: Promise<void> | null = null;
  let stopped = false;

  async function sweepAll(): Promise<void> {
    for (;;) {
      const due = await findDue(options, [...handlers.keys()]);
      for (const timer of due) {
        if (stopped) return;
        await fire(options, handlers.get(timer.kind)!, timer);
      }
      if (due.length < mostOfOneSweep) return;
    }
  }

  function sweep(): Promise<void> {
    sweeping ??= sweepAll().finally(() => {
      sweeping = null;
    });
    return sweeping;
  }

  const tick = setInterval(() => {
    sweep().catch((error) => log.debug({ err: error }, 'the sweep of business timers failed'));
  }, options.sweepMilliseconds ?? 500);

  return {
    sweep,
    async stop() {
      stopped = true;
      clearInterval(tick);
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
  return options.database.asInstallation(async (db) => {
    const { rows } = await db.execute<Due>(sql`
      SELECT organisation_id, kind, key FROM (
        (SELECT timer.* FROM business_clocks AS clock
          CROSS JOIN LATERAL (
            SELECT timer.organisation_id, timer.kind, timer.key, timer.due_at FROM business_timers AS timer
            WHERE timer.organisation_id = clock.organisation_id AND ${ready}
              AND timer.due_at <= clock.business_epoch + (${realNow}::timestamptz - clock.real_epoch) * clock.speed
            ORDER BY timer.due_at LIMIT ${mostOfOneSweep}
          ) AS timer)
        UNION ALL
        (SELECT timer.organisation_id, timer.kind, timer.key, timer.due_at FROM business_timers AS timer
          WHERE ${ready} AND timer.due_at <= ${realNow}::timestamptz
            AND NOT EXISTS (SELECT FROM business_clocks AS clock WHERE clock.organisation_id = timer.organisation_id)
          ORDER BY timer.due_at LIMIT ${mostOfOneSweep})
      ) AS due ORDER BY due_at LIMIT ${mostOfOneSweep}`);
    return rows;
  });
}

async function fire(options: TimerOptions, handler: TimerHandler, due: Due): Promise<void> {
  const { metrics, log, database } = options;
  const scope = { organisationId: due.organisation_id, actor: { kind: 'clock', id: due.kind } } as const;
  try {
    const fired = await database.transact(scope, async (work) => {
      const [timer] = await work.db
        .delete(businessTimers)
        .where(and(named(due), lte(businessTimers.dueAt, work.now)))
        .returning();
      if (!timer) return false; // Another process fired it, or it was moved meanwhile.
      await handler.fire(work, { ...due, dueAt: timer.dueAt, payload: timer.payload as JsonObject });
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
