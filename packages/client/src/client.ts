import type { z } from 'zod';
import { reportSightings } from './beacons/report.ts';
import { buildRequest } from './build-request.ts';
import type { AnswerType, CallArguments, Callable, CallOptions, Exchange, PlainOptions } from './callable.ts';
import { type ClientClock, systemClock } from './clock.ts';
import { chooseEdge } from './edges/choose-edge.ts';
import { followManifest, MANIFEST_PATH, type ManifestOptions, VERSION_HEADER } from './edges/follow-manifest.ts';
import { RefusedError } from './errors.ts';
import { openLive } from './live/live.ts';
import type { LiveConnection, LiveEvents, LiveOptions } from './live/live-types.ts';
import { ask, Refusal } from './requests/ask.ts';
import { HEDGE_MILLISECONDS, hedgeDelays } from './requests/hedge-delay.ts';
import { type EdgeRequest, overEdge } from './requests/over-edge.ts';
import { openRetryBudget } from './requests/retry-budget.ts';
import type { Session } from './session/session.ts';
import { uuid7 } from './uuid7.ts';

const BUDGET_MILLISECONDS = 15_000;
const ATTEMPT_MILLISECONDS = 10_000;
/** A larger body is not sent a second time only because an answer is slow. */
const LARGEST_HEDGED_CHARACTERS = 65_536;
const CANARY_MILLISECONDS = 1_000;

export interface ClientOptions {
  /** Public ways to the platform, best first: `https://api.example.org`; '' means the page's own origin. */
  readonly edges: readonly string[];
  readonly session?: Session;
  readonly fetch?: typeof fetch;
  readonly clock?: ClientClock;
  readonly random?: () => number;
  /** Edges accept no cookie; only a member's session on the canonical origin sends one. */
  readonly credentials?: 'omit' | 'same-origin';
  /** Follow the signed list of edges that the edge program publishes. */
  readonly manifest?: ManifestOptions;
  /** Tell the edge program what this client sees of the edges. */
  readonly reports?: boolean;
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
  /** The same ways to the platform, with all that is known of them, for calls in the name of somebody. */
  as(session: Session): Client;
}

export function createClient(options: ClientOptions): Client {
  if (options.edges.length === 0) throw new TypeError('No edge');
  const { credentials = 'omit' } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const configured = options.edges.map((edge) => edge.replace(/\/+$/, ''));
  const edges = chooseEdge(configured, clock, Math.floor(random() * 2 ** 32));
  const wire = { send, clock, credentials };
  const asker = {
    edges,
    clock,
    random,
    delays: hedgeDelays(),
    budget: openRetryBudget(clock),
    lines: new Map(),
  };
  const manifest = followManifest(options.manifest, edges, clock, () =>
    ask(
      {
        endpointId: MANIFEST_PATH,
        isHedged: true,
        attempts: 3,
        budgetMilliseconds: ATTEMPT_MILLISECONDS,
        // Whatever answers was reached; `readManifest` tells a list from anything else.
        over: (edge, signal) =>
          send(edge + MANIFEST_PATH, { credentials: 'omit', signal }).then((response) => response.json()),
      },
      asker,
    ),
  );
  if (options.reports) {
    const client = uuid7(clock.epochMilliseconds());
    reportSightings(edges, { send, clock, client, heard: manifest.heard });
  }

  async function request<T>(
    session: Session | undefined,
    endpoint: Callable,
    plain: PlainOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const built = buildRequest(endpoint, plain, () => uuid7(clock.epochMilliseconds()));
    await manifest.ready;
    const isOpen = endpoint.access === 'anyone';
    let authorization = isOpen ? null : ((await session?.authorization(plain.signal)) ?? null);
    let mayRenew = true;
    const milliseconds = plain.attemptMilliseconds ?? ATTEMPT_MILLISECONDS;
    const hear = (response: Response) => {
      manifest.heard(response.headers.get(VERSION_HEADER));
      return read(response);
    };

    async function over(edge: string, signal: AbortSignal): Promise<T> {
      const used = authorization;
      const asked: EdgeRequest = { edge, request: built, authorization: used, signal, milliseconds };
      try {
        return await overEdge(asked, wire, hear);
      } catch (error) {
        const isStale = error instanceof Refusal && error.error instanceof RefusedError && error.error.status === 401;
        if (!isStale || !session || used === null) throw error;
        // Another try of the same call may have renewed it meanwhile.
        if (authorization === used) {
          if (!mayRenew) throw error;
          mayRenew = false;
          if (!(await session.refused(used))) throw error;
          authorization = await session.authorization(signal);
        }
        return overEdge({ ...asked, authorization }, wire, hear);
      }
    }

    const isRead = endpoint.method === 'GET';
    if (isRead) sendCanary({ request: built, authorization });
    return ask(
      {
        endpointId: endpoint.id,
        isHedged: plain.hedge !== false && (isRead || sizeOf(built.body) <= LARGEST_HEDGED_CHARACTERS),
        attempts: plain.attempts ?? 3 + configured.length,
        budgetMilliseconds: plain.budgetMilliseconds ?? BUDGET_MILLISECONDS,
        signal: plain.signal,
        over,
      },
      asker,
    );
  }

  /** The same read over an edge that was set aside, beside the real one: how else would it ever be seen to be well again. */
  function sendCanary(what: Pick<EdgeRequest, 'request' | 'authorization'>): void {
    const edge = edges.canary();
    if (edge === null || !asker.budget.spend('eager')) return;
    const startedAt = clock.monotonicMilliseconds();
    const signal = new AbortController().signal;
    const say = (isGood: boolean) => {
      const milliseconds = clock.monotonicMilliseconds() - startedAt;
      edges.saw({
        kind: isGood && milliseconds <= HEDGE_MILLISECONDS ? 'canary_good' : 'canary_bad',
        edge,
        milliseconds,
      });
    };
    overEdge({ ...what, edge, signal, milliseconds: CANARY_MILLISECONDS }, wire, (response) => response.text()).then(
      () => say(true),
      // A refusal is an answer too: it came all the way.
      (error: unknown) =>
        say(error instanceof Refusal && error.error instanceof RefusedError && error.error.status < 500),
    );
  }

  function clientOf(session: Session | undefined): Client {
    const exchange = (endpoint: Callable, plain: PlainOptions = {}) =>
      request(session, endpoint, plain, async (response) => ({
        status: response.status,
        headers: response.headers,
        answer: response.status === 204 || response.status === 304 ? undefined : await response.json(),
      }));

    // The signatures of `Client` are what callers see; inside, an endpoint's types have served their purpose.
    return {
      call: async (endpoint: Callable, plain?: PlainOptions) => (await exchange(endpoint, plain)).answer,
      exchange,
      bytes: (endpoint: Callable, plain: PlainOptions = {}) =>
        request(session, endpoint, plain, (response) => response.blob()),
      live: (endpoint: Callable, live: LiveOptions<LiveEvents>) =>
        openLive(endpoint, live, { edges, session, clock, random, send, credentials, compare: manifest.refresh }),
      as: clientOf,
    } as Client;
  }
  return clientOf(options.session);
}

/** Characters or bytes, near enough to tell a form from a film. */
function sizeOf(body: ReturnType<typeof buildRequest>['body']): number {
  if (body === undefined) return 0;
  if (typeof body === 'string') return body.length;
  return body instanceof Blob ? body.size : body.byteLength;
}
