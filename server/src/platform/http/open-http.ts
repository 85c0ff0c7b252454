import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import { doorPrefixes, PROBE_AGENT, problemCodes } from '@roundsman/api-contract';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';

import type { RealClock } from '../clock/index.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log/index.ts';
import { type Metrics, organisationLabels } from '../metrics/index.ts';
import { type Overload, openOverload } from '../overload/index.ts';
import { Problem } from '../problem.ts';
import { allowOtherOrigins } from './cross-origin.ts';
import { errorToProblem, internalError, malformedJson } from './error-to-problem.ts';
import { type ComponentHealth, type ReadinessCheck, serveHealth } from './health.ts';
import { serveReadByPost } from './read-by-post.ts';
import { relayEdgeProgram } from './relay-edge-program.ts';
import { callerOf } from './request-caller.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { openStreams, type Streams } from './streams.ts';
import { TokenBuckets } from './token-buckets.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    endpoint?: string;
    door?: string;
    bodyTypes?: readonly string[] | undefined;
    isFeed?: boolean;
    workOf?: string | undefined;
  }
}

export interface HttpOptions {
  readonly clock: RealClock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Decides who may come in when there is more to do than can be done; none: one that sees the event loop only. */
  readonly overload?: Overload;
  /** Hold answers to their schemas too: on in tests, where a broken contract is to be found. */
  readonly checkAnswers?: boolean;
  /** Other origins that pages may call. */
  readonly connectOrigins?: readonly string[];
  /** The public address is HTTPS and somebody before us terminates it. */
  readonly httpsOnly?: boolean;
  /** How long a request may take to arrive whole; a minute of it for its head. 120 s unless said. */
  readonly slowestMilliseconds?: number;
  /** Proxies whose X-Forwarded-For is believed: addresses and ranges, comma-separated. */
  readonly trustProxy?: string;
  readonly metricsToken?: string;
  /** PEM: with it the server speaks HTTPS and nothing else. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The edge program, whose list of edges is handed to clients and whose reports are passed on. */
  readonly edgeUrl?: string;
}

/** The platform's HTTP server, before it listens. */
export interface Http {
  readonly app: FastifyInstance;
  readonly clock: RealClock;
  readonly streams: Streams;
  readonly buckets: TokenBuckets;
  readonly overload: Overload;
  readonly checkAnswers: boolean;
  /** Asked by `/readyz`; roles add theirs. */
  readonly readiness: ReadinessCheck[];
  readonly components: ComponentHealth[];
  /** Ends live streams, takes no new requests and waits for those under way. */
  close(): Promise<void>;
}

const drainMilliseconds = 10_000;

/** Fastify types a server over TLS apart; all that is used here is common to both. */
const overTls = (tls: NonNullable<HttpOptions['tls']>) => ({ https: tls as unknown as null });

export async function openHttp(options: HttpOptions): Promise<Http> {
  const { log, metrics, clock, slowestMilliseconds: slowest = 120_000 } = options;
  const app: FastifyInstance = fastify({
    logger: false,
    ...(options.tls && overTls(options.tls)),
    genReqId: () => newId(),
    bodyLimit: 1_048_576,
    requestTimeout: slowest,
    http: { headersTimeout: Math.min(slowest, 60_000), connectionsCheckingInterval: Math.min(slowest, 15_000) },
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: true },
    frameworkErrors(error, request, reply) {
      void sendProblem(log, error, request, reply as FastifyReply, false);
    },
    clientErrorHandler(error, socket) {
      if (!socket.writable || (error as NodeJS.ErrnoException).code === 'ECONNRESET') return;
      const problem = new Problem({
        status: 400,
        code: 'bad_request',
        title: 'This is not an HTTP request that can be read',
      });
      const body = JSON.stringify(problem.toDocument());
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('Request-Id', request.id);
  });
  allowOtherOrigins(app);
  readBodies(app);
  await app.register(cookie);
  // Clients follow the edge program's list of edges wherever it leads, and pages only where their policy lets them.
  let listed: readonly string[] = [];
  await addSecurityHeaders(app, {
    connect: () => [...new Set([...(options.connectOrigins ?? []), ...listed])],
    httpsOnly: options.httpsOnly ?? false,
  });
  // Quality 4: a file that changes with each answer is not worth brotli's slow best.
  await app.register(compress, { threshold: 1_024, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } });
  app.setErrorHandler((error, request, reply) =>
    sendProblem(log, error, request, reply, options.checkAnswers ?? false),
  );
  answerUnknownPaths(app);
  measure(app, log, metrics);
  serveReadByPost(app);
  if (options.edgeUrl !== undefined) {
    const onEdges = (origins: readonly string[]) => {
      listed = origins;
    };
    relayEdgeProgram(app, { edgeUrl: options.edgeUrl, onEdges });
  }

  const readiness: ReadinessCheck[] = [];
  const components: ComponentHealth[] = [];
  const { metricsToken } = options;
  serveHealth(app, { metrics, checks: readiness, components, ...(metricsToken === undefined ? {} : { metricsToken }) });
  const streams = openStreams(metrics);

  return {
    app,
    clock,
    streams,
    buckets: new TokenBuckets(clock),
    overload: options.overload ?? openOverload({ metrics, connections: 1 }),
    checkAnswers: options.checkAnswers ?? false,
    readiness,
    components,
    async close() {
      streams.endAll();
      const force = setTimeout(() => app.server.closeAllConnections(), drainMilliseconds);
      await app.close();
      clearTimeout(force);
    },
  };
}

