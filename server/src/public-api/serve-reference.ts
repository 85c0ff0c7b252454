import { openApiDocument } from '@roundsman/api-contract';
import type { FastifyInstance } from 'fastify';
import { referencePage } from './reference-page.ts';

/** The OpenAPI document of all doors, from the very schemas that validate, and a page to read it on. */
export function serveReference(app: FastifyInstance, publicUrl: string): void {
  const document = JSON.stringify(openApiDocument(publicUrl));
  app.get('/api/openapi.json', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').type('application/json').send(document),
  );
  const page = referencePage(JSON.parse(document));
  app.get('/api/reference', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').type('text/html; charset=utf-8').send(page),
  );
}
