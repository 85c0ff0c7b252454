import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { Problem } from '../problem.ts';

export interface EdgeProgramRelay {
  /** The edge program's own address, as the platform reaches it. */
  readonly edgeUrl: string;
  /** Told which edges its list has, as origins. */
  onEdges(origins: readonly string[]): void;
}

const patienceMilliseconds = 1_500;
/** How often the version of the list is looked up: with it every answer tells clients that a newer one is in force. */
const lookEveryMilliseconds = 2_000;
const longestBytes = 65_536;

/**
 * An installation without edges of its own before it still gives its clients the edge program's list and takes their reports: passed on as
 * they are, within a second and a half, and never so that the platform waits for it. Real edges send `/edge-api/` there themselves.
 */
export function relayEdgeProgram(app: FastifyInstance, { edgeUrl, onEdges }: EdgeProgramRelay): void {
  let version: string | null = null;
  const look = async () => {
    const list = await listOf(edgeUrl);
    if (!list) return;
    version = list.version;
    onEdges(list.origins);
  };
  void look();
  const looking = setInterval(() => void look(), lookEveryMilliseconds);
  looking.unref();
  app.addHook('onClose', async () => clearInterval(looking));
  app.addHook('onRequest', async (_, reply) => {
    if (version !== null) reply.header('Edges-Version', version);
  });
  app.register(async (scope) => {
    scope.addContentTypeParser(
      ['text/plain', 'application/reports+json'],
      { parseAs: 'buffer', bodyLimit: longestBytes },
      (_, body, done) => done(null, body),
    );
    const relay = (request: FastifyRequest, reply: FastifyReply) => pass(edgeUrl, request, reply);
    scope.get('/edge-api/manifest-key', { config: { endpoint: 'edge.manifest-key' } }, relay);
    scope.get('/edge-api/manifest', { config: { endpoint: 'edge.manifest' } }, relay);
    scope.post('/edge-api/beacons', { config: { endpoint: 'edge.beacons' } }, relay);
    scope.post('/edge-api/network-errors', { config: { endpoint: 'edge.network-errors' } }, relay);
  });
}

async function listOf(edgeUrl: string): Promise<{ version: string; origins: string[] } | null> {
  try {
    const answer = await fetch(`${edgeUrl}/edge-api/manifest`, { signal: AbortSignal.timeout(patienceMilliseconds) });
    const version = answer.headers.get('edges-version');
    const signed = (await answer.json()) as { manifest: string };
    const { edges } = JSON.parse(signed.manifest) as { edges: readonly { url: string }[] };
    return version === null ? null : { version, origins: edges.map(({ url }) => new URL(url).origin) };
  } catch {
    return null;
  }
}

async function pass(edgeUrl: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  try {
    const answer = await fetch(edgeUrl + request.url, {
      method: request.method,
      headers: {
        'content-type': request.headers['content-type'] ?? 'text/plain',
        // Which client network speaks: the monitor asks for several before it believes.
        'x-forwarded-for': request.ip,
      },
      ...(request.method === 'POST' ? { body: request.body as Buffer<ArrayBuffer> } : {}),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    const version = answer.headers.get('edges-version');
    if (version !== null) reply.header('Edges-Version', version);
    const text = await answer.text();
    return reply
      .code(answer.status)
      .header('Content-Type', answer.headers.get('content-type') ?? 'application/json')
      .header('Cache-Control', 'no-store')
      .serializer((payload: unknown) => payload as string)
      .send(text);
  } catch {
    throw new Problem({
      status: 503,
      code: 'edge_program_unreachable',
      title: 'The edge program does not answer',
      remedy: 'Keep the list of edges there is and go on.',
      retryAfterSeconds: 10,
    });
  }
}
