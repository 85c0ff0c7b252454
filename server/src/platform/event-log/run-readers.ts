import { and, eq, type Placeholder, sql } from 'drizzle-orm';

import type { RealClock } from '../clock/index.ts';
import { keepStatement } from '../database/keep-statement.ts';
import type { Database, Work } from '../database/work.ts';
import type { Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { Doorbell } from './doorbell.ts';
import { readEvents } from './read-events.ts';
import type { EventReader } from './reader.ts';
import { readerCursors } from './schema.ts';

export interface ReaderOptions {
  readonly database: Database;
  readonly doorbell: Doorbell;
  readonly readers: readonly EventReader[];
  readonly clock: RealClock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Units of work at once, over all readers and organisations; 4 unless said. */
  readonly concurrency?: number;
}

export interface RunningReaders {
  /** Resolves when every reader has come to the end of every log, those that back off aside. */
  settled(): Promise<void>;
  /** Lets the units that run finish and starts no more. */
  stop(): Promise<void>;
}

const slowLookMilliseconds = 5_000;
const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 60_000;
const defaultBatch = 200;
const largestBatch = 500;

/** One reader in one organisation: the piece that runs, fails and waits by itself. */
interface Lane {
  readonly reader: EventReader;
  readonly organisationId: string;
  failures: number;
  state: 'idle' | 'queued' | 'running' | 'running_again' | 'backing_off';
  retry: NodeJS.Timeout | null;
}

/**
 * Runs the readers of the log. Cursor and effects of a batch commit together; a process that runs the same reader
 * skips what another holds. A failing lane narrows to one event and backs off; the other lanes do not notice.
 */
export async function runReaders(options: ReaderOptions): Promise<RunningReaders> {
  const { database, doorbell, readers, log, metrics } = options;
  const lanes = new Map<string, Lane>();
  const queue: Lane[] = [];
  let running = 0;
  let stopped = false;
  let waiters: (() => void)[] = [];

  function want(reader: EventReader, organisationId: string): void {
    const key = `${reader.name} ${organisationId}`;
    const lane: Lane = lanes.get(key) ?? { reader, organisationId, failures: 0, state: 'idle', retry: null };
    lanes.set(key, lane);
    if (lane.state === 'running') lane.state = 'running_again';
    if (lane.state === 'idle') enqueue(lane);
  }

  function enqueue(lane: Lane): void {
    lane.state = 'queued';
    queue.push(lane);
    pump();
  }

  function pump(): void {
    while (!stopped && running < (options.concurrency ?? 4) && queue.length > 0) {
      const lane = queue.shift()!;
      lane.state = 'running';
      running++;
      void runBatch(lane).finally(() => {
        running--;
        pump();
        if (running === 0 && (queue.length === 0 || stopped)) for (const wake of waiters.splice(0)) wake();
      });
    }
  }

  async function runBatch(lane: Lane): Promise<void> {
    const { reader, organisationId } = lane;
    try {
      const { taken, isFull } = await takeBatch(options, lane);
      if (lane.failures > 0) metrics.readersBackingOff.dec({ reader: reader.name });
      lane.failures = 0;
      if (taken > 0) metrics.readerEvents.inc({ reader: reader.name }, taken);
      // What came after a page that was not full has rung the bell, or will.
      if (isFull || stateOf(lane) === 'running_again') enqueue(lane);
      else lane.state = 'idle';
    } catch (error) {
      if (lane.failures === 0) metrics.readersBackingOff.inc({ reader: reader.name });
      lane.failures++;
      lane.state = 'backing_off';
      metrics.readerFailures.inc({ reader: reader.name });
      const pause = Math.min(firstPauseMilliseconds * 2 ** (lane.failures - 1), longestPauseMilliseconds);
      log.error(
        { err: error, reader: reader.name, organisationId, failures: lane.failures, pause },
        'a reader of the log failed',
      );
      if (!stopped) lane.retry = setTimeout(() => enqueue(lane), pause);
      await noteFailure(options, lane, error, pause).catch(() => {});
    }
  }

  async function lookForBehind(): Promise<void> {
    const behind = await lanesBehind(database, readers);
    for (const reader of readers) {
      const own = behind.filter((lane) => lane.reader === reader.name);
      metrics.readerLag.set(
        { reader: reader.name },
        own.reduce((sum, lane) => sum + lane.events, 0),
      );
      for (const lane of own) want(reader, lane.organisationId);
    }
  }

  const stopHearing = doorbell.onRing((organisationId, news) => {
    for (const reader of readers) {
      // What it does not want it goes past later, many at once: at the slow look.
      const isWanted = news === null || !reader.types || reader.types.some((type) => news.has(type));
      if (isWanted) want(reader, organisationId);
    }
  });
  const slowLook = setInterval(() => {
    lookForBehind().catch((error) => log.debug({ err: error }, 'the slow look at the log failed'));
  }, slowLookMilliseconds);
  await lookForBehind();

  const quiet = () =>
    running === 0 && (stopped || queue.length === 0)
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiters.push(resolve));

  return {
    settled: async () => {
      await lookForBehind();
      await quiet();
    },
    async stop() {
      stopped = true;
      stopHearing();
      clearInterval(slowLook);
      for (const lane of lanes.values()) if (lane.retry !== null) clearTimeout(lane.retry);
      await quiet();
      waiters = [];
    },
  };
}

