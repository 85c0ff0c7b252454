// `node bench/event-log/benchmark.ts [seconds]`: units of work that append to one organisation's log, durable (fsync on).
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { sql } from 'drizzle-orm';

import { systemClock } from '../../server/src/platform/clock/index.ts';
import {
  ensureDatabase,
  migrateDatabase,
  openDatabase,
  openPool,
  startEmbeddedCluster,
} from '../../server/src/platform/database/index.ts';
import { newId } from '../../server/src/platform/index.ts';

const seconds = Number(process.argv[2] ?? 4);
const clients = 8;

const dataFolder = mkdtempSync('/tmp/roundsman-bench-');
chmodSync(dataFolder, 0o755);
const cluster = await startEmbeddedCluster({ dataFolder });
await ensureDatabase(cluster.connection, 'bench');
const target = { ...cluster.connection, database: 'bench' };
await migrateDatabase(target);
const pool = openPool(target, { connections: clients });
const database = openDatabase({ pool, clock: systemClock });

const organisationId = newId();
await database.asInstallation((db) =>
  db.execute(sql`
    INSERT INTO organisations (id, short_id, name, kind, currency, locale, time_zone, created_at)
    VALUES (${organisationId}, 'bench', 'Bench', 'live', 'EUR', 'en', 'UTC', ${systemClock.now().toISOString()})`),
);

for (const rows of [0, 1]) {
  const latencies: number[] = [];
  const start = performance.now();
  const until = start + seconds * 1_000;
  const client = async (own: number) => {
    for (let at = 0; performance.now() < until; at++) {
      const before = performance.now();
      await database.transact({ organisationId, actor: { kind: 'system', id: 'bench' } }, async (work) => {
        if (rows > 0) await work.setTimer({ kind: 'bench', key: `${own}-${at}`, dueAt: work.now, payload: {} });
        work.emit({ type: 'thing.made', subject: { kind: 'thing', id: newId() }, data: { at } });
      });
      latencies.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, own) => client(own)));
  const elapsed = (performance.now() - start) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)]!.toFixed(1);
  console.log(
    `one event and ${rows} rows: ${Math.round(latencies.length / elapsed)} units/s over ${clients} connections, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}

const { rows } = await pool.query<{ events: string; last: string }>(
  'SELECT count(*) AS events, max(seq) AS last FROM events WHERE organisation_id = $1',
  [organisationId],
);
console.log(`${rows[0]!.events} events, the last is number ${rows[0]!.last}`);
console.log(`${cpus().length} cores (${cpus()[0]?.model}), load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`);
await pool.end();
await cluster.stop();
rmSync(dataFolder, { recursive: true, force: true });
