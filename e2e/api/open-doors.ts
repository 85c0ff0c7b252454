import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../server/src/platform/clock/index.ts';
import { readConfig } from '../../server/src/platform/config/index.ts';
import { type DatabaseTarget, startEmbeddedCluster } from '../../server/src/platform/database/index.ts';
import { openPlatform, type Platform, runRoles } from '../../server/src/platform/index.ts';
import { openLog } from '../../server/src/platform/log/index.ts';
import { roles } from '../../server/src/roles.ts';

/** Nothing here has to outlive a power cut. */
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const pages = ['customer-tracker', 'operator-app', 'dispatch-web'];

export interface OpenDoors {
  readonly url: string;
  readonly platform: Platform;
  /** Errors that the platform logged: faults of its own, whatever it answered. */
  readonly faults: ReadonlySet<string>;
  /** Resolves when every reader of the log has come to its end. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The whole platform but its pages, in this process: every answer is held to its contract, and no credential is rationed
 * unless `rationed`. `target` is an empty migrated database; without one a database is started and removed again.
 */
export async function openDoors({
  target,
  rationed = false,
  environment = {},
}: {
  readonly target?: DatabaseTarget;
  readonly rationed?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
} = {}): Promise<OpenDoors> {
  const folder = await mkdtemp(join(tmpdir(), 'doors-'));
  // As root the database runs as an account of its own, which has to pass through.
  await chmod(folder, 0o711);
  const cluster = target ? null : await startEmbeddedCluster({ dataFolder: folder, settings: FORGETFUL });
  const names = roles.map(({ name }) => name).filter((name) => !pages.includes(name));
  const config = readConfig(
    {
      DATA_DIR: folder,
      DATABASE_URL: urlOf(target ?? cluster!.connection),
      ROLES: names.join(','),
      PORT: '0',
      CHECK_ANSWERS: '1',
      TRAVEL_TIMES: 'straight_line',
      WEBHOOK_ALLOW_PRIVATE: '1',
      ...environment,
    },
    names,
  );
  const faults = new Set<string>();
  const log = openLog('error', { write: (line) => void faults.add(shortly(line)) });
  const platform = await openPlatform({ config, clock: systemClock, log, project: folder });
  if (!rationed) platform.http.buckets.take = () => ({ allowed: true, remaining: 1, waitSeconds: 0 });
  const running = await runRoles(
    platform,
    roles.filter(({ name }) => config.roles.includes(name)),
  );
  const url = await platform.http.app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    platform,
    faults,
    settled: () => running.settled(),
    async close() {
      await running.stop();
      await platform.close();
      await cluster?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A socket's folder travels as a parameter of the URL. */
function urlOf(target: DatabaseTarget): string {
  if ('url' in target) return target.url;
  const { host, port, user, database } = target;
  return `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** One fault of many requests is one line: what it was and where, without ids. */
function shortly(line: string): string {
  const {
    err,
    msg,
    url = '',
  } = JSON.parse(line) as {
    readonly err?: { readonly message: string; readonly stack: string };
    readonly msg?: string;
    readonly url?: string;
  };
  const at = err?.stack.split('\n').find((frame) => frame.includes('/src/') && !frame.includes('/database/')) ?? '';
  const cause =
    err?.message
      .split('\n')
      .at(-1)
      ?.replace(/^params:.*?: (?=\w)/, '') ?? '';
  return `${url.split('?')[0]}: ${msg}: ${cause} ${at.trim()}`
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z|rm[a-z]_\w+/g, '…')
    .slice(0, 300);
}
