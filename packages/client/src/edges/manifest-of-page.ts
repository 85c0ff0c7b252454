import type { ManifestOptions } from './follow-manifest.ts';
import type { SignedManifest } from './manifest.ts';
import { edgesOfPolicy } from './page-policy.ts';

const KEYS_PATH = '/edge-api/manifest-key';
const PATIENCE_MILLISECONDS = 3_000;
/** Lists that no known key signed may come from an edge that makes them up: the origin is asked no more often than this. */
const ASK_EVERY_MILLISECONDS = 15_000;
const MOST_KEYS = 8;

/** A text that outlives the page. */
export interface KeptText {
  load(): Promise<string | null>;
  save(text: string): Promise<void>;
}

/**
 * For a page or worker: the keys come from its own origin, which it trusts anyway, and list and keys are kept on the device. Keys that did not
 * sign a list are asked for again, and once besides whenever a list came: so a key may be replaced, and a lost one is not the end.
 */
export function manifestOfPage(storage: KeptText = ofOrigin): ManifestOptions {
  let kept: Kept = { keys: [], signed: null };
  const loaded = storage
    .load()
    .then((text) => {
      kept = readKept(text);
    })
    // Nothing that can be read, or a browser that keeps nothing for us: it starts from its configured edges.
    .catch(() => {});
  const keep = (change: Partial<Kept>) => {
    kept = { ...kept, ...change };
    return storage.save(JSON.stringify(kept)).catch(() => {});
  };

  let askedAt = Number.NEGATIVE_INFINITY;
  let asked: Promise<void> | null = null;
  const askOrigin = (): Promise<void> => {
    if (performance.now() - askedAt >= ASK_EVERY_MILLISECONDS) {
      askedAt = performance.now();
      asked = fetchKeys().then(
        async (keys) => {
          if (isKeys(keys)) await keep({ keys });
        },
        // Out of reach: what the device kept still holds.
        () => {},
      );
    }
    return asked!;
  };

  return {
    allowed: edgesOfPolicy(),
    keys: async (anew) => {
      await loaded;
      if (anew || kept.keys.length === 0) await askOrigin();
      return kept.keys;
    },
    storage: {
      load: async () => {
        await loaded;
        return kept.signed;
      },
      save: async (signed) => {
        await keep({ signed });
        if (!asked) void askOrigin();
      },
    },
  };
}

async function fetchKeys(): Promise<unknown> {
  const answer = await fetch(KEYS_PATH, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS), cache: 'no-store' });
  return answer.ok ? ((await answer.json()) as { keys: unknown }).keys : null;
}

const isKeys = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= MOST_KEYS &&
  value.every((key) => typeof key === 'string');

interface Kept {
  keys: readonly string[];
  signed: SignedManifest | null;
}

function readKept(text: string | null): Kept {
  const { keys, signed } = JSON.parse(text ?? '{}') as Partial<Kept>;
  return { keys: isKeys(keys) ? keys : [], signed: signed ?? null };
}

/** What is used of the caches of an origin, which its pages and its workers have in common; there where signatures can be read, too: in a secure context. */
interface Caches {
  open(name: string): Promise<{
    match(url: string): Promise<Response | undefined>;
    put(url: string, response: Response): Promise<void>;
  }>;
}
const cache = () => (globalThis as unknown as { caches: Caches }).caches.open('roundsman-edges');

const ofOrigin: KeptText = {
  load: async () => (await (await cache()).match(KEYS_PATH))?.text() ?? null,
  save: async (text) => (await cache()).put(KEYS_PATH, new Response(text)),
};
