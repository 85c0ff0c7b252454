import { type ExternalStore, externalStore } from '../live/external-store.ts';

interface Kept<T> {
  memberId: string;
  value: T;
}

/** What one member typed and nobody has got yet. */
export interface KeptInTab<T> extends ExternalStore<T> {
  /** From now on it is this member's: what another one typed is not for the next, who may sit at the same browser. */
  keepOf(memberId: string): void;
}

/**
 * Kept for this tab: opening the page again does not lose it.
 * @param revive what was kept, as it stands on a page that was opened again; null: nothing that can be read.
 */
export function keptInTab<T>(key: string, nothing: T, revive: (kept: unknown) => T | null): KeptInTab<T> {
  const store = externalStore<Kept<T>>(readKept());

  function readKept(): Kept<T> {
    try {
      const { memberId, value } = JSON.parse(sessionStorage.getItem(key) ?? '') as Kept<unknown>;
      const revived = revive(value);
      if (typeof memberId === 'string' && revived !== null) return { memberId, value: revived };
    } catch {
      // Nothing kept, or nothing that can be read.
    }
    return { memberId: '', value: nothing };
  }

  function write(next: Kept<T>): void {
    store.write(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A full or forbidden storage: it lasts as long as the page.
    }
  }

  return {
    read: () => store.read().value,
    write: (value) => write({ ...store.read(), value }),
    subscribe: store.subscribe,
    keepOf(memberId) {
      if (store.read().memberId !== memberId) write({ memberId, value: nothing });
    },
  };
}
