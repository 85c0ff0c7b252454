import { doorPrefixes } from '@roundsman/api-contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { Problem } from '../problem.ts';

const prefixes = Object.values(doorPrefixes).map((prefix) => `${prefix}/`);
/** What a read may say of itself; everything else of the request is the browser's. */
const passedHeaders = ['authorization', 'accept', 'if-none-match', 'accept-language'];
/** Ours are set anew on the answer, or are no part of the read. */
const ownHeaders = new Set(['content-length', 'connection', 'transfer-encoding', 'date', 'content-encoding']);
const longestCharacters = 16_384;

interface Read {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `POST /read` with the path and the headers of a GET in a plain body: what a page of another origin sends, because its browser asks no
 * permission for it. A hedge over another edge so costs one round trip; as a GET with `Authorization` it would cost two, for each URL.
 */
export function serveReadByPost(app: FastifyInstance): void {
  app.register(async (scope) => {
    scope.addContentTypeParser('text/plain', { parseAs: 'string', bodyLimit: longestCharacters }, (_, text, done) =>
      done(null, text),
    );
    scope.post('/read', { config: { endpoint: 'read' } }, async (request, reply) => {
      const { path, headers } = readIn(request.body);
      const answer = await app.inject({ method: 'GET', url: path, headers, remoteAddress: request.ip });
      for (const [name, value] of Object.entries(answer.headers))
        if (value !== undefined && !ownHeaders.has(name)) reply.header(name, value);
      reply.header('Cache-Control', 'no-store');
      return reply.code(answer.statusCode).send(answer.rawPayload);
    });
  });
}

/** An event stream never ends and would be waited for; it travels as a GET. */
function readIn(body: FastifyRequest['body']): Read {
  const { path, headers } = parsed(body);
  const isRead =
    typeof path === 'string' &&
    prefixes.some((prefix) => path.startsWith(prefix)) &&
    !/\/live(\?|$)/.test(path) &&
    typeof headers === 'object' &&
    headers !== null;
  if (!isRead) throw notARead();
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return { path, headers: Object.fromEntries(given.filter(([name]) => passedHeaders.includes(name))) };
}

function parsed(body: unknown): { path?: unknown; headers?: unknown } {
  try {
    return JSON.parse(String(body)) ?? {};
  } catch {
    throw notARead();
  }
}

function notARead(): Problem {
  return new Problem({
    status: 400,
    code: 'not_a_read',
    title: 'This is not a read',
    remedy: 'Send {"path": "/api/…", "headers": {…}} as text/plain; writes and live feeds travel by themselves.',
  });
}
