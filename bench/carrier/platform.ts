import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDoors } from '../../e2e/api/open-doors.ts';
import { startEmbeddedCluster } from '../../server/src/platform/database/index.ts';
import { databaseSeconds } from '../database-seconds.ts';
import { peakMegabytes } from '../solver/peak-memory.ts';
import { type Carrier, type Device, makeCarrier, pairDevices } from './make-carrier.ts';

/** What the one that measures may ask of the platform's process. */
export type Question =
  | { readonly ask: 'make'; readonly branches: number; readonly vehicles: number }
  | { readonly ask: 'pair' }
  | { readonly ask: 'usage' }
  | { readonly ask: 'close' };

export interface Usage {
  /** CPU seconds so far. */
  readonly platform: number;
  readonly database: number;
  readonly residentMegabytes: number;
  readonly peakMegabytes: number;
  /** Of the write-ahead log so far. */
  readonly logBytes: number;
  /** Rows of positions that are kept. */
  readonly positions: number;
  /** What the platform itself logged as its fault, once each. */
  readonly faults: readonly string[];
}

export type Answer = Carrier | readonly Device[] | Usage | 'closed';

// The platform that is measured, alone in this process: all roles but the pages, on its own durable PostgreSQL.
const folder = await mkdtemp(join(tmpdir(), 'bench-carrier-'));
await chmod(folder, 0o711);
const cluster = await startEmbeddedCluster({ dataFolder: folder });
const environment = { CHECK_ANSWERS: '0', TRAVEL_TIMES: 'extract_search' };
const doors = await openDoors({ target: cluster.connection, environment });
let carrier: Carrier | null = null;

process.on('message', (question: Question) => {
  answer(question).then(
    (told) => process.send?.(told, () => (told === 'closed' ? process.exit(0) : undefined)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
// Who asked is gone: nobody else ends the database.
process.on('disconnect', () => void close().then(() => process.exit(1)));
process.send?.('ready');

async function answer(question: Question): Promise<Answer> {
  if (question.ask === 'make') {
    carrier = await makeCarrier(doors, question);
    return carrier;
  }
  if (question.ask === 'pair') return pairDevices(doors, carrier!);
  if (question.ask === 'usage') return usage();
  await close();
  return 'closed';
}

async function usage(): Promise<Usage> {
  const { user, system } = process.cpuUsage();
  const { rows } = await doors.platform.pool.query<{ bytes: string; positions: string }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bytes,
       (SELECT coalesce(sum(n_tup_ins), 0) FROM pg_stat_user_tables WHERE relname LIKE 'positions%') AS positions`,
  );
  return {
    platform: (user + system) / 1e6,
    database: await databaseSeconds(cluster.pid),
    residentMegabytes: Math.round(process.memoryUsage().rss / 1048576),
    peakMegabytes: peakMegabytes(),
    logBytes: Number(rows[0]!.bytes),
    positions: Number(rows[0]!.positions),
    faults: [...doors.faults],
  };
}

async function close(): Promise<void> {
  await doors.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}
