import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

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
      scope.get(`${prefix}*`, async () => {
        throw notBuilt(label);
      });
      return;
    }
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
      const path = request.url.split('?')[0]!;
      if (/\.\w{1,8}$/.test(path)) throw noSuchFile();
      return reply.header('Cache-Control', 'no-cache').sendFile('index.html');
    });
    if (prefix !== '/') scope.get(prefix.slice(0, -1), async (_request, reply) => reply.redirect(prefix, 308));
  });
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
