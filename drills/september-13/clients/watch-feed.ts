import { apiKey, createClient, liveEndpoints, type PublicFeed } from '@roundsman/client';
import type { Reached } from '../worlds/world.ts';

export interface FeedWatch {
  /** Jobs whose creation was seen, with how often. */
  readonly seen: ReadonlyMap<string, number>;
  /** Milliseconds from the write to its arrival here; of the same machine, so of one clock. */
  readonly ages: readonly { readonly atMs: number; readonly ageMs: number }[];
  /** Resolves with true once all of these were seen, with false when that takes longer than a silent line takes to be given up and opened again. */
  sawAll(ids: readonly string[]): Promise<boolean>;
  close(): void;
}

/** The library gives a silent line up after 15 s; what came meanwhile is replayed on the next. */
const PATIENCE_MS = 60_000;

/** A live screen: the feed of events, over the edges, moved and resumed by the library. */
export async function watchFeed(options: {
  world: Reached;
  at: number;
  random: () => number;
  nowMs: () => number;
}): Promise<FeedWatch> {
  const { world, at, nowMs } = options;
  const seen = new Map<string, number>();
  const ages: { atMs: number; ageMs: number }[] = [];
  const { fetch, close } = world.openFetch(world.addressIn((at % 3) + 1, 80 + at), nowMs);
  const client = createClient({
    edges: world.edgeUrls,
    fetch,
    random: options.random,
    session: apiKey(await world.makeKey(`Feed ${at}`)),
    manifest: { keys: world.manifestKeys },
    reports: true,
  });
  const connection = client.live<PublicFeed>(liveEndpoints.feed, {
    on: {
      event: (event) => {
        if (event.type !== 'job.created') return;
        seen.set(event.subject.id, (seen.get(event.subject.id) ?? 0) + 1);
        ages.push({ atMs: nowMs(), ageMs: Date.now() - Date.parse(event.recordedAt) });
      },
    },
  });
  // A line has begun when it says where: from there on nothing may be missed.
  await until(() => connection.cursor() !== null);
  return {
    seen,
    ages,
    sawAll: (ids) => until(() => ids.every((id) => seen.has(id))),
    close: () => {
      connection.close();
      close();
    },
  };
}

async function until(isSo: () => boolean): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  while (!isSo() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  return isSo();
}