/** Reads the state afresh: a bell may have changed it while the batch ran. */
const stateOf = (lane: Lane): Lane['state'] => lane.state;

/** One unit of work: lock the cursor, read, hand over, move the cursor. Tells how many events it went past, and whether there may be more. */
async function takeBatch(options: ReaderOptions, lane: Lane): Promise<{ taken: number; isFull: boolean }> {
  const { reader, organisationId } = lane;
  const batch = lane.failures > 0 ? 1 : Math.min(reader.batchSize ?? defaultBatch, largestBatch);
  const scope = { organisationId, actor: { kind: 'system', id: reader.name } } as const;
  return options.database.transact(scope, async (work) => {
    const seq = await lockCursor(work, reader.name);
    if (seq === null) return NOTHING;
    const events = await readEvents(work, seq, batch);
    if (events.length === 0) return NOTHING;
    const { types } = reader;
    const wanted = types === undefined ? events : events.filter((event) => types.includes(event.type));
    if (wanted.length > 0) await reader.handle(work, wanted);
    await moveCursor(work.db, { organisationId, reader: reader.name, seq: events.at(-1)!.seq });
    return { taken: events.length, isFull: events.length === batch };
  });
}

const NOTHING = { taken: 0, isFull: false };

const cursorByName = keepStatement('reader_cursor', (db) =>
  db
    .select({ seq: readerCursors.seq })
    .from(readerCursors)
    .where(cursorOf(sql.placeholder('organisationId'), sql.placeholder('reader')))
    .for('update', { skipLocked: true }),
);

const moveCursor = keepStatement('move_reader_cursor', (db) =>
  db
    .update(readerCursors)
    .set({ seq: sql`${sql.placeholder('seq')}`, failures: 0, failedAt: null, retryAt: null, lastError: null })
    .where(cursorOf(sql.placeholder('organisationId'), sql.placeholder('reader'))),
);

/** Null when another process is at it. */
async function lockCursor(work: Work, reader: string): Promise<number | null> {
  const { organisationId } = work;
  const locked = () => cursorByName(work.db, { organisationId, reader });
  const [row] = await locked();
  if (row) return row.seq;
  await work.db.insert(readerCursors).values({ organisationId, reader }).onConflictDoNothing();
  return (await locked())[0]?.seq ?? null;
}

async function noteFailure(options: ReaderOptions, lane: Lane, error: unknown, pause: number): Promise<void> {
  const { organisationId, reader, failures } = lane;
  const failedAt = options.clock.now();
  const retryAt = new Date(failedAt.getTime() + pause);
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  await options.database.transact({ organisationId, actor: { kind: 'system', id: reader.name } }, async (work) => {
    const told = { failures, failedAt, retryAt, lastError };
    await work.db
      .insert(readerCursors)
      .values({ organisationId, reader: reader.name, ...told })
      .onConflictDoUpdate({ target: [readerCursors.organisationId, readerCursors.reader], set: told });
  });
}

async function lanesBehind(
  database: Database,
  readers: readonly EventReader[],
): Promise<{ reader: string; organisationId: string; events: number }[]> {
  if (readers.length === 0) return [];
  const names = sql.join(
    readers.map((reader) => sql`${reader.name}`),
    sql`, `,
  );
  return database.lookUp(async (db) => {
    const { rows } = await db.execute<{ reader: string; organisation_id: string; events: string }>(sql`
      SELECT names.reader, counters.organisation_id, counters.last_seq - coalesce(cursors.seq, 0) AS events
      FROM event_counters AS counters
      CROSS JOIN unnest(ARRAY[${names}]::text[]) AS names (reader)
      LEFT JOIN reader_cursors AS cursors
        ON cursors.organisation_id = counters.organisation_id AND cursors.reader = names.reader
      WHERE counters.last_seq > coalesce(cursors.seq, 0)`);
    return rows.map((row) => ({ reader: row.reader, organisationId: row.organisation_id, events: Number(row.events) }));
  });
}

function cursorOf(organisationId: string | Placeholder, reader: string | Placeholder) {
  return and(eq(readerCursors.organisationId, organisationId), eq(readerCursors.reader, reader));
}
