import type { ClientClock } from '../clock.ts';
import { within } from '../within.ts';
import type { EdgeChoice } from './choose-edge.ts';
import { readManifest, type SignedManifest } from './manifest.ts';
import type { WeightedEdge } from './spread.ts';

/** Where the last manifest is kept on the device: with it a device whose DNS is stale, or that starts with its first edge gone, has addresses. */
export interface ManifestStorage {
  load(): Promise<SignedManifest | null>;
  save(signed: SignedManifest): Promise<void>;
}

export interface ManifestOptions {
  /** Raw Ed25519 public keys, base64url; any of them may have signed. */
  readonly keys: readonly string[] | (() => Promise<readonly string[]>);
  readonly storage?: ManifestStorage;
  /** Those of the list that may be called from here at all; all of them unless said. */
  readonly allowed?: (edges: readonly WeightedEdge[]) => Promise<readonly WeightedEdge[]>;
}

export const MANIFEST_PATH = '/edge-api/manifest';
/** An answer that passed an edge says which manifest is in force. */
export const VERSION_HEADER = 'edges-version';
/** Asked for at most so often, however many answers say that there is a newer one. */
const AT_MOST_EVERY_MILLISECONDS = 2_000;
const PATIENCE_MILLISECONDS = 3_000;

export interface ManifestFollower {
  /** Resolves when what the device kept is in force. */
  readonly ready: Promise<unknown>;
  /** What an answer said of the manifest. */
  heard(version: string | null): void;
}

export function followManifest(
  options: ManifestOptions | undefined,
  edges: EdgeChoice,
  wire: { readonly send: typeof fetch; readonly clock: ClientClock },
): ManifestFollower {
  const { clock } = wire;
  let version = 0;
  let askedAt = Number.NEGATIVE_INFINITY;

  /** Taken when it is signed and not older than the one in force: a replayed list cannot bring a drained edge back. */
  async function take(signed: SignedManifest | null): Promise<boolean> {
    if (!signed || !options) return false;
    const manifest = await readManifest(
      signed,
      typeof options.keys === 'function' ? await options.keys() : options.keys,
    );
    if (!manifest || manifest.version <= version) return false;
    version = manifest.version;
    const allowed = (await options.allowed?.(manifest.edges)) ?? manifest.edges;
    // A single edge leaves nothing to choose, and its address may be one that only the platform itself can reach.
    if (allowed.length > 1) edges.use(allowed);
    return true;
  }

  async function refresh(): Promise<void> {
    askedAt = clock.monotonicMilliseconds();
    for (const edge of edges.order().slice(0, 3)) {
      const signed = await fetchFrom(edge);
      if (!signed) continue;
      if (await take(signed)) await options?.storage?.save(signed);
      return;
    }
  }

  async function fetchFrom(edge: string): Promise<SignedManifest | null> {
    const { stop, done } = within(clock, PATIENCE_MILLISECONDS);
    try {
      const response = await wire.send(edge + MANIFEST_PATH, { credentials: 'omit', signal: stop.signal });
      return response.ok ? ((await response.json()) as SignedManifest) : null;
    } catch {
      return null;
    } finally {
      done.abort();
    }
  }

  const kept = options?.storage?.load() ?? Promise.resolve(null);
  return {
    ready: kept.then(take).catch(() => {}),
    heard: (said) => {
      if (!options || !said || !(Number(said) > version)) return;
      if (clock.monotonicMilliseconds() - askedAt >= AT_MOST_EVERY_MILLISECONDS) void refresh();
    },
  };
}
