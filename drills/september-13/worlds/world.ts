import type { OpenFetch } from '../clients/fetch-from.ts';
import type { Subscribers } from '../clients/subscribers.ts';
import type { Fault } from '../profiles.ts';
import type { Desk } from './desk.ts';
import type { EdgeProgram } from './edge-program.ts';
import type { HaproxyBalancer } from './haproxy-balancer.ts';

export const EDGES = 3;
export const NETWORKS = 3;
/** Everybody who is in none of the client networks: probes, people who come for the first time. */
export const ELSEWHERE = 0;

/** What is wrong at this moment with the way from a client network (`ELSEWHERE` to `NETWORKS`) to an edge (1 to `EDGES`). */
export type Faults = (edge: number, network: number) => Fault | null;
export const noFaults: Faults = () => null;

/** How edges and the ways to them are made, in words for the report. */
export type Means = 'network namespaces' | 'TCP fault proxy';

/** What clients know of the ways to the platform. */
export interface Reached extends Desk {
  /** As clients call the edges, first to last. */
  readonly edgeUrls: readonly string[];
  readonly manifestKeys: readonly string[];
  /** The first balancer of the comparison; null where HAProxy is not installed. */
  readonly haproxy: Pick<HaproxyBalancer, 'url'> | null;
  /** An address of this process in a client network (1 to `NETWORKS`); requests that leave from it are requests of that network. */
  addressIn(network: number, host: number): string;
  /** How clients of ours ask from such an address: over HTTP/1.1 or HTTP/2, as the run is. */
  readonly openFetch: OpenFetch;
}

/** What a run happens in: edges, monitor, name server, and the wide area between them and the clients, which are in this process. */
export interface World extends Reached {
  readonly edgeProgram: EdgeProgram;
  readonly haproxy: HaproxyBalancer | null;
  /** Who asked the edge program to be told. */
  readonly subscribers: Subscribers;
  /** The name under which people come for the first time, and its addresses as the name server has them now; null in a world without one. */
  readonly door: { readonly hostname: string; resolve(): Promise<readonly string[]> } | null;
  /** Where copies of the status page are read, the first behind an edge of its own; none in a run that is not about them. */
  readonly statusUrls: readonly string[];
  /** From now on these faults and no others, on the edges and on the way to the first copy of the status page. Resolves when they are in force. */
  impair(faults: Faults, statusFault: Fault | null): Promise<void>;
  /** What the ill edge's own health check, past the impaired side, said so far; null in a world without one. */
  ownChecks(): OwnChecks | null;
  close(): Promise<void>;
}

export interface OwnChecks {
  readonly asked: number;
  readonly failed: number;
  /** Whether a balancer that takes three failures in a row for the end would ever have held the edge for down. */
  readonly wasDown: boolean;
}

/** The platform, started once for all runs: a drill is about the ways to it. */
export interface Ground {
  readonly means: Means;
  /** New for each run. */
  openWorld(options: WorldOptions): Promise<World>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly rate: number;
  readonly random: () => number;
  readonly http: 1 | 2;
  /** Copies of the status page at places of their own. */
  readonly hasStatusPlaces: boolean;
}
