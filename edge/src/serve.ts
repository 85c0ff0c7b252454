import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import type { Logger } from 'pino';
import { Problem } from './problem.ts';
import { cacheControlOf, type Publisher, typeOf } from './status/index.ts';

const bodyLimitBytes = 64 * 1024;
/** A whole request, body included: slow senders do not hold connections for ever. */
const requestTimeoutMilliseconds = 10_000;

const pagePolicy = (publicUrl: string) =>
  `default-src 'self'; connect-src 'self' ${new URL(publicUrl).origin}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`;

/** The program's HTTP side: what is published, open to every origin, and the one way in which it refuses. */
export function buildServer(
  { directory, url }: { directory: string; url: string },
  publisher: Publisher,
  log: Logger,
): FastifyInstance {
  const describeFile = (reply: FastifyReply, path: string) => describe(reply, path, pagePolicy(url));
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMilliseconds,
    return503OnClosing: true,
  }) as unknown as FastifyInstance;

  app.addHook('onRequest', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    // No cookie is ever read here, so nothing is lost by answering every page; writing takes a token that must be sent.
    reply.header('access-control-allow-origin', '*');
  });
  app.options('/*', (_, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST, PUT')
      .header('access-control-allow-headers', 'authorization, content-type, idempotency-key')
      .header('access-control-max-age', '7200')
      .send(),
  );

  app.get('/healthz', () => ({ state: 'operational' }));
  // From memory: a file replaced between its stat and its read would be cut to the old one's length, and a full disk
  // must not silence the page. The built page's own files never change under us and come from the folder.
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?')[0]?.slice(1) || 'index.html';
    const file = ['GET', 'HEAD'].includes(request.method) ? publisher.read(path) : undefined;
    if (!file) return;
    const tag = `"${file.tag}"`;
    describeFile(reply, path).header('etag', tag).type(typeOf(path));
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply.send(file.text);
  });
  app.register(fastifyStatic, {
    root: directory,
    cacheControl: false,
    setHeaders: (reply, path) => void describeFile(reply, path),
  });

  app.setNotFoundHandler((_, reply) =>
    refuse(reply, new Problem({ status: 404, code: 'not_found', title: 'There is nothing here' })),
  );
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Problem) return refuse(reply, error);
    const known = frameworkProblem(error as { statusCode?: number; message: string });
    if (known) return refuse(reply, known);
    request.log.error({ error }, 'a request failed');
    return refuse(reply, new Problem({ status: 500, code: 'internal', title: 'Something went wrong on our side' }));
  });
  return app;
}

function describe(reply: FastifyReply, path: string, policy: string): FastifyReply {
  reply.header('cache-control', cacheControlOf(path));
  if (path.endsWith('.html')) reply.header('content-security-policy', policy);
  return reply;
}

function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem.document));
}

/** What the framework refuses before any code of ours: unreadable JSON, too large a body, a strange content type. */
function frameworkProblem({ statusCode, message }: { statusCode?: number; message: string }): Problem | null {
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return null;
  const code = { 413: 'body_too_large', 415: 'unsupported_media_type' }[statusCode] ?? 'bad_request';
  return new Problem({ status: statusCode, code, title: 'The request cannot be read', detail: message });
}
