import type { KV } from '@nats-io/kv';
import type { EdgeClock } from '../clock.ts';

export interface Lease {
  /** Whether this program may act for all of them, right now. */
  isHeld(): boolean;
  /** Whether the others' store answered lately. */
  isReached(): boolean;
  /** Tries to get or keep it; call it every second or two. Rejects when the store cannot be reached. */
  renew(): Promise<void>;
  /** Gives it back, so that another need not wait. */
  release(): Promise<void>;
}

const KEY = 'lease';
/** The holder stops believing well before the others may take it; both count with clocks of their own that nobody sets. */
const HELD_MS = 6_000;
const FREE_AFTER_MS = 12_000;

/** One of several acts: by compare-and-set on one key. No clock of one machine is ever held against another's. */
export function openLease(kv: KV, holder: string, clock: EdgeClock): Lease {
  let renewedMs = Number.NEGATIVE_INFINITY;
  let mine: number | null = null;
  let seen: { revision: number; atMs: number } | null = null;
  const now = () => clock.monotonicMilliseconds();
  let heardMs = now();

  async function take(revision: number | null): Promise<void> {
    const askedMs = now();
    try {
      mine = revision === null ? await kv.create(KEY, holder) : await kv.update(KEY, holder, revision);
      renewedMs = askedMs;
    } catch (error) {
      if (!isLost(error)) throw error;
      // Somebody was faster: theirs it is.
      mine = null;
      renewedMs = Number.NEGATIVE_INFINITY;
    }
  }

  return {
    isHeld: () => now() - renewedMs < HELD_MS,
    isReached: () => now() - heardMs < FREE_AFTER_MS,
    async renew() {
      if (mine !== null) {
        await take(mine);
        heardMs = now();
        if (mine !== null) return;
      }
      const entry = await kv.get(KEY);
      heardMs = now();
      if (entry === null || entry.operation !== 'PUT') return take(null);
      if (seen?.revision !== entry.revision) seen = { revision: entry.revision, atMs: now() };
      const isFree = entry.string() === '' || entry.string() === holder || now() - seen.atMs > FREE_AFTER_MS;
      if (isFree) await take(entry.revision);
    },
    async release() {
      if (mine === null) return;
      const revision = mine;
      mine = null;
      renewedMs = Number.NEGATIVE_INFINITY;
      await kv.update(KEY, '', revision).catch(() => undefined);
    },
  };
}

/** The store's word that the key is not as it was thought to be: code 10071, wrong last sequence. */
function isLost(error: unknown): boolean {
  const { code, message } = error as { code?: number; message?: string };
  return code === 10_071 || /wrong last sequence|key exists/i.test(message ?? '');
}
