import type { EdgeClock } from '../clock.ts';
import { type BoundedAnswer, fetchBounded, ProbeFailed } from './fetch-bounded.ts';
import { leastBodyBytes, probeTimeoutMilliseconds } from './look.ts';

/** A member of the platform who may read and nothing else. */
export interface ProbeAccount {
  readonly email: string;
  readonly password: string;
}

export interface Session {
  readonly token: string;
  readonly cookies: readonly string[];
}

/** What became of a read with a session's token. */
export type SignedInRead =
  | { readonly kind: 'answered'; readonly milliseconds: number }
  /** The platform said no in its own words, which is no word about the way to it; `isOfSession`: another session may be let in. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isOfSession: boolean }
  | { readonly kind: 'failed'; readonly reason: string };

/** Hashing a password is slow on purpose; what follows has the second of every probe. */
const signInTimeoutMilliseconds = 3_000;
/** Longer than one packet in every organisation: the rules that come with it. */
const readPath = '/api/notification-rules';
const bodyBytes = 64 * 1024;

/** Nobody's outage: the account is not let in, because it was changed, locked or never there, or tries too often. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused';
}

/** Over a connection, and with it a TLS handshake, of its own, as all of these. Throws `AccountRefused`, or `ProbeFailed` when it cannot be tried. */
export async function signIn(edge: URL, account: ProbeAccount): Promise<Session> {
  const answer = await fetchBounded(new URL('/api/session', edge), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: account.email, password: account.password }),
    timeoutMilliseconds: signInTimeoutMilliseconds,
    atMostBytes: bodyBytes,
  });
  if (isRefusal(answer.status)) throw new AccountRefused(`signing in is refused: ${wordsOf(answer)}`);
  if (answer.status !== 200) throw new ProbeFailed(`signing in: status ${answer.status}`);
  return { token: tokenOf(answer), cookies: answer.cookies };
}

/** Reads what only a member may read, and more of it than a packet. Never throws for what the far side does. */
export async function readSignedIn(
  edge: URL,
  token: string,
  clock: EdgeClock,
  localAddress: string | null = null,
): Promise<SignedInRead> {
  const from = clock.monotonicMilliseconds();
  try {
    const answer = await fetchBounded(new URL(readPath, edge), {
      headers: { authorization: `Bearer ${token}` },
      timeoutMilliseconds: probeTimeoutMilliseconds,
      atMostBytes: bodyBytes,
      ...(localAddress !== null && { localAddress }),
    });
    if (isRefusal(answer.status) || answer.contentType.startsWith('application/problem+json'))
      return { kind: 'refused', reason: wordsOf(answer), isOfSession: [401, 403].includes(answer.status) };
    if (answer.status !== 200) return { kind: 'failed', reason: `status ${answer.status}` };
    if (answer.body.length <= leastBodyBytes)
      return { kind: 'failed', reason: `an answer of ${answer.body.length} bytes, too short to be whole` };
    return { kind: 'answered', milliseconds: Math.round(clock.monotonicMilliseconds() - from) };
  } catch (error) {
    if (!(error instanceof ProbeFailed)) throw error;
    return { kind: 'failed', reason: error.message };
  }
}

/** Left open a session would end by itself in time; tidy is better, and no part of any verdict. */
export async function signOut(edge: URL, { token, cookies }: Session): Promise<void> {
  await fetchBounded(new URL('/api/session', edge), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}`, cookie: cookies.join('; ') },
    timeoutMilliseconds: probeTimeoutMilliseconds,
    atMostBytes: bodyBytes,
  }).catch(() => undefined);
}

const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 408;

function wordsOf({ status, body }: BoundedAnswer): string {
  try {
    const { code } = JSON.parse(body.toString('utf8')) as { code?: unknown };
    if (typeof code === 'string') return `status ${status}, ${code}`;
  } catch {
    // The status says enough.
  }
  return `status ${status}`;
}

function tokenOf({ body }: BoundedAnswer): string {
  try {
    const { token } = JSON.parse(body.toString('utf8')) as { token?: unknown };
    if (typeof token === 'string') return token;
  } catch {
    // Said below.
  }
  throw new ProbeFailed('the answer to signing in cannot be read');
}
