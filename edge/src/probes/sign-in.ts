import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { EdgeAddress } from '../components.ts';
import { type BoundedAnswer, fetchBounded, ProbeFailed } from './fetch-bounded.ts';
import { type Look, leastBodyBytes, probeTimeoutMilliseconds, slowFromMilliseconds } from './look.ts';

/** A member of the platform who may read and nothing else. */
export interface ProbeAccount {
  readonly email: string;
  readonly password: string;
}

export interface SignInParts {
  readonly edges: readonly EdgeAddress[];
  readonly account: ProbeAccount;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly intervalMilliseconds: number;
  onLook(edge: EdgeAddress, look: Look): void;
}

/** Hashing a password is slow on purpose; what follows has the second of every probe. */
const signInTimeoutMilliseconds = 3_000;
/** Longer than one packet in every organisation: the rules that come with it. */
const readPath = '/api/notification-rules';
const bodyBytes = 64 * 1024;
const SAID_EVERY_ROUNDS = 100;

/** Signs in over one edge, reads what only a member may read, and signs out: each over a connection, and with it a TLS handshake, of its own. */
export async function lookBySignIn(edge: URL, account: ProbeAccount, clock: EdgeClock): Promise<Look> {
  let slowest = 0;
  try {
    const signedIn = await fetchBounded(new URL('/api/session', edge), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: account.email, password: account.password }),
      timeoutMilliseconds: signInTimeoutMilliseconds,
      atMostBytes: bodyBytes,
    });
    if (signedIn.status === 401 || signedIn.status === 422) throw new AccountRefused();
    if (signedIn.status !== 200) throw new ProbeFailed(`signing in: status ${signedIn.status}`);
    const token = tokenOf(signedIn);
    const from = clock.monotonicMilliseconds();
    const read = await fetchBounded(new URL(readPath, edge), {
      headers: { authorization: `Bearer ${token}` },
      timeoutMilliseconds: probeTimeoutMilliseconds,
      atMostBytes: bodyBytes,
    });
    slowest = Math.round(clock.monotonicMilliseconds() - from);
    // Left open it would end by itself in time; tidy is better, and no part of the verdict.
    await fetchBounded(new URL('/api/session', edge), {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}`, cookie: signedIn.cookies.join('; ') },
      timeoutMilliseconds: probeTimeoutMilliseconds,
      atMostBytes: bodyBytes,
    }).catch(() => undefined);
    if (read.status !== 200) throw new ProbeFailed(`reading after signing in: status ${read.status}`);
    if (read.body.length <= leastBodyBytes)
      throw new ProbeFailed(`an answer of ${read.body.length} bytes, too short to be whole`);
  } catch (error) {
    if (!(error instanceof ProbeFailed)) throw error;
    return { severity: 3, reason: error.message, totalMilliseconds: slowest };
  }
  if (slowest < slowFromMilliseconds) return { severity: 0, reason: null, totalMilliseconds: slowest };
  return { severity: 1, reason: `slow after signing in: ${(slowest / 1000).toFixed(1)} s`, totalMilliseconds: slowest };
}

/** Nobody's outage: the setting names an account that the platform does not know. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused';
}

/** One edge after the other, so that each is signed in to every few rounds and the platform hashes one password a round. */
export async function probeBySignIn(parts: SignInParts, stop: AbortSignal): Promise<void> {
  let wasLetIn = false;
  for (let round = 0; !stop.aborted; round++) {
    const edge = parts.edges[round % parts.edges.length]!;
    try {
      const look = await lookBySignIn(new URL(edge.url), parts.account, parts.clock);
      wasLetIn ||= look.severity < 3;
      if (!stop.aborted) parts.onLook(edge, look);
    } catch (error) {
      if (error instanceof AccountRefused && wasLetIn)
        parts.onLook(edge, {
          severity: 3,
          reason: 'signing in is refused that was allowed before',
          totalMilliseconds: 0,
        });
      else if (round % SAID_EVERY_ROUNDS === 0)
        parts.log.error({ error: String(error) }, 'PROBE_ACCOUNT cannot sign in: nothing is concluded from that');
    }
    await sleep(parts.intervalMilliseconds, undefined, { signal: stop }).catch(() => undefined);
  }
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
