import { doorPrefixes } from '@roundsman/api-contract';
import type { FastifyInstance } from 'fastify';

const prefixes = [...Object.values(doorPrefixes).map((prefix) => `${prefix}/`), '/read', '/edge-api/'];
const requestHeaders =
  'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, If-None-Match, If-Match, Roundsman-Version, Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata';
const answerHeaders =
  'Request-Id, Retry-After, RateLimit, RateLimit-Policy, Idempotency-Replayed, ETag, Roundsman-Version, Edges-Version, Location, Tus-Resumable, Tus-Version, Upload-Offset, Upload-Length, Upload-Expires';

const UPLOADS = /^\/(api|operator-api)\/uploads(\/|$)/;
const tus = {
  'Tus-Resumable': '1.0.0',
  'Tus-Version': '1.0.0',
  'Tus-Extension': 'creation,termination,expiration',
};

/**
 * Every edge is an API origin of every app. Calls carry bearer tokens and never cookies from elsewhere, so any origin
 * may ask: without a token it learns nothing that it could not ask for by itself.
 */
export function allowOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!prefixes.some((prefix) => request.url.startsWith(prefix))) return;
    reply.header('Access-Control-Allow-Origin', '*');
    reply.header('Access-Control-Expose-Headers', answerHeaders);
    // A page sees how long name, connection and first byte took over each edge.
    reply.header('Timing-Allow-Origin', '*');
    if (request.method !== 'OPTIONS') return;
    reply.header('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
    // What a tus client may ask before it begins.
    if (UPLOADS.test(request.url)) reply.headers(tus);
    reply.header('Access-Control-Allow-Headers', requestHeaders);
    reply.header('Access-Control-Max-Age', '7200');
    return reply.code(204).send();
  });
}
