import type { VirtualClock } from './virtual-clock.ts';

/** How an edge treats one request; the answer comes after `milliseconds`, or never. */
export interface Treatment {
  readonly milliseconds?: number;
  /** The request arrives and is carried out, the answer is lost. */
  readonly isAnswerLost?: boolean;
  /** Nothing arrives, and nothing says so. */
  readonly isSwallowed?: boolean;
  /** The connection is refused at once. */
  readonly isRefused?: boolean;
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Passed {
  readonly at: number;
  readonly edge: string;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
}

export interface FakeNetwork {
  readonly fetch: typeof fetch;
  /** Every request that was sent. */
  readonly sent: readonly Passed[];
  /** Requests that reached the platform behind the edge. */
  readonly arrived: readonly Passed[];
}

/** Edges that are functions of the request and the moment; seeded by whoever writes them. */
export function fakeNetwork(clock: VirtualClock, treat: (passed: Passed) => Treatment): FakeNetwork {
  const sent: Passed[] = [];
  const arrived: Passed[] = [];
  const never = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_, reject) => {
      const stop = () => reject(signal?.reason);
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
    });
  return {
    sent,
    arrived,
    async fetch(input, init) {
      const url = new URL(String(input));
      const key = new Headers(init?.headers).get('idempotency-key');
      const passed: Passed = {
        at: clock.monotonicMilliseconds(),
        edge: url.origin,
        method: init?.method ?? 'GET',
        path: url.pathname + url.search,
        key,
      };
      sent.push(passed);
      const treatment = treat(passed);
      if (treatment.isRefused) throw new TypeError('fetch failed');
      if (treatment.isSwallowed) return never(init?.signal);
      arrived.push(passed);
      if (treatment.isAnswerLost) return never(init?.signal);
      await clock.sleep(treatment.milliseconds ?? 5, init?.signal ?? undefined);
      const type = (treatment.status ?? 200) < 400 ? 'application/json' : 'application/problem+json';
      return new Response(JSON.stringify(treatment.body ?? {}), {
        status: treatment.status ?? 200,
        headers: { 'Content-Type': type, ...treatment.headers },
      });
    },
  };
}

/** A small seeded generator (mulberry32) with numbers from 0 to below 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
