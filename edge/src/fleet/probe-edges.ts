import { setTimeout as sleep } from 'node:timers/promises';
import type { EdgeClock } from '../clock.ts';
import type { EdgeAddress } from '../components.ts';
import { lookAtDocument } from '../probes/index.ts';
import { openLateness } from './late-look.ts';
import type { Fleet } from './run-fleet.ts';

export interface EdgeProbes {
  readonly edges: readonly EdgeAddress[];
  readonly clock: EdgeClock;
  readonly fleet: Pick<Fleet, 'saw' | 'isSuspicious'>;
  /** Places that look: a local address each, on a network of its own; null is whichever the machine takes. */
  readonly places: readonly { readonly network: string; readonly localAddress: string | null }[];
  readonly intervalMilliseconds: number;
  /** While an edge is suspect. */
  readonly hurriedMilliseconds: number;
}

/** Any long document shows that the way in carries real answers: more than one packet, over a fresh connection. */
const PATH = '/api/openapi.json';
const SEVERE = 3;

/**
 * Looks at every edge from every place, a round a second and faster while one is suspect, and judges each round by itself: a place that reaches
 * no edge says nothing of them, and an edge far behind the quickest of its round lost a packet where that one did not.
 */
export async function probeEdges(probes: EdgeProbes, stop: AbortSignal): Promise<void> {
  const { edges, clock, fleet } = probes;
  const rounds = probes.places.map(async ({ network, localAddress }) => {
    const judge = openLateness();
    for (;;) {
      const startedAt = clock.monotonicMilliseconds();
      const seen = await Promise.all(
        edges.map(async ({ url }) => {
          const { severity, totalMilliseconds } = await lookAtDocument(new URL(PATH, url), clock, localAddress);
          return { url, isAnswered: severity < SEVERE, milliseconds: totalMilliseconds };
        }),
      );
      if (stop.aborted) return;
      for (const { url, isWell } of judge(seen))
        fleet.saw({ edgeUrl: url, network, good: isWell ? 1 : 0, bad: isWell ? 0 : 1 });
      const spent = clock.monotonicMilliseconds() - startedAt;
      const interval = fleet.isSuspicious() ? probes.hurriedMilliseconds : probes.intervalMilliseconds;
      await sleep(Math.max(0, interval - spent), undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return;
    }
  });
  await Promise.all(rounds);
}
