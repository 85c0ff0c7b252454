import type { Socket } from 'node:net';
import pg from 'pg';

const LOOK_MILLISECONDS = 2_500;
const LONG_MILLISECONDS = 5_000;
const BUDGET_MILLISECONDS = 2_000;

export interface CutLineOptions {
  readonly lookMilliseconds?: number;
  readonly longMilliseconds?: number;
}

interface Waiting {
  since: number;
  pending: number;
  /** Looked at once already, during this very wait, and the server was not at work for it. */
  isSuspect: boolean;
}

/**
 * A line that was cut without a word looks like a statement that takes long, and a pool full of them serves nobody long after the way is whole
 * again. The server knows better: asked over a fresh line, it says whether it is at work for the connection. When it is not, twice in a row, the
 * line is closed: who waits is told, and the pool opens another.
 */
export function closeCutLines(pool: pg.Pool, config: pg.ClientConfig, options: CutLineOptions = {}): void {
  const { lookMilliseconds = LOOK_MILLISECONDS, longMilliseconds = LONG_MILLISECONDS } = options;
  const waiting = new Map<pg.PoolClient, Waiting>();
  pool.on('connect', (client) => noteWaits(client, waiting));
  pool.on('remove', (client) => waiting.delete(client as pg.PoolClient));

  let isLooking = false;
  const timer = setInterval(() => {
    if (pool.ended) return clearInterval(timer);
    const from = performance.now() - longMilliseconds;
    const late = [...waiting].filter(([, { since }]) => since < from);
    if (late.length === 0 || isLooking) return;
    isLooking = true;
    look(late)
      // Nobody answers at all: then nothing is known of any line.
      .catch(() => {})
      .finally(() => {
        isLooking = false;
      });
  }, lookMilliseconds);
  timer.unref();

  async function look(late: readonly (readonly [pg.PoolClient, Waiting])[]): Promise<void> {
    const busy = await backendsAtWork(
      config,
      late.map(([client]) => processOf(client)),
    );
    for (const [client, wait] of late) {
      if (waiting.get(client) !== wait) continue;
      const isBusy = busy.has(processOf(client));
      if (!isBusy && wait.isSuspect) lineOf(client).destroy();
      wait.isSuspect = !isBusy;
    }
  }
}

/** Which of these the server is at work for. */
async function backendsAtWork(config: pg.ClientConfig, processes: readonly number[]): Promise<ReadonlySet<number>> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: BUDGET_MILLISECONDS,
    query_timeout: BUDGET_MILLISECONDS,
    application_name: 'roundsman looks for cut lines',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE pid = ANY($1) AND state = 'active'",
      [processes],
    );
    return new Set(rows.map(({ pid }) => pid));
  } finally {
    await client.end().catch(() => {});
  }
}

/** Remembers since when a connection owes an answer. */
function noteWaits(client: pg.PoolClient, waiting: Map<pg.PoolClient, Waiting>): void {
  const ask = client.query.bind(client) as (...given: unknown[]) => unknown;
  const noted = (...given: unknown[]): unknown => {
    const answer = ask(...given);
    if (!(answer instanceof Promise)) return answer;
    const known = waiting.get(client);
    const wait = known ?? { since: performance.now(), pending: 0, isSuspect: false };
    wait.pending++;
    waiting.set(client, wait);
    const done = () => {
      wait.pending--;
      // The next one in the row has its own time from here.
      if (wait.pending === 0) waiting.delete(client);
      else {
        wait.since = performance.now();
        wait.isSuspect = false;
      }
    };
    answer.then(done, done);
    return answer;
  };
  client.query = noted as typeof client.query;
}

const processOf = (client: pg.PoolClient) => (client as unknown as { processID: number }).processID;
const lineOf = (client: pg.PoolClient) => (client as unknown as { connection: { stream: Socket } }).connection.stream;
