import { createHmac, timingSafeEqual } from 'node:crypto';

/** A call from a provider as it came in. */
export interface WebhookRequest {
  readonly method: string;
  /** As the provider called it, with scheme, host and query: some sign it. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Real time, for signatures that carry one. */
  readonly receivedAt: Date;
}

/** `taken`: stored. `unsigned`: nobody we know sent it. `malformed`: it says nothing. `again`: bring it once more, later. */
export type WebhookVerdict = 'taken' | 'unsigned' | 'malformed' | 'again';

/** How far a signed time may lie from ours: an old call played again is nobody's. */
export const SIGNATURE_AGE_SECONDS = 300;

export function isFresh(seconds: number, receivedAt: Date): boolean {
  return Math.abs(receivedAt.getTime() / 1000 - seconds) <= SIGNATURE_AGE_SECONDS;
}

export const hmacOf = (
  algorithm: 'sha1' | 'sha256',
  key: string | Buffer,
  text: string,
  encoding: 'base64' | 'hex' = 'base64',
): string => createHmac(algorithm, key).update(text).digest(encoding);

/** Compares secrets in a time that tells nothing of where they differ. */
export function sameSecret(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export const queryOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams);

export const formOf = (body: string): Record<string, string> => Object.fromEntries(new URLSearchParams(body));

/** Gives each item to every listener; whatever rejects, the provider is asked to bring again. */
export async function tellAll<Listener>(
  listeners: ReadonlySet<Listener>,
  tell: (listener: Listener) => Promise<void>,
): Promise<WebhookVerdict> {
  if (listeners.size === 0) return 'again';
  try {
    for (const listener of listeners) await tell(listener);
    return 'taken';
  } catch {
    return 'again';
  }
}
