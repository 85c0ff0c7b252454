import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { EdgeClock } from '../../clock.ts';
import { Problem, parseInput } from '../../problem.ts';
import type { Fleet } from '../run-fleet.ts';
import { clientNetwork } from './client-network.ts';
import { openReportLimit } from './limit-reports.ts';
import { NetworkErrors, type Tally, tallyNetworkErrors } from './read-network-errors.ts';

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

/** However much one report claims, and in however many lines: its word about one edge is worth so many beaten requests, and so many good ones. */
const MOST_BAD = 2;
const MOST_GOOD = 200;
/** What goes on record of one report is what it says, within reason: a post-mortem counts requests, not votes. */
const MOST_REPORTED = 5_000;

export interface ReportDoor {
  readonly fleet: Pick<Fleet, 'saw' | 'manifest'>;
  readonly clock: EdgeClock;
  /** Addresses of edges and of the platform, whose `X-Forwarded-For` is believed. */
  isTrusted(address: string): boolean;
}

/** Takes what clients and browsers saw of the edges. Open to everyone: so many reports a network, and nothing in one is worth more than a bounded vote. */
export function addReportRoutes(app: FastifyInstance, { fleet, clock, isTrusted }: ReportDoor): void {
  const limit = openReportLimit();
  const vote = (
    request: FastifyRequest,
    edgeUrl: string,
    { good, bad, overMs, failed = 0 }: Tally & { readonly failed?: number },
  ) =>
    fleet.saw({
      edgeUrl,
      network: clientNetwork(request, isTrusted),
      witness: 'client',
      good: Math.min(MOST_GOOD, good),
      bad: Math.min(MOST_BAD, bad),
      overMs,
      failed: Math.min(MOST_BAD, failed),
      ...((good > MOST_GOOD || bad > MOST_BAD || failed > 0) && {
        reported: { good: Math.min(MOST_REPORTED, good), bad: Math.min(MOST_REPORTED, bad + failed) },
      }),
    });

  /** Before the body is read. */
  const limited = {
    async onRequest(request: FastifyRequest, reply: FastifyReply) {
      const asked = limit.take(clientNetwork(request, isTrusted), clock.monotonicMilliseconds());
      if (asked.isTaken) return;
      withVersion(reply).header('retry-after', String(asked.seconds));
      throw new Problem({
        status: 429,
        code: 'too_many_reports',
        title: 'Too many reports come from this network',
        remedy: 'Leave it out: the next one says the same.',
      });
    },
  };

  app.register(async (scope) => {
    scope.addContentTypeParser(['text/plain', 'application/reports+json'], { parseAs: 'string' }, (_, text, done) => {
      try {
        done(null, JSON.parse(String(text)));
      } catch (error) {
        done(Object.assign(error as Error, { statusCode: 400 }), undefined);
      }
    });

    scope.post('/edge-api/beacons', limited, (request, reply) => {
      const { edges, milliseconds } = parseInput(Beacon, request.body);
      for (const { edge, answered, beaten, failed } of onePerEdge(edges))
        vote(request, edge, { good: answered, bad: beaten, overMs: milliseconds, failed });
      return withVersion(reply).code(204).send();
    });

    scope.post('/edge-api/network-errors', limited, (request, reply) => {
      // The page could not reach it, and could reach us: that is the paired test in slow motion.
      for (const [origin, tally] of tallyNetworkErrors(parseInput(NetworkErrors, request.body)))
        vote(request, origin, tally);
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

/** An edge that is listed more than once is still one edge. */
function onePerEdge(edges: readonly z.infer<typeof Sightings>[]): z.infer<typeof Sightings>[] {
  const merged = new Map<string, z.infer<typeof Sightings>>();
  for (const one of edges) {
    const edge = one.edge.replace(/\/$/, '');
    const { answered = 0, beaten = 0, failed = 0 } = merged.get(edge) ?? {};
    merged.set(edge, {
      edge,
      answered: answered + one.answered,
      beaten: beaten + one.beaten,
      failed: failed + one.failed,
    });
  }
  return [...merged.values()];
}
