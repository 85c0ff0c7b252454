import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

import type { RealClock } from './clock/index.ts';
import type { Config } from './config/index.ts';
import {
  checkOwnDatabase,
  chooseDataFolder,
  type Database,
  type DatabaseTarget,
  type EmbeddedCluster,
  ensureDatabase,
  migrateDatabase,
  openDatabase,
  openPool,
  openProcessChannel,
  startEmbeddedCluster,
} from './database/index.ts';
import {
  type Cursors,
  type Doorbell,
  type LogFollower,
  openCursors,
  openDoorbell,
  openLogFollower,
} from './event-log/index.ts';
import { type FileStore, openDiskFileStore, openS3FileStore } from './files/index.ts';
import { type Http, openHttp } from './http/index.ts';
import { installationSecret } from './installation/index.ts';
import { type LiveFeed, openPostgresLiveFeed } from './live-feed/index.ts';
import type { Log } from './log/index.ts';
import { preparePartitions } from './maintenance.ts';
import { type Metrics, openMetrics } from './metrics/index.ts';
import { openOverload } from './overload/index.ts';

/** Everything a role may lean on: opened once a process, closed in the reverse order. */
export interface Platform {
  readonly config: Config;
  readonly clock: RealClock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly target: DatabaseTarget;
  readonly http: Http;
  readonly doorbell: Doorbell;
  readonly follower: LogFollower;
  readonly cursors: Cursors;
  readonly liveFeed: LiveFeed;
  readonly files: FileStore;
  /** Where files, caches and the embedded database lie. */
  readonly dataFolder: string;
  /** A secret of the installation by name, made on first use. */
  secret(name: string): Promise<Buffer>;
  /** The last step of a clean stop: the embedded database stops when nothing needs it any more. */
  close(): Promise<void>;
}

export interface PlatformOptions {
  readonly config: Config;
  readonly clock: RealClock;
  readonly log: Log;
  /** The checkout: where the default data folder lies. */
  readonly project: string;
  /** Told what is going on while it takes its time. */
  readonly onProgress?: (what: string) => void;
  /** The key and certificate, as PEM, of a platform that speaks HTTPS itself. */
  readonly certify?: (dataFolder: string) => Promise<{ readonly key: string; readonly cert: string }>;
}

const CONNECTIONS_BESIDE_THE_ROW = 2;

/** Opens the database (starting and migrating it), the log, the feeds, the files and the HTTP server, which does not listen yet. */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { config, clock, log } = options;
  const progress = options.onProgress ?? (() => {});
  const metrics = openMetrics();
  const { folder: dataFolder, moved } = chooseDataFolder(config.dataFolder, options.project);
  if (moved !== null) progress(moved);
  mkdirSync(dataFolder, { recursive: true });

  const { target, cluster } = await openServer(options, dataFolder, metrics, progress);
  const closing: (() => Promise<void>)[] = [];
  if (cluster) closing.push(() => cluster.stop());
  try {
    progress('Bringing the database to this version');
    await migrateDatabase(target);
    const overload = openOverload({ metrics, connections: config.databaseConnections });
    closing.push(async () => overload.close());
    const pool = openPool(target, {
      // Health, doorbell and feed stand in no row: they tell of it.
      connections: config.databaseConnections + CONNECTIONS_BESIDE_THE_ROW,
      onError(error) {
        metrics.databaseErrors.inc({ kind: 'connection' });
        log.debug({ err: error }, 'a connection to the database broke');
      },
    });
    closing.push(() => pool.end());
    const channel = await openProcessChannel(target, log);
    closing.push(() => channel.close());
    const doorbell = openDoorbell(pool, channel, log);
    closing.push(() => doorbell.close());
    const database = openDatabase({
      pool,
      turns: overload.turns,
      clock,
      onAppended(organisationId, types) {
        metrics.eventsAppended.inc();
        doorbell.ring(organisationId, types);
      },
      onFollowUpError: (error) => log.error({ err: error }, 'a follow-up of a committed unit failed'),
    });
    const liveFeed = openPostgresLiveFeed(pool, channel, log);
    closing.push(() => liveFeed.close());
    const follower = openLogFollower(database, doorbell);
    closing.push(async () => follower.close());
    await preparePartitions(database, clock);
    const cursors = openCursors(await installationSecret(database, clock, 'cursors'));
    const tls = await options.certify?.(dataFolder);
    const http = await openHttp({
      clock,
      log,
      metrics,
      overload,
      checkAnswers: config.checkAnswers,
      connectOrigins: origins(config),
      httpsOnly: tls === undefined && (config.publicUrl?.startsWith('https:') ?? false),
      ...(tls && { tls }),
      ...(config.edgeUrl === null ? {} : { edgeUrl: config.edgeUrl }),
      ...(config.trustProxy === null ? {} : { trustProxy: config.trustProxy }),
      ...(config.metricsToken === null ? {} : { metricsToken: config.metricsToken }),
    });
    http.readiness.push({ name: 'database', check: () => pool.query('SELECT 1').then(() => null) });
    return {
      config,
      clock,
      log,
      metrics,
      database,
      pool,
      target,
      http,
      doorbell,
      follower,
      cursors,
      liveFeed,
      files:
        config.filesS3Url === null ? openDiskFileStore(join(dataFolder, 'files')) : openS3FileStore(config.filesS3Url),
      dataFolder,
      secret: (name) => installationSecret(database, clock, name),
      close: () => closeAll(closing),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

async function openServer(
  options: PlatformOptions,
  dataFolder: string,
  metrics: Metrics,
  progress: (what: string) => void,
): Promise<{ target: DatabaseTarget; cluster: EmbeddedCluster | null }> {
  const { config, log } = options;
  if (config.databaseUrl !== null) {
    progress('Opening the database named by DATABASE_URL');
    await checkOwnDatabase({ url: config.databaseUrl });
    return { target: { url: config.databaseUrl }, cluster: null };
  }
  progress('Starting the embedded PostgreSQL');
  const cluster = await startEmbeddedCluster({
    dataFolder,
    onRestart(error) {
      metrics.databaseErrors.inc({ kind: error === null ? 'restart' : 'restart_failed' });
      if (error === null) log.warn('the embedded PostgreSQL had died and was started again');
      else log.error({ err: error }, 'the embedded PostgreSQL could not be started again');
    },
  });
  if (cluster.adopted) progress('Took over the PostgreSQL that an earlier run had left running');
  await ensureDatabase(cluster.connection, 'roundsman');
  return { target: { ...cluster.connection, database: 'roundsman' }, cluster };
}

function origins(config: Config): string[] {
  const urls = [...config.edgeUrls, config.edgeUrl, config.mapStyleUrl, config.publicUrl];
  return [...new Set(urls.filter((each) => each !== null).map((each) => new URL(each).origin))];
}

async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.reverse()) await close().catch(() => {});
}
