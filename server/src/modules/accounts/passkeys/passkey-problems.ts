import { Problem } from '../../../platform/index.ts';

/** The challenge that a browser says it answers, or null when it says nothing that can be read. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    const challenge = (said as { readonly challenge?: unknown } | null)?.challenge;
    return typeof challenge === 'string' ? challenge : null;
  } catch {
    return null;
  }
}

export const challengeOver = (status: 401 | 422): Problem =>
  new Problem({
    status,
    code: 'challenge_over',
    title: 'That took too long, or was answered already',
    remedy: 'Begin again.',
  });

/** `cause` is the library's word, which says what did not fit. */
export const passkeyRefused = (status: 401 | 422, cause?: unknown): Problem =>
  new Problem({
    status,
    code: 'passkey_refused',
    title: 'This passkey was not accepted',
    ...(cause instanceof Error ? { detail: cause.message.slice(0, 200) } : {}),
    remedy: 'Try again, or sign in another way.',
  });
