import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Health } from '../health.ts';
import type { Metrics } from '../metrics/index.ts';
import { Problem } from '../problem.ts';
import { type Priority, priorities } from './priority.ts';
import { openTurns, TurnRefused, type Turns } from './turns.ts';

type Cause = 'event_loop' | 'database' | 'in_flight';

/** Decides at the doors whether a request may come in, by what those before it really waited for. */
export interface Overload {
  /** Errors of `take`: Problem 503 `overloaded`. */
  readonly turns: Turns;
  /** Lets a request in until the answer calls `leave`. Problem 503 `overloaded`. */
  admit(priority: Priority): () => void;
  /** What the doors are told by. */
  health(): Health;
  close(): void;
}

export interface OverloadOptions {
  readonly metrics: Metrics;
  /** Connections to the database that requests share. */
  readonly connections: number;
  readonly random?: () => number;
  readonly monotonicMilliseconds?: () => number;
  /** Milliseconds that the event loop is late by, most of the time, since it was last asked. */
  readonly eventLoopDelay?: () => number;
}

/** Longer standing waits than these shut the door to a priority; a command is never refused for being slow. */
const TARGET_MILLISECONDS: Readonly<Record<Priority, number>> = {
  command: Number.POSITIVE_INFINITY,
  change: 6_000,
  read: 3_000,
  report: 1_000,
};
/** A request that is in may wait so long for its turn at the database. */
const PATIENCE_MILLISECONDS: Readonly<Record<Priority, number>> = {
  command: 12_000,
  change: 10_000,
  read: 6_000,
  report: 2_000,
};
/** Requests of this process under way, of all priorities together, above which one is refused. */
const MOST_IN_FLIGHT: Readonly<Record<Priority, number>> = { command: 2_000, change: 1_500, read: 1_000, report: 300 };
const RETRY_SECONDS: Readonly<Record<Priority, number>> = { command: 1, change: 2, read: 3, report: 15 };
const WAITING_A_CONNECTION = 20;
const LOOK_EVERY_MILLISECONDS = 500;
/** After the last refusal a door says for so long that it is degraded. */
const REMEMBERED_MILLISECONDS = 30_000;

/**
 * Sheds load by priority. What counts is not a long wait but a standing one ("Controlling Queue Delay", Nichols and Jacobson, 2012): the
 * shortest wait of a look, over two looks in a row; a burst passes, a queue that does not empty shuts the door.
 */
export function openOverload(options: OverloadOptions): Overload {
  const { metrics, random = Math.random } = options;
  const monotonic = options.monotonicMilliseconds ?? (() => performance.now());
  const loop = options.eventLoopDelay ? { read: options.eventLoopDelay, stop: () => {} } : openLoopMonitor();
  const turns = openTurns({
    places: options.connections,
    mostWaiting: options.connections * WAITING_A_CONNECTION,
    monotonicMilliseconds: monotonic,
    patienceMilliseconds: PATIENCE_MILLISECONDS,
    onWaited: (priority, milliseconds) => metrics.databaseWait.observe({ priority }, milliseconds / 1_000),
  });
  let inFlight = 0;
  let before = look();
  let standing = before;
  const refusedAt = new Map<Priority, number>();

  function look(): { loop: number; database: Readonly<Record<Priority, number>> } {
    const database = Object.fromEntries(priorities.map((each) => [each, turns.standingWait(each)]));
    return { loop: loop.read(), database: database as Record<Priority, number> };
  }
  const timer = setInterval(() => {
    const latest = look();
    standing = {
      loop: Math.min(before.loop, latest.loop),
      database: Object.fromEntries(
        priorities.map((each) => [each, Math.min(before.database[each], latest.database[each])]),
      ) as Record<Priority, number>,
    };
    before = latest;
    metrics.eventLoopDelay.set(standing.loop / 1_000);
  }, LOOK_EVERY_MILLISECONDS);
  timer.unref();

  function causeOf(priority: Priority): Cause | null {
    if (inFlight >= MOST_IN_FLIGHT[priority]) return 'in_flight';
    if (standing.loop > TARGET_MILLISECONDS[priority]) return 'event_loop';
    return standing.database[priority] > TARGET_MILLISECONDS[priority] ? 'database' : null;
  }

  function refusal(priority: Priority, cause: Cause): Problem {
    refusedAt.set(priority, monotonic());
    metrics.requestsShed.inc({ priority, cause });
    const least = RETRY_SECONDS[priority];
    return new Problem({
      status: 503,
      code: 'overloaded',
      title: 'There is more to do than can be done just now',
      detail: `A ${priority} waits for what matters more.`,
      remedy: 'Wait as Retry-After says and send it again, with the same Idempotency-Key; nothing is done twice.',
      // Spread, so that those who were sent away together do not come back together.
      retryAfterSeconds: least + Math.floor(random() * (least + 1)),
      extra: { priority },
    });
  }

  return {
    turns: {
      ...turns,
      take: (priority) =>
        turns.take(priority).catch((error: unknown) => {
          throw error instanceof TurnRefused ? refusal(error.priority, 'database') : error;
        }),
    },
    admit(priority) {
      const cause = causeOf(priority);
      if (cause !== null) throw refusal(priority, cause);
      inFlight++;
      let hasLeft = false;
      return () => {
        if (!hasLeft) inFlight--;
        hasLeft = true;
      };
    },
    health() {
      const lately = priorities.filter(
        (each) => monotonic() - (refusedAt.get(each) ?? -Infinity) < REMEMBERED_MILLISECONDS,
      );
      const [most] = lately;
      if (most === undefined) return { state: 'operational' };
      const detail = `More to do than can be done: ${lately.toReversed().join('s, ')}s are sent away with Retry-After.`;
      return { state: most === 'report' ? 'degraded' : most === 'command' ? 'major_outage' : 'partial_outage', detail };
    },
    close() {
      clearInterval(timer);
      loop.stop();
    },
  };
}

const RESOLUTION_MILLISECONDS = 20;

function openLoopMonitor(): { read: () => number; stop: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS });
  histogram.enable();
  return {
    read() {
      const middle = histogram.count === 0 ? 0 : histogram.percentile(50) / 1e6 - RESOLUTION_MILLISECONDS;
      histogram.reset();
      return Math.max(0, middle);
    },
    stop: () => histogram.disable(),
  };
}
