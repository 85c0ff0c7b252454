import type { CrewMessage } from '@roundsman/api-contract';
import type { ExternalStore } from '../live/external-store.ts';

/** Words on their way to a crew, or that did not get there. */
export interface PendingWords {
  /** Also the key under which they are sent: once there, sending them again does not double them. */
  readonly key: string;
  readonly itineraryId: string;
  readonly jobId: string | null;
  readonly words: string;
  /** Why they did not get there; null while they are on their way. */
  readonly error: unknown;
}

export interface PendingWordsStore {
  readonly store: ExternalStore<readonly PendingWords[]>;
  send(words: Omit<PendingWords, 'error'>): Promise<void>;
  again(key: string): Promise<void>;
  drop(key: string): void;
}

/** Keeps words in `store` until `post` has brought them to the platform; `onSent` takes them in as the platform answered. */
export function pendingWords(
  store: ExternalStore<readonly PendingWords[]>,
  post: (pending: PendingWords) => Promise<CrewMessage>,
  onSent: (message: CrewMessage) => void,
): PendingWordsStore {
  const change = (key: string, error: unknown) =>
    store.write(store.read().map((one) => (one.key === key ? { ...one, error } : one)));
  const drop = (key: string) => store.write(store.read().filter((one) => one.key !== key));

  async function go(pending: PendingWords): Promise<void> {
    try {
      const message = await post(pending);
      onSent(message);
      drop(pending.key);
    } catch (error) {
      change(pending.key, error);
    }
  }

  return {
    store,
    drop,
    send: (words) => {
      const pending = { ...words, error: null };
      store.write([...store.read(), pending]);
      return go(pending);
    },
    again: async (key) => {
      const pending = store.read().find((one) => one.key === key);
      if (!pending || pending.error === null) return;
      change(key, null);
      await go(pending);
    },
  };
}
