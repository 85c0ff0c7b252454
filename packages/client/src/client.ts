import type { z } from 'zod';
import { type BuiltRequest, buildRequest } from './build-request.ts';
import type { AnswerType, CallArguments, Callable, CallOptions, Exchange, PlainOptions } from './callable.ts';
import { type ClientClock, systemClock } from './clock.ts';
import { chooseEdge } from './edges/choose-edge.ts';
import { RefusedError, UnreachableError } from './errors.ts';
import { openLive } from './live/live.ts';
import type { LiveConnection, LiveEvents, LiveOptions } from './live/live-types.ts';
import { readRefusal } from './read-answer.ts';
import { backoffMilliseconds, judge, retryAfterMilliseconds } from './retry.ts';
import type { Session } from './session/session.ts';
import { uuid7 } from './uuid7.ts';

const BUDGET_MILLISECONDS = 15_000;
const ATTEMPT_MILLISECONDS = 10_000;

export interface ClientOptions {
  /** Public ways to the platform, best first: `https://api.example.org`; '' means the page's own origin. */
  readonly edges: readonly string[];
  readonly session?: Session;
  readonly fetch?: typeof fetch;
  readonly clock?: ClientClock;
  readonly random?: () => number;
  /** Edges accept no cookie; only a member's session on the canonical origin sends one. */
  readonly credentials?: 'omit' | 'same-origin';
}

/**
 * The platform, as functions. Throws RefusedError when it says no and UnreachableError when nothing answers within the budget; an abort of
 * the caller's signal throws its reason.
 */
export interface Client {
  call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Callable<P, Q, B, A>,
    ...options: CallArguments<CallOptions<P, Q, B>>
  ): Promise<AnswerType<A>>;
  /** `call` with status and headers: for ETags and 304. */
  exchange<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Callable<P, Q, B, A>,
    ...options: CallArguments<CallOptions<P, Q, B>>
  ): Promise<Exchange<AnswerType<A>>>;
  /** For endpoints that answer a file. */
  bytes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    endpoint: Callable<P, Q, B, A>,
    ...options: CallArguments<CallOptions<P, Q, B>>
  ): Promise<Blob>;
  /** A live feed that holds itself up until closed: `client.live<PublicFeed>(liveEndpoints.feed, …)`. */
  live<Events extends LiveEvents>(endpoint: Callable, options: LiveOptions<Events>): LiveConnection;
}

export function createClient(options: ClientOptions): Client {
  const { session, credentials = 'omit' } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const edges = chooseEdge(
    options.edges.map((edge) => edge.replace(/\/+$/, '')),
    clock,
  );
  if (options.edges.length === 0) throw new TypeError('A client needs at least one edge');

  /** One request over one edge, its body read within the same time limit by `read`. */
  async function attempt<T>(
    edge: string,
    request: BuiltRequest,
    authorization: string | null,
    limit: { signal: AbortSignal | undefined; milliseconds: number },
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const stop = new AbortController();
    const pass = () => stop.abort(limit.signal?.reason);
    if (limit.signal?.aborted) pass();
    limit.signal?.addEventListener('abort', pass, { once: true });
    const timer = setTimeout(() => stop.abort(new UnreachableError('timeout')), limit.milliseconds);
    try {
      const response = await send(`${edge}${request.path}`, {
        method: request.method,
        headers: authorization ? { ...request.headers, Authorization: authorization } : request.headers,
        body: request.body,
        credentials,
        signal: stop.signal,
      });
      if (response.ok || response.status === 304) return await read(response);
      const error = await readRefusal(response);
      throw new Refusal(error, retryAfterMilliseconds(response.headers.get('retry-after'), clock.epochMilliseconds()));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (stop.signal.aborted) throw stop.signal.reason;
      throw new UnreachableError('network', error);
    } finally {
      clearTimeout(timer);
      limit.signal?.removeEventListener('abort', pass);
    }
  }

  async function request<T>(
    endpoint: Callable,
    plain: PlainOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const built = buildRequest(endpoint, plain, () => uuid7(clock.epochMilliseconds()));
    const end = clock.monotonicMilliseconds() + (plain.budgetMilliseconds ?? BUDGET_MILLISECONDS);
    const attempts = plain.attempts ?? 3 + options.edges.length;
    let mayRenew = true;
    let elsewhere = options.edges.length - 1;

    for (let failures = 1; ; failures++) {
      const edge = edges.order()[0]!;
      const authorization =
        endpoint.access === 'anyone' ? null : ((await session?.authorization(plain.signal)) ?? null);
      const remaining = end - clock.monotonicMilliseconds();
      const milliseconds = Math.max(1, Math.min(remaining, plain.attemptMilliseconds ?? ATTEMPT_MILLISECONDS));
      try {
        const answer = await attempt(edge, built, authorization, { signal: plain.signal, milliseconds }, read);
        edges.answered(edge);
        return answer;
      } catch (thrown) {
        const { error, retryAfter } = thrown instanceof Refusal ? thrown : { error: thrown, retryAfter: 0 };
        if (error instanceof RefusedError && error.status === 401 && mayRenew && session && authorization) {
          mayRenew = false;
          if (await session.refused(authorization)) continue;
        }
        const verdict = judge(error);
        if (verdict === 'give_up') throw error;
        if (verdict === 'repeat_elsewhere') edges.failed(edge);
        if (failures >= attempts) throw final(error);
        if (verdict === 'repeat_elsewhere' && elsewhere > 0) {
          elsewhere--;
          continue;
        }
        const wait = Math.max(retryAfter, backoffMilliseconds(failures, random));
        if (clock.monotonicMilliseconds() + wait >= end) throw final(error);
        await clock.sleep(wait, plain.signal);
      }
    }
  }

  const exchange = (endpoint: Callable, plain: PlainOptions = {}) =>
    request(endpoint, plain, async (response) => ({
      status: response.status,
      headers: response.headers,
      answer: response.status === 204 || response.status === 304 ? undefined : await response.json(),
    }));

  // The signatures of `Client` are what callers see; inside, an endpoint's types have served their purpose.
  return {
    call: async (endpoint: Callable, plain?: PlainOptions) => (await exchange(endpoint, plain)).answer,
    exchange,
    bytes: (endpoint: Callable, plain: PlainOptions = {}) => request(endpoint, plain, (response) => response.blob()),
    live: (endpoint: Callable, live: LiveOptions<LiveEvents>) =>
      openLive(endpoint, live, { edges, session, clock, random, send, credentials }),
  } as Client;
}

/** An answer that was a refusal, with how long it asked us to wait. */
class Refusal extends Error {
  readonly error: RefusedError | UnreachableError;
  readonly retryAfter: number;
  constructor(error: RefusedError | UnreachableError, retryAfter: number) {
    super(error.message);
    this.error = error;
    this.retryAfter = retryAfter;
  }
}

/** `still_running` is never a final answer: for the caller the outcome is simply not known yet. */
function final(error: unknown): unknown {
  return error instanceof RefusedError && error.code === 'still_running'
    ? new UnreachableError('timeout', error)
    : error;
}
