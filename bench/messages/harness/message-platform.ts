import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Channel, NotificationTrigger } from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';

import { queueForSending } from '../../../server/src/modules/notifications/index.ts';
import { messages } from '../../../server/src/modules/notifications/schema.ts';
import { systemClock } from '../../../server/src/platform/clock/index.ts';
import {
  type Database,
  ensureDatabase,
  insertMany,
  migrateDatabase,
  openDatabase,
  openPool,
  startEmbeddedCluster,
} from '../../../server/src/platform/database/index.ts';
import { newId } from '../../../server/src/platform/index.ts';

const project = join(import.meta.dirname, '..', '..', '..');
const START_MILLISECONDS = 180_000;

/** One message to be told: its words say nothing but who it is for. */
export interface Telling {
  readonly channel: Channel;
  /** An address or a number, different for each. */
  readonly to: string;
  readonly trigger?: NotificationTrigger;
  readonly usefulForSeconds?: number;
}

/** The two outbound services as a process of their own, on a durable database that outlives it. */
export interface MessagePlatform {
  readonly database: Database;
  readonly organisationId: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Writes the messages and puts them on their way, all in one unit; resolves when they are. */
  tell(tellings: readonly Telling[]): Promise<void>;
  countByState(): Promise<Record<string, number>>;
  /** As the platform last wrote them down. */
  readProviders(): Promise<{ readonly name: string; readonly state: string; readonly share: number }[]>;
  /** Of the process that runs now: memory at its peak, and CPU seconds. */
  usage(): { readonly peakMegabytes: number; readonly cpuSeconds: number };
  /** Commits of the database since it was opened, as its statistics tell; they lag by a second. */
  commits(): Promise<number>;
  close(): Promise<void>;
}

export interface ProvidersOfPlatform {
  readonly email: readonly object[];
  readonly sms: readonly object[];
}

export async function openMessagePlatform(providers: ProvidersOfPlatform, port: number): Promise<MessagePlatform> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'roundsman-messages-'));
  chmodSync(dataFolder, 0o755);
  const cluster = await startEmbeddedCluster({ dataFolder });
  await ensureDatabase(cluster.connection, 'messages');
  const target = { ...cluster.connection, database: 'messages' };
  await migrateDatabase(target);
  const pool = openPool(target, { connections: 4 });
  const database = openDatabase({ pool, clock: systemClock });
  const organisationId = newId();
  await database.asInstallation((db) =>
    db.execute(sql`
      INSERT INTO organisations (id, short_id, name, kind, currency, locale, time_zone, created_at)
      VALUES (${organisationId}, 'bench', 'Bench', 'live', 'CHF', 'en', 'Europe/Vaduz', ${systemClock.now().toISOString()})`),
  );
  const { host, user } = cluster.connection;
  const environment = {
    ...process.env,
    DATABASE_URL: `postgresql://${user}@localhost:5432/messages?host=${encodeURIComponent(host)}`,
    DATA_DIR: join(dataFolder, 'platform'),
    PORT: String(port),
    ROLES: 'outbound-email,outbound-sms',
    LOG_LEVEL: 'error',
    EMAIL_FROM: 'hello@bench.example',
    ...(providers.email.length === 0 ? {} : { EMAIL_PROVIDERS: JSON.stringify(providers.email) }),
    ...(providers.sms.length === 0 ? {} : { SMS_PROVIDERS: JSON.stringify(providers.sms) }),
  };
  let child: ChildProcess | undefined;

  const kill = async () => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };

  return {
    database,
    organisationId,
    async start() {
      child = spawn(process.execPath, [join(project, 'server', 'src', 'main.ts')], {
        env: environment,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      await ready(child);
    },
    kill,
    async tell(tellings) {
      await database.transact({ organisationId, actor: { kind: 'system', id: 'bench' } }, async (work) => {
        const rows = tellings.map((telling) => asRow(telling, organisationId, work.now));
        await insertMany(work.db, messages, rows);
        await queueForSending(work, rows);
      });
    },
    async countByState() {
      const { rows } = await pool.query<{ state: string; count: string }>(
        'SELECT state, count(*) AS count FROM messages WHERE organisation_id = $1 GROUP BY state',
        [organisationId],
      );
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
    },
    async readProviders() {
      const { rows } = await pool.query<{ name: string; state: string; share: number }>(
        'SELECT name, state, share FROM installation_message_providers',
      );
      return rows;
    },
    async commits() {
      const { rows } = await pool.query<{ commits: string }>(
        'SELECT xact_commit AS commits FROM pg_stat_database WHERE datname = current_database()',
      );
      return Number(rows[0]?.commits ?? 0);
    },
    usage: () => usageOf(child?.pid ?? 0),
    async close() {
      await kill();
      await pool.end();
      await cluster.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function asRow({ channel, to, trigger, usefulForSeconds = 3600 }: Telling, organisationId: string, now: Date) {
  const words = `Rhein Möbel: your delivery comes today between 10:00 and 12:00. ${to}`;
  return {
    organisationId,
    id: newId(),
    channel,
    trigger: trigger ?? null,
    purpose: 'service' as const,
    language: 'en',
    toAddress: to,
    toName: channel === 'email' ? 'Zoë Büchel' : null,
    subject: channel === 'email' ? 'Your delivery today' : null,
    text: words,
    html:
      channel === 'email'
        ? `<!doctype html><html><body>${'<p>A delivery day in its frame.</p>'.repeat(60)}<p>${words}</p></body></html>`
        : null,
    variables: {},
    state: 'queued' as const,
    stateChangedAt: now,
    notBefore: null,
    notAfter: new Date(now.getTime() + usefulForSeconds * 1000),
    attemptCount: 0,
    nextAttemptAt: now,
    segments: channel === 'sms' ? 1 : null,
    queuedAt: now,
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the platform did not start')), START_MILLISECONDS);
    child.on('message', (said: { kind?: string; what?: string }) => {
      if (said.kind === 'refused') reject(new Error(said.what));
      if (said.kind !== 'ready') return;
      clearTimeout(late);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the platform ended with ${code}`));
    });
  });
}

/** Linux tells both under /proc; elsewhere they are not known. */
function usageOf(pid: number): { peakMegabytes: number; cpuSeconds: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      peakMegabytes: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024),
      cpuSeconds: ticks / 100,
    };
  } catch {
    return { peakMegabytes: Number.NaN, cpuSeconds: Number.NaN };
  }
}
