import { type Door, doorPrefixes, openApiDocument } from '@roundsman/api-contract';
import type { FastifyInstance } from 'fastify';

/** A door's part of the OpenAPI document, from the very schemas that validate: each door tells of itself, alone in its process too. */
export function serveOpenApi(app: FastifyInstance, door: Door, publicUrl: string): void {
  const document = JSON.stringify(openApiDocument(publicUrl, door));
  app.get(`${doorPrefixes[door]}/openapi.json`, (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').type('application/json').send(document),
  );
}
