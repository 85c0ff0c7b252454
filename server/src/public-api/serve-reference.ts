import { readFileSync } from 'node:fs';
import { examplesFor, openApiDocument } from '@roundsman/api-contract';
import type { FastifyInstance } from 'fastify';
import type { RealClock } from '../platform/clock/index.ts';
import { referencePage } from './reference-page.ts';

/** The OpenAPI document of all doors, from the very schemas that validate, and a page to read it on; both written once, since they are long. */
export function serveReference(app: FastifyInstance, publicUrl: string, clock: RealClock): void {
  const document = JSON.stringify(openApiDocument(publicUrl));
  const parsed: unknown = JSON.parse(document);
  const script = readFileSync(new URL('./reference-script.js', import.meta.url));
  let page = { day: '', body: Buffer.alloc(0) };
  const pageOf = (day: string) => {
    if (page.day !== day) page = { day, body: Buffer.from(referencePage(parsed, examplesFor(day))) };
    return page.body;
  };
  const serve = (path: string, type: string, body: () => Buffer) =>
    app.get(path, (_request, reply) => reply.header('Cache-Control', 'public, max-age=300').type(type).send(body()));

  const written = Buffer.from(document);
  serve('/api/openapi.json', 'application/json', () => written);
  serve('/api/reference.js', 'text/javascript; charset=utf-8', () => script);
  serve('/api/reference', 'text/html; charset=utf-8', () => pageOf(tomorrow(clock)));
}

const tomorrow = (clock: RealClock) => new Date(clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
