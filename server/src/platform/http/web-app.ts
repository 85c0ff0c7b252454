import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { doorPrefixes } from '@roundsman/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { Problem } from '../problem.ts';

export interface WebApp {
  /** Where it stands: `/` or `/name/`. */
  readonly prefix: string;
  /** Its built files, `index.html` among them. */
  readonly folder: string;
  readonly label: string;
}

/** Vite names files after their content below this folder: they never change. */
const hashedFile = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+$/;

/** Serves one built web app: hashed files for ever, everything else asked for anew; unknown paths are the app's own. */
export async function serveWebApp(app: FastifyInstance, webApp: WebApp): Promise<void> {
  const { prefix, folder, label } = webApp;
  const index = join(folder, 'index.html');
  await app.register(async (scope) => {
    if (!existsSync(index)) {
      const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
        if (isOfDoor(request)) return reply.callNotFound();
        throw notBuilt(label);
      };
      scope.get(prefix, refuse);
      scope.get(`${prefix}*`, refuse);
      return;
    }
    // Without its slash it would lie outside the scope of the app's own service worker.
    scope.addHook('onRequest', async (request, reply) => {
      const [path, search] = request.url.split('?');
      if (`${path}/` === prefix) return reply.redirect(search === undefined ? prefix : `${prefix}?${search}`, 308);
    });
    await scope.register(fastifyStatic, {
      root: folder,
      prefix,
      wildcard: false,
      globIgnore: ['**/*.map'],
      decorateReply: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('Cache-Control', hashedFile.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    scope.get(`${prefix}*`, async (request, reply) => {
      if (isOfDoor(request)) return reply.callNotFound();
      const path = request.url.split('?')[0]!;
      if (/\.\w{1,8}$/.test(path)) throw noSuchFile();
      return reply.header('Cache-Control', 'no-cache').sendFile('index.html');
    });
  });
}

/** The app at `/` takes every path that nobody else does; what is missing behind a door is still that door's answer. */
function isOfDoor(request: FastifyRequest): boolean {
  return Object.values(doorPrefixes).some((prefix) => request.url === prefix || request.url.startsWith(`${prefix}/`));
}

function noSuchFile(): Problem {
  return new Problem({ status: 404, code: 'file_not_found', title: 'There is no such file' });
}

function notBuilt(label: string): Problem {
  return new Problem({
    status: 503,
    code: 'web_app_not_built',
    title: `${label} has not been built`,
    remedy: 'Start the platform with npm start, which builds it.',
  });
}
