import type { Roads } from '@roundsman/road-network';
import { mapStyle } from '@roundsman/road-network/map-style';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../platform/index.ts';

const DAY_SECONDS = 86_400;

/** The base map, drawn from the extract: styles in light and dark, and the tiles they are made of. For everybody. */
export function serveMap(app: FastifyInstance, roads: Roads): void {
  app.get<{ Querystring: { theme?: string } }>('/map/style.json', async (request, reply) => {
    const theme = request.query.theme === 'dark' ? 'dark' : 'light';
    const origin = `${request.protocol}://${request.host}`;
    return reply
      .header('Cache-Control', 'public, max-age=300')
      .header('Access-Control-Allow-Origin', '*')
      .send(mapStyle({ tilesUrl: `${origin}/map/tiles/${roads.extract.sha256.slice(0, 12)}/{z}/{x}/{y}.pbf`, theme }));
  });

  app.get<{ Params: { z: string; x: string; y: string } }>(
    '/map/tiles/:extract/:z/:x/:y.pbf',
    async (request, reply) => {
      const [z, x, y] = [request.params.z, request.params.x, request.params.y].map(Number) as [number, number, number];
      if (![z, x, y].every(Number.isInteger))
        throw new Problem({ status: 404, code: 'not_found', title: 'There is no such tile' });
      const tile = await roads.mapTiles.tile(z, x, y);
      // The extract's hash stands in the address, so a tile never changes.
      reply
        .header('Cache-Control', `public, max-age=${30 * DAY_SECONDS}, immutable`)
        .header('Access-Control-Allow-Origin', '*');
      if (tile === null) return reply.code(204).send();
      return reply.header('Content-Type', 'application/vnd.mapbox-vector-tile').send(Buffer.from(tile));
    },
  );
}
