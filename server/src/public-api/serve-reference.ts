import { readFileSync } from 'node:fs';
import { examplesFor, openApiDocument } from '@roundsman/api-contract';
import type { FastifyInstance } from 'fastify';
import type { RealClock } from '../platform/clock/index.ts';
import { referencePage } from './reference-page.ts';

/** The OpenAPI document of all doors, from the very schemas that validate, and a page to read it on. */
export function serveReference(app: FastifyInstance, publicUrl: string, clock: RealClock): void {
  const document = JSON.stringify(openApiDocument(publicUrl));
  app.get('/api/openapi.json', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').type('application/json').send(document),
  );
  const parsed: unknown = JSON.parse(document);
  const script = readFileSync(new URL('./reference-script.js', import.meta.url), 'utf8');
  app.get('/api/reference.js', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').type('text/javascript; charset=utf-8').send(script),
  );
  app.get('/api/reference', (_request, reply) =>
    reply
      .header('Cache-Control', 'public, max-age=300')
      .type('text/html; charset=utf-8')
      .send(referencePage(parsed, examplesFor(tomorrow(clock)))),
  );
}

const tomorrow = (clock: RealClock) => new Date(clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
