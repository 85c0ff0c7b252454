import { setTimeout as sleep } from 'node:timers/promises';
import { type KV, type KvEntry, Kvm } from '@nats-io/kv';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { Sighting } from '../fleet/index.ts';
import type { Store } from '../store/index.ts';
import { type Lease, openLease } from './hold-lease.ts';
import { type Key, openRowChanges, type Row, type RowChanges } from './row-changes.ts';
import { tablesOfFleet } from './shared-tables.ts';

export interface Sharing {
  /** Whether this program steers, tells subscribers and moves maintenances on: one of all does. */
  isActing(): boolean;
  /** No word of the others for longer than a change of who acts takes. */
  isCutOff(): boolean;
  /** What was seen here, for the one that acts. */
  share(sighting: Sighting): void;
  stop(): Promise<void>;
}

export interface SharingParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly url: URL;
  readonly replicas: number;
  /** Of this program, for the lease. */
  readonly name: string;
  onRemoteChange(change: { isOfFleet: boolean }): void;
  onSighting(sighting: Sighting): void;
}

const BUCKET = 'roundsman_edge';
const SUBJECT = 'roundsman.edge.sightings';
const SEND_EVERY_MS = 100;
const RENEW_EVERY_MS = 2_000;
const TRY_AGAIN_MS = 2_000;
const MOST_A_TIME = 200;
const MOST_SIGHTINGS = 500;

/** How long a start waits for the others before it serves what it has. */
const JOIN_PATIENCE_MS = 5_000;

/**
 * Several edge programs, one store: rows travel through a JetStream key-value bucket, SQLite is what each has at hand. Resolves when it has
 * what the others know, or after some seconds without them: then it serves what it has, acts for nobody, and joins when it can.
 */
export async function shareStore(parts: SharingParts): Promise<Sharing> {
  const { log } = parts;
  const stopping = new AbortController();
  const changes = openRowChanges(parts.store);
  let joined: Joined | null = null;
  const joining = forever(
    'the other edge programs',
    async () => {
      joined = await join(parts, changes, stopping.signal);
    },
    stopping.signal,
    log,
    () => joined !== null,
  );
  await Promise.race([joining, sleep(JOIN_PATIENCE_MS, undefined, { signal: stopping.signal, ref: false })]);
  return {
    isActing: () => joined?.lease.isHeld() ?? false,
    isCutOff: () => !joined?.lease.isReached(),
    share: (sighting) => joined?.share(sighting),
    async stop() {
      stopping.abort();
      await joining;
      await joined?.leave();
    },
  };
}

interface Joined {
  readonly lease: Lease;
  share(sighting: Sighting): void;
  leave(): Promise<void>;
}

async function join(parts: SharingParts, changes: RowChanges, stop: AbortSignal): Promise<Joined> {
  const { clock, log } = parts;
  const connection = await connectTo(parts.url, parts.name);
  const kv = await new Kvm(connection).create(BUCKET, { history: 1, replicas: parts.replicas });
  const lease = openLease(kv, parts.name, clock);
  let waiting: Sighting[] = [];
  await catchUp(parts, kv, changes);
  const again = (what: string, run: () => Promise<void>) => forever(what, run, stop, log);
  const running = [
    again('the shared store', () => follow(parts, kv, changes, stop)),
    again('the shared store, to send what changed here,', async () => {
      await send(kv, changes);
      if (waiting.length > 0) connection.publish(SUBJECT, JSON.stringify({ from: parts.name, seen: waiting }));
      waiting = [];
      await sleep(SEND_EVERY_MS, undefined, { signal: stop });
    }),
    again('the lease', async () => {
      await lease.renew();
      await sleep(RENEW_EVERY_MS, undefined, { signal: stop });
    }),
    listen(parts, connection, log),
  ];
  return {
    lease,
    share: (sighting) => {
      if (waiting.length < MOST_SIGHTINGS) waiting.push(sighting);
    },
    async leave() {
      // What is not sent by then is sent by the next start.
      const patience = sleep(2_000, undefined, { ref: false });
      await Promise.race([send(kv, changes).catch(() => undefined), patience]);
      await Promise.race([lease.release(), patience]);
      await connection.close();
      await Promise.all(running);
    },
  };
}

function connectTo(url: URL, name: string): Promise<NatsConnection> {
  const { username, password } = url;
  return connect({
    servers: `${url.hostname}:${url.port || 4222}`,
    name: `roundsman-edge ${name}`,
    // It comes back by itself, however long that takes; meanwhile each program serves what it has.
    maxReconnectAttempts: -1,
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    ...(url.protocol === 'tls:' && { tls: {} }),
  });
}

const nameOf = (table: string, key: Key) => `${table}.${Buffer.from(JSON.stringify(key)).toString('base64url')}`;

function readName(name: string): { table: string; key: Key } | null {
  const [table = '', text = ''] = name.split('.');
  try {
    return text ? { table, key: JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Key } : null;
  } catch {
    return null;
  }
}

/** What is shared already counts; what only this store has is added to it. */
async function catchUp(parts: SharingParts, kv: KV, changes: RowChanges): Promise<void> {
  const shared = new Set<string>();
  for await (const name of await kv.keys()) shared.add(name);
  if (shared.size > 0) {
    const watch = await kv.watch();
    for await (const entry of watch) {
      take(parts, changes, entry);
      if (entry.delta === 0) break;
    }
    watch.stop();
  }
  for (const { table, key, row } of changes.everything())
    if (!shared.has(nameOf(table, key))) await kv.put(nameOf(table, key), JSON.stringify(row));
}

async function send(kv: KV, changes: RowChanges): Promise<void> {
  for (const change of changes.pending(MOST_A_TIME)) {
    const name = nameOf(change.table, change.key);
    // A purge, not a mark over the old words: who left is gone from every machine.
    if (change.row === null) await kv.purge(name);
    else await kv.put(name, JSON.stringify(change.row));
    changes.sent(change);
  }
}

async function follow(parts: SharingParts, kv: KV, changes: RowChanges, stop: AbortSignal): Promise<void> {
  const watch = await kv.watch();
  stop.addEventListener('abort', () => watch.stop(), { once: true });
  for await (const entry of watch) take(parts, changes, entry);
}

function take(parts: SharingParts, changes: RowChanges, entry: KvEntry): void {
  const known = readName(entry.key);
  // What was written here and is on its way is news to the others, not the other way round.
  if (!known || changes.isPending(known.table, known.key)) return;
  const row = entry.operation === 'PUT' ? (JSON.parse(entry.string()) as Row) : null;
  if (changes.apply(known.table, known.key, row)) parts.onRemoteChange({ isOfFleet: tablesOfFleet.has(known.table) });
}

async function listen({ name, onSighting }: SharingParts, connection: NatsConnection, log: Logger): Promise<void> {
  for await (const message of connection.subscribe(SUBJECT)) {
    try {
      const { from, seen } = message.json<{ from: string; seen: Sighting[] }>();
      if (from !== name) for (const sighting of seen.slice(0, MOST_SIGHTINGS)) onSighting(sighting);
    } catch (error) {
      log.warn({ error: String(error) }, 'a message between edge programs could not be read');
    }
  }
}

async function forever(
  what: string,
  run: () => Promise<void>,
  stop: AbortSignal,
  log: Logger,
  isDone: () => boolean = () => false,
): Promise<void> {
  while (!stop.aborted && !isDone()) {
    try {
      await run();
    } catch (error) {
      if (stop.aborted) return;
      log.warn({ error: String(error) }, `${what} could not be reached`);
      await sleep(TRY_AGAIN_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}