/** JSON is read whole; every other kind reaches the endpoint as a stream, which takes or refuses it. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('remove', 'remove');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') return done(null, undefined);
    void parse(request, text as string, (error, value) => {
      if (error) done(malformedJson(error.message), undefined);
      else done(null, value);
    });
  });
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
}

/** An unknown path is 404; a known one asked with another method is 405 and says which are taken. */
function answerUnknownPaths(app: FastifyInstance): void {
  const routes: { method: string; path: RegExp }[] = [];
  const prefixes = Object.values(doorPrefixes);
  app.addHook('onRoute', ({ method, url }) => {
    if (!prefixes.some((prefix) => url.startsWith(prefix))) return;
    const path = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`);
    for (const one of [method].flat()) routes.push({ method: one, path });
  });
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?')[0]!;
    const methods = [...new Set(routes.filter((route) => route.path.test(path)).map((route) => route.method))];
    if (methods.length === 0) {
      throw new Problem({
        status: 404,
        code: 'not_found',
        title: 'There is nothing at this path',
        detail: `${request.method} ${path}`.slice(0, 300),
        remedy: 'See the API reference for the paths there are.',
      });
    }
    throw new Problem({
      status: 405,
      code: 'method_not_allowed',
      title: `${request.method} is not taken at this path`,
      remedy: `Use ${methods.join(' or ')}.`,
      extra: { allow: methods },
    });
  });
}

function sendProblem(
  log: Log,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  check: boolean,
): FastifyReply {
  const known = errorToProblem(error);
  if (known === null && isOfClientGone(error, request)) return reply.code(CLIENT_GONE).send();
  if (known === null) log.error({ err: error, requestId: request.id, url: request.url }, 'a request failed');
  const problem = known ?? internalError();
  if (check && !problemCodes.get(problem.code)?.status.includes(problem.status))
    log.error({ url: request.url }, `the catalogue of problems has no ${problem.code} with ${problem.status}`);
  if (problem.retryAfterSeconds !== undefined) reply.header('Retry-After', String(problem.retryAfterSeconds));
  if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer');
  if (Array.isArray(problem.extra.allow)) reply.header('Allow', problem.extra.allow.join(', '));
  // A body that was not read to its end would be taken for the next request of the connection.
  if (!request.raw.complete) reply.header('Connection', 'close');
  return reply
    .code(problem.status)
    .header('Request-Id', request.id)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .serializer((payload: unknown) => payload as string)
    .send(JSON.stringify({ ...problem.toDocument(), instance: request.id }));
}

/** What nginx logs when nobody is there to hear the answer: no fault of ours, and no answer either. */
const CLIENT_GONE = 499;

/** The answer found its line closed: the client had gone. */
const isOfClientGone = (error: unknown, { raw }: FastifyRequest) =>
  raw.socket.destroyed && (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';

function measure(app: FastifyInstance, log: Log, metrics: Metrics): void {
  const labelOf = organisationLabels();
  const { organisationRequests, componentTraffic } = metrics;
  app.addHook('onRoute', ({ config: { door, workOf } = {} }) => {
    // A door that nobody has come through yet stands at zero: silence is told from no word.
    if (door)
      for (const caller of ['member', 'other'])
        organisationRequests.inc({ door, caller, organisation: 'none', outcome: 'ok' }, 0);
    if (workOf) componentTraffic.offer(workOf);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { endpoint = 'other', door = 'none', isFeed } = request.routeOptions.config;
    // A feed ends when its reader goes: that is how it is meant.
    if (isFeed) return;
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) return;
      metrics.clientsGone.inc({ door });
      log.debug({ requestId: request.id, door, endpoint }, 'the client went away before its answer was whole');
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { endpoint = 'other', door = 'none', workOf } = request.routeOptions.config;
    metrics.httpRequests.observe({ door, endpoint, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    const outcome = reply.statusCode >= 500 ? 'failed' : 'ok';
    const { organisationId = null, kind = null } = callerOf(request) ?? {};
    const caller = kind === 'member' ? 'member' : 'other';
    const isTraffic = door !== 'none' && request.headers['user-agent'] !== PROBE_AGENT;
    if (isTraffic) organisationRequests.inc({ door, caller, organisation: labelOf(organisationId), outcome });
    if (workOf) componentTraffic.add(workOf, organisationId, { outcome });
    const level = reply.statusCode >= 500 ? 'warn' : 'debug';
    log[level](
      {
        requestId: request.id,
        door,
        endpoint,
        method: request.method,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}
