import type { ClientClock } from '../clock.ts';
import type { EdgeChoice } from './choose-edge.ts';
import { readManifest, type SignedManifest } from './manifest.ts';
import type { WeightedEdge } from './spread.ts';

/** Where the last manifest is kept on the device: with it a device whose DNS is stale, or that starts with its first edge gone, has addresses. */
export interface ManifestStorage {
  load(): Promise<SignedManifest | null>;
  save(signed: SignedManifest): Promise<void>;
}

export interface ManifestOptions {
  /** Raw Ed25519 public keys, base64url; any of them may have signed. `anew`: those at hand did not sign a list, so they may have been replaced. */
  readonly keys: readonly string[] | ((anew: boolean) => Promise<readonly string[]>);
  readonly storage?: ManifestStorage;
  /** Those of the list that may be called from here at all; all of them unless said. */
  readonly allowed?: (edges: readonly WeightedEdge[]) => Promise<readonly WeightedEdge[]>;
}

export const MANIFEST_PATH = '/edge-api/manifest';
/** An answer that passed an edge says which manifest is in force. */
export const VERSION_HEADER = 'edges-version';
/** Asked for at most so often, however many answers say that there is a newer one. */
const AT_MOST_EVERY_MILLISECONDS = 2_000;
/** Ever more seldom, down to this, while what comes is signed by nobody we know. */
const UNKNOWN_EVERY_MILLISECONDS = 60_000;

export interface ManifestFollower {
  /** Resolves when what the device kept is in force. */
  readonly ready: Promise<unknown>;
  /** Asks for it as for anything else: the edge that should bring it is held against a sibling when it is slow. At most every two seconds. */
  refresh(): Promise<void>;
  /** What an answer said of the manifest. */
  heard(version: string | null): void;
}

export function followManifest(
  options: ManifestOptions | undefined,
  edges: EdgeChoice,
  clock: ClientClock,
  /** From whichever edge brings it first, not looked at yet. */
  fetchManifest: () => Promise<unknown>,
): ManifestFollower {
  let version = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let pause = AT_MOST_EVERY_MILLISECONDS;

  /** Taken when it is signed and newer than the one in force, and then answered: a replayed list cannot bring a drained edge back. */
  async function take(signed: unknown, mayAskAnew: boolean): Promise<unknown> {
    if (!options) return;
    const { keys } = options;
    const read = async (anew: boolean) => readManifest(signed, typeof keys === 'function' ? await keys(anew) : keys);
    const manifest = (await read(false)) ?? (mayAskAnew && (await read(true)));
    pause = manifest ? AT_MOST_EVERY_MILLISECONDS : Math.min(pause * 2, UNKNOWN_EVERY_MILLISECONDS);
    if (!manifest || manifest.version <= version) return;
    version = manifest.version;
    const allowed = (await options.allowed?.(manifest.edges)) ?? manifest.edges;
    // A single edge leaves nothing to choose, and its address may be one that only the platform itself can reach.
    if (allowed.length > 1) edges.use(allowed);
    return signed;
  }

  async function refresh(): Promise<void> {
    if (clock.monotonicMilliseconds() - askedAt < AT_MOST_EVERY_MILLISECONDS) return;
    askedAt = clock.monotonicMilliseconds();
    await fetchManifest()
      .then((signed) => take(signed, true))
      .then((taken) => taken && options?.storage?.save(taken as SignedManifest))
      .catch(() => {});
  }

  const kept = options?.storage?.load() ?? Promise.resolve(null);
  return {
    // With nothing kept there is nothing to wait for: the keys may have to come over a way that is ill.
    ready: kept.then((signed) => signed && take(signed, false)).catch(() => {}),
    refresh,
    heard: (said) => {
      if (options && Number(said) > version && clock.monotonicMilliseconds() - askedAt >= pause) void refresh();
    },
  };
}
