import type { ManifestOptions } from './follow-manifest.ts';
import { edgesOfPolicy } from './page-policy.ts';

const KEPT = 'roundsman.edges';
const PATIENCE_MILLISECONDS = 3_000;

/** For a page or worker: the keys come from its own origin, which it trusts anyway, and list and keys are kept on the device. */
export function manifestOfPage(): ManifestOptions {
  const kept = readKept();
  let keys: Promise<readonly string[]> | null = null;
  const fetchKeys = async (): Promise<readonly string[]> => {
    try {
      const answer = await fetch('/edge-api/manifest-key', { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
      if (answer.ok) kept.keys = ((await answer.json()) as { keys: string[] }).keys;
    } catch {
      // Out of reach: what the device kept still holds.
    }
    return kept.keys;
  };
  return {
    allowed: edgesOfPolicy(),
    keys: () => {
      keys ??= kept.keys.length > 0 ? Promise.resolve(kept.keys) : fetchKeys();
      return keys.then((known) => {
        if (known.length === 0) keys = null;
        return known;
      });
    },
    storage: {
      load: async () => kept.signed,
      save: async (signed) => {
        kept.signed = signed;
        try {
          localStorage.setItem(KEPT, JSON.stringify(kept));
        } catch {
          // A browser that keeps nothing for us starts from its configured edges next time.
        }
      },
    },
  };
}

interface Kept {
  keys: readonly string[];
  signed: Awaited<ReturnType<NonNullable<ManifestOptions['storage']>['load']>>;
}

function readKept(): Kept {
  try {
    const { keys, signed } = JSON.parse(localStorage.getItem(KEPT) ?? '') as Kept;
    if (Array.isArray(keys)) return { keys, signed };
  } catch {
    // Nothing kept, or nothing that can be read.
  }
  return { keys: [], signed: null };
}
