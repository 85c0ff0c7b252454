import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../problem.ts';
import { clientNetwork } from './client-network.ts';
import type { Fleet } from './run-fleet.ts';

const count = z.int().min(0).max(100_000);
const Sightings = z.object({
  edge: z.string().max(200),
  answered: count,
  beaten: count,
  failed: count,
});
/** What `packages/client` sends (its `Beacon`). */
const Beacon = z.object({
  version: z.literal(1),
  client: z.string().max(64),
  milliseconds: z.number().min(0),
  edges: z.array(Sightings).max(32),
});

/** W3C Network Error Logging, as Chromium posts it: the browser's own word, also about requests that no script saw. */
const NetworkErrors = z
  .array(
    z.looseObject({
      type: z.string(),
      url: z.string().max(2_000),
      body: z.looseObject({
        phase: z.string().optional(),
        type: z.string().optional(),
        sampling_fraction: z.number().optional(),
      }),
    }),
  )
  .max(100);

/** However much one report claims: one client's word about one edge is worth so many beaten requests, and so many good ones. */
const MOST_BAD = 2;
const MOST_GOOD = 200;

export interface ReportDoor {
  readonly fleet: Fleet;
  /** Addresses of edges and of the platform, whose `X-Forwarded-For` is believed. */
  isTrusted(address: string): boolean;
}

/** Takes what clients and browsers saw of the edges. Open to everyone, so nothing in it is worth more than a bounded vote of its network. */
export function addReportRoutes(app: FastifyInstance, { fleet, isTrusted }: ReportDoor): void {
  const vote = (request: FastifyRequest, edgeUrl: string, good: number, bad: number, overMs = 0) =>
    fleet.saw({
      edgeUrl,
      network: clientNetwork(request, isTrusted),
      good: Math.min(MOST_GOOD, good),
      bad: Math.min(MOST_BAD, bad),
      overMs,
    });

  app.register(async (scope) => {
    scope.addContentTypeParser(['text/plain', 'application/reports+json'], { parseAs: 'string' }, (_, text, done) => {
      try {
        done(null, JSON.parse(String(text)));
      } catch (error) {
        done(Object.assign(error as Error, { statusCode: 400 }), undefined);
      }
    });

    scope.post('/edge-api/beacons', (request, reply) => {
      const beacon = parseInput(Beacon, request.body);
      for (const { edge, answered, beaten } of beacon.edges) vote(request, edge, answered, beaten, beacon.milliseconds);
      return withVersion(reply).code(204).send();
    });

    scope.post('/edge-api/network-errors', (request, reply) => {
      for (const report of parseInput(NetworkErrors, request.body)) {
        // The page could not reach it, and could reach us: that is the paired test in slow motion.
        if (report.type !== 'network-error' || !URL.canParse(report.url)) continue;
        const isGood = report.body.type === 'ok';
        vote(request, new URL(report.url).origin, isGood ? 1 : 0, isGood ? 0 : 1);
      }
      return withVersion(reply).code(204).send();
    });

    scope.get('/edge-api/manifest', (_, reply) =>
      withVersion(reply).header('cache-control', 'no-store').send(fleet.manifest()),
    );
  });

  const withVersion = <R extends { header(name: string, value: string): R }>(reply: R) =>
    reply
      .header('edges-version', String(fleet.manifest().version))
      .header('access-control-expose-headers', 'edges-version');
}
