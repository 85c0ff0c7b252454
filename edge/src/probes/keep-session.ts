import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { EdgeAddress } from '../components.ts';
import { ProbeFailed } from './fetch-bounded.ts';
import { type Look, slowFromMilliseconds } from './look.ts';
import { AccountRefused, type ProbeAccount, readSignedIn, type Session, signIn, signOut } from './sign-in.ts';

/** How the probes' account does; `refused` is its own fault, and nobody's outage. */
export interface ProbeAccountState {
  readonly state: 'signed_in' | 'refused' | 'not_yet';
  readonly sinceMs: number;
  readonly why: string | null;
}

export interface ProbeSession {
  /** For reads over any edge; null while there is none. */
  token(): string | null;
  /** The platform did not take this token any more. */
  refused(token: string): void;
  account(): ProbeAccountState;
}

export interface SessionParts {
  readonly edges: readonly EdgeAddress[];
  readonly account: ProbeAccount;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly intervalMilliseconds: number;
  /** What a whole visit says of the API. */
  onApi(look: Look): void;
  /** Two edges visited one after the other, of which the first brought nothing and the second all. */
  onPair(failed: EdgeAddress, well: EdgeAddress): void;
}

/** A token lives ten minutes. */
const KEPT_MS = 9 * 60_000;
/** Who is refused knocks less and less: tries that fail lock an account. */
const LONGEST_REFUSED_MS = 10 * 60_000;

/**
 * Signs in over one edge after the other, each round in full as a person does, and keeps the newest session for reads over all edges at once. A
 * visit that failed is made anew over a sibling: what that one brings is no fault of the API but of the first.
 */
export function keepProbeSession(
  parts: SessionParts,
  stop: AbortSignal,
): ProbeSession & { readonly done: Promise<void> } {
  const { edges, account, clock, log } = parts;
  let session: (Session & { readonly atMs: number }) | null = null;
  let state: ProbeAccountState = { state: 'not_yet', sinceMs: clock.now().getTime(), why: null };

  const become = (next: ProbeAccountState['state'], why: string | null) => {
    if (next === state.state && why === state.why) return;
    state = { state: next, sinceMs: next === state.state ? state.sinceMs : clock.now().getTime(), why };
    if (next === 'refused')
      log.error({ why }, 'PROBE_ACCOUNT is not let in: nothing is concluded of platform and edges from that');
  };

  async function visit(edge: EdgeAddress): Promise<Look> {
    try {
      const url = new URL(edge.url);
      const opened = await signIn(url, account);
      const read = await readSignedIn(url, opened.token, clock);
      if (read.kind === 'refused' && read.isOfSession) throw new AccountRefused(`reading is refused: ${read.reason}`);
      if (read.kind !== 'answered') {
        await signOut(url, opened);
        return { severity: 3, reason: `reading after signing in: ${read.reason}`, totalMilliseconds: 0 };
      }
      const before = session;
      session = { ...opened, atMs: clock.monotonicMilliseconds() };
      become('signed_in', null);
      if (before) await signOut(url, before);
      const totalMilliseconds = read.milliseconds;
      if (totalMilliseconds < slowFromMilliseconds) return { severity: 0, reason: null, totalMilliseconds };
      const seconds = (totalMilliseconds / 1_000).toFixed(1);
      return { severity: 1, reason: `slow after signing in: ${seconds} s`, totalMilliseconds };
    } catch (error) {
      if (!(error instanceof ProbeFailed)) throw error;
      return { severity: 3, reason: error.message, totalMilliseconds: 0 };
    }
  }

  async function round(edge: EdgeAddress, sibling: EdgeAddress): Promise<void> {
    const look = await visit(edge);
    if (stop.aborted) return;
    if (look.severity < 3 || sibling === edge) return parts.onApi(look);
    const again = await visit(sibling);
    if (stop.aborted) return;
    if (again.severity < 3) parts.onPair(edge, sibling);
    parts.onApi(again);
  }

  async function run(): Promise<void> {
    let wait = parts.intervalMilliseconds;
    for (let at = 0; !stop.aborted; at++) {
      try {
        await round(edges[at % edges.length]!, edges[(at + 1) % edges.length]!);
        wait = parts.intervalMilliseconds;
      } catch (error) {
        if (error instanceof AccountRefused) {
          become('refused', error.message);
          wait = Math.min(LONGEST_REFUSED_MS, wait * 2);
        } else log.error({ error }, 'a visit by signing in was lost');
      }
      await sleep(wait, undefined, { signal: stop }).catch(() => undefined);
    }
    if (session) await signOut(new URL(edges[0]!.url), session);
  }

  return {
    token: () => (session && clock.monotonicMilliseconds() - session.atMs < KEPT_MS ? session.token : null),
    refused(token) {
      if (session?.token === token) session = null;
    },
    account: () => state,
    done: run(),
  };
}
