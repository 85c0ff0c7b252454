import { createHash } from 'node:crypto';
import type { StatusHostView } from '@roundsman/api-contract';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { FileHost, HostedFile } from './file-host.ts';

export interface HostCopies {
  /** The page as it is now. News go out at once; a mere sign of life goes out when the last copy gets old. */
  offer(files: readonly HostedFile[], isNews: boolean): void;
  view(): StatusHostView[];
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

const PATIENCE_MS = 30_000;
/** A copy says of itself that it is stale after a minute: well before that it hears that nothing is new. */
const SIGN_OF_LIFE_MS = 25_000;

interface Copy {
  readonly host: FileHost;
  /** What the host holds: path → hash. */
  readonly held: Map<string, string>;
  waiting: readonly HostedFile[] | null;
  running: Promise<void> | null;
  lastMs: number | null;
  fault: string | null;
}

/** Keeps each place up to date by itself: one copy at a time a place, the newest page wins, a place that hangs holds up no other. */
export function copyToHosts(hosts: readonly FileHost[], clock: EdgeClock, log: Logger): HostCopies {
  const copies = hosts.map(
    (host): Copy => ({ host, held: new Map(), waiting: null, running: null, lastMs: null, fault: null }),
  );

  async function run(copy: Copy): Promise<void> {
    while (copy.waiting) {
      const files = copy.waiting;
      copy.waiting = null;
      const changed = files
        .map((file) => ({ file, hash: createHash('sha256').update(file.body).digest('base64') }))
        .filter(({ file, hash }) => copy.held.get(file.path) !== hash);
      try {
        await copy.host.put(
          changed.map(({ file }) => file),
          AbortSignal.timeout(PATIENCE_MS),
        );
        for (const { file, hash } of changed) copy.held.set(file.path, hash);
        copy.lastMs = clock.now().getTime();
        copy.fault = null;
      } catch (error) {
        // Tried again with the next page, ten seconds from now at the latest.
        copy.fault = error instanceof Error ? error.message : String(error);
        log.error({ host: copy.host.name, fault: copy.fault }, 'a copy of the status page could not be made');
      }
    }
  }

  return {
    offer(files, isNews) {
      const nowMs = clock.now().getTime();
      for (const copy of copies) {
        const isFresh = copy.fault === null && copy.lastMs !== null && nowMs - copy.lastMs < SIGN_OF_LIFE_MS;
        if (!isNews && isFresh && !copy.waiting) continue;
        copy.waiting = files;
        copy.running ??= run(copy).finally(() => {
          copy.running = null;
        });
      }
    },
    view: () =>
      copies.map(({ host, lastMs, fault }) => ({
        name: host.name,
        copiedAt: lastMs === null ? null : new Date(lastMs).toISOString(),
        fault,
      })),
    async settled() {
      await Promise.all(copies.flatMap(({ running }) => running ?? []));
    },
  };
}
