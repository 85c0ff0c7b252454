import { setTimeout as sleep } from 'node:timers/promises';
import type { EdgeClock } from '../../clock.ts';
import type { EdgeAddress } from '../../components.ts';
import { lookAtDocument, type ProbeSession, readSignedIn } from '../../probes/index.ts';
import type { Fleet } from '../run-fleet.ts';
import { openLateness } from './late-look.ts';

export interface EdgeProbes {
  readonly edges: readonly EdgeAddress[];
  readonly clock: EdgeClock;
  readonly fleet: Pick<Fleet, 'saw' | 'isDoubtful'>;
  /** The probes' account, when there is one. */
  readonly session: Pick<ProbeSession, 'token' | 'refused'> | null;
  /** Places that look: a local address each, on a network of its own; null is whichever the machine takes. */
  readonly places: readonly { readonly network: string; readonly localAddress: string | null }[];
  readonly intervalMilliseconds: number;
  /** While an edge is in doubt. */
  readonly hurriedMilliseconds: number;
}

/**
 * The places that look from here, each a witness of its own: named after the program, for those of several programs count together, and local
 * addresses are the same in many networks.
 */
export function placesOf(programName: string, localAddresses: readonly string[]): EdgeProbes['places'] {
  const network = `probes of ${programName}`;
  if (localAddresses.length === 0) return [{ network, localAddress: null }];
  return localAddresses.map((localAddress) => ({ network: `${network} from ${localAddress}`, localAddress }));
}

/** Any long document shows that the way in carries real answers: more than one packet, over a fresh connection. */
const PATH = '/api/openapi.json';
const SEVERE = 3;
/** Every so many rounds each edge is read as a member reads it, when there is an account. */
const SIGNED_IN_EVERY = 3;
/** Such a read takes the database too: so much behind the quickest of its round it may be for that. */
const LATE_SIGNED_IN_MILLISECONDS = 300;
/** Rounds of one place under way at most. */
const MOST_AT_ONCE = 4;

/**
 * Looks at every edge from every place, a round a second and faster while one is in doubt, and judges each round by itself: a place that reaches
 * no edge says nothing of them, and an edge far behind the quickest of its round lost a packet where that one did not. A round does not wait for the
 * one before: it is the ill edge that makes them long.
 */
export async function probeEdges(probes: EdgeProbes, stop: AbortSignal): Promise<void> {
  await Promise.all(probes.places.map((place) => probeFrom(place, probes, stop)));
}

async function probeFrom(
  { network, localAddress }: EdgeProbes['places'][number],
  { edges, clock, fleet, session, intervalMilliseconds, hurriedMilliseconds }: EdgeProbes,
  stop: AbortSignal,
): Promise<void> {
  const judge = openLateness();
  const judgeSignedIn = openLateness(LATE_SIGNED_IN_MILLISECONDS);
  const underWay = new Set<Promise<void>>();

  const tell = (judged: ReturnType<typeof judge>) => {
    for (const { url, isWell } of judged)
      fleet.saw({ edgeUrl: url, network, witness: 'probe', good: isWell ? 1 : 0, bad: isWell ? 0 : 1 });
  };

  async function lookAround(): Promise<void> {
    const seen = await Promise.all(
      edges.map(async ({ url }) => {
        const { severity, totalMilliseconds } = await lookAtDocument(new URL(PATH, url), clock, localAddress);
        return { url, isAnswered: severity < SEVERE, milliseconds: totalMilliseconds };
      }),
    );
    if (stop.aborted) return;
    const judged = judge(seen);
    const nowhere = { network, witness: 'probe', good: 0, bad: 0, failed: 1 } as const;
    // One word is enough: there is nothing to tell the edges apart by.
    if (judged.length === 0 && edges[0]) fleet.saw({ edgeUrl: edges[0].url, ...nowhere });
    tell(judged);
  }

  /** Who was refused by the platform itself is left out, and so nothing is said when the account was changed or the database is away. */
  async function readAround(token: string): Promise<void> {
    const reads = await Promise.all(
      edges.map(async ({ url }) => ({ url, read: await readSignedIn(new URL(url), token, clock, localAddress) })),
    );
    if (stop.aborted) return;
    if (reads.some(({ read }) => read.kind === 'refused' && read.isOfSession)) session?.refused(token);
    tell(
      judgeSignedIn(
        reads.flatMap(({ url, read }) => {
          if (read.kind === 'refused') return [];
          const milliseconds = read.kind === 'answered' ? read.milliseconds : 0;
          return [{ url, isAnswered: read.kind === 'answered', milliseconds }];
        }),
      ),
    );
  }

  for (let at = 1; !stop.aborted; at++) {
    const startedAt = clock.monotonicMilliseconds();
    const token = at % SIGNED_IN_EVERY === 0 && edges.length > 1 ? (session?.token() ?? null) : null;
    const round = (token === null ? lookAround() : readAround(token)).finally(() => underWay.delete(round));
    underWay.add(round);
    do await sleep(hurriedMilliseconds, undefined, { signal: stop }).catch(() => undefined);
    while (!stop.aborted && !fleet.isDoubtful() && clock.monotonicMilliseconds() - startedAt < intervalMilliseconds);
    if (underWay.size >= MOST_AT_ONCE) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
