import { parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';

import { type DatabaseTarget, openPool } from '../database/pool.ts';
import type { JsonObject } from '../json.ts';
import type { Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import { taskLog } from './task-log.ts';

export interface TaskContext {
  /** 1 on the first run. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly log: Log;
  /** Aborted when the platform stops and the task has had its grace. */
  readonly signal: AbortSignal;
}

/** Real-time background work. A throw means "again later" until the attempts are used up, so tasks are written to be run twice. */
export interface TaskHandler {
  readonly name: string;
  run(payload: JsonObject, context: TaskContext): Promise<void>;
  /** Minute, hour, day, month, weekday in UTC, for work that nobody asks for. */
  readonly schedule?: string;
  /** Tasks of a lane have workers of their own, so that no others keep them waiting; none = the common ones. */
  readonly lane?: TaskLane;
}

export interface TaskLane {
  readonly name: string;
  /** At once in one process. */
  readonly workers: number;
}

export interface TaskOptions {
  readonly target: DatabaseTarget;
  readonly handlers: readonly TaskHandler[];
  readonly log: Log;
  readonly metrics: Metrics;
  /** Tasks at once in this process; 4 unless said. */
  readonly concurrency?: number;
}

export interface RunningTasks {
  /** Takes no more tasks and lets those that run finish; what does not is given back for another process. */
  stop(): Promise<void>;
}

const restartPauseMilliseconds = 2_000;
const graceMilliseconds = 8_000;

/** Runs background tasks until stopped; comes back by itself when the database was away for long. */
export async function runTasks(options: TaskOptions): Promise<RunningTasks> {
  if (options.handlers.length === 0) return { stop: async () => {} };
  const concurrency = options.concurrency ?? 4;
  // A pool of its own: tasks that queue for connections do not keep requests waiting.
  const pool = openPool(options.target, {
    connections: concurrency + 2,
    applicationName: 'roundsman tasks',
    onError: (error) => options.log.debug({ err: error }, 'a connection of the task queue broke'),
  });
  let stopping = false;
  let runner = await start(options, pool, concurrency);
  const watch = async () => {
    while (!stopping) {
      const ended = await runner.promise.then(
        () => null,
        (error: unknown) => error,
      );
      if (stopping) return;
      options.log.warn({ err: ended }, 'the task runner ended; it starts again');
      await new Promise((resolve) => setTimeout(resolve, restartPauseMilliseconds));
      try {
        runner = await start(options, pool, concurrency);
      } catch (error) {
        options.log.warn({ err: error }, 'the task runner could not start yet');
      }
    }
  };
  void watch();
  return {
    async stop() {
      stopping = true;
      const parked = runner.stop().then(
        () => true,
        () => true,
      );
      const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), graceMilliseconds).unref());
      if (!(await Promise.race([parked, late]))) await runner.kill().catch(() => {});
      await pool.end();
    },
  };
}

function start(options: TaskOptions, pool: pg.Pool, concurrency: number): Promise<Runner> {
  const taskList: TaskList = {};
  for (const handler of options.handlers)
    taskList[handler.name] = (payload, helpers) => runOne(options, handler, payload, helpers);
  const scheduled = options.handlers.filter((handler) => handler.schedule !== undefined);
  return run({
    pgPool: pool,
    noHandleSignals: true,
    // Batched (without delay), what became of a task is written before a stop is over, and a write that fails ends the
    // runner, which then starts again; unbatched it is neither waited for nor caught.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency,
    pollInterval: 2_000,
    gracefulShutdownAbortTimeout: graceMilliseconds / 2,
    logger: taskLog(options.log),
    taskList,
    parsedCronItems: parseCronItems(
      scheduled.map((handler) => ({
        task: handler.name,
        match: handler.schedule!,
        options: { backfillPeriod: 0, jobKey: handler.name },
      })),
    ),
  });
}

type Helpers = Parameters<NonNullable<TaskList[string]>>[1];

async function runOne(options: TaskOptions, handler: TaskHandler, payload: unknown, helpers: Helpers): Promise<void> {
  const { attempts, max_attempts: maxAttempts } = helpers.job;
  const log = options.log.child({ task: handler.name, attempt: attempts });
  try {
    await handler.run(payload as JsonObject, {
      attempt: attempts,
      maxAttempts,
      log,
      signal: helpers.abortSignal ?? new AbortController().signal,
    });
    options.metrics.tasks.inc({ task: handler.name, outcome: 'done' });
  } catch (error) {
    const last = attempts >= maxAttempts;
    options.metrics.tasks.inc({ task: handler.name, outcome: last ? 'given_up' : 'again' });
    log[last ? 'error' : 'warn']({ err: error }, last ? 'a task was given up' : 'a task failed and runs again later');
    throw error;
  }
}
