import { setTimeout as sleep } from 'node:timers/promises';
import type { EdgeClock } from '../clock.ts';
import type { EdgeAddress } from '../components.ts';
import { lookAtDocument } from '../probes/index.ts';
import type { Fleet } from './run-fleet.ts';

export interface EdgeProbes {
  readonly edges: readonly EdgeAddress[];
  readonly clock: EdgeClock;
  readonly fleet: Pick<Fleet, 'saw'>;
  /** Places that look: a local address each, on a network of its own; null is whichever the machine takes. */
  readonly places: readonly { readonly network: string; readonly localAddress: string | null }[];
  readonly intervalMilliseconds: number;
}

/** Any long document shows that the way in carries real answers: more than one packet, over a fresh connection. */
const PATH = '/api/openapi.json';
const SEVERE = 3;

/** Looks at every edge from every place, a round a second, and judges each round by itself: a place that reaches no edge says nothing of them. */
export async function probeEdges(probes: EdgeProbes, stop: AbortSignal): Promise<void> {
  const { edges, clock, fleet } = probes;
  const rounds = probes.places.map(async ({ network, localAddress }) => {
    for (;;) {
      const startedAt = clock.monotonicMilliseconds();
      const seen = await Promise.all(
        edges.map(async ({ url }) => ({
          url,
          isWell: (await lookAtDocument(new URL(PATH, url), clock, localAddress)).severity < SEVERE,
        })),
      );
      if (stop.aborted) return;
      if (seen.some(({ isWell }) => isWell))
        for (const { url, isWell } of seen)
          fleet.saw({ edgeUrl: url, network, good: isWell ? 1 : 0, bad: isWell ? 0 : 1 });
      const spent = clock.monotonicMilliseconds() - startedAt;
      await sleep(Math.max(0, probes.intervalMilliseconds - spent), undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return;
    }
  });
  await Promise.all(rounds);
}
