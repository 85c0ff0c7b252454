import { AsyncLocalStorage } from 'node:async_hooks';
import {
  apiKey,
  type Client,
  createClient,
  fleetEndpoints,
  jobEndpoints,
  organisationEndpoints,
  type SignedManifest,
} from '@roundsman/client';
import { NETWORKS, type Reached } from '../worlds/world.ts';
import { fetchFrom, type OpenFetch, type SentRequest, type SourceFetch } from './fetch-from.ts';

export type Way = 'ours' | 'plain' | 'haproxy' | 'navigation';
export type Kind = 'jobs' | 'organisation' | 'fleet' | 'create' | 'page';

/** One request of a user, from asking to having the answer. */
export interface Measured {
  readonly way: Way;
  readonly client: number;
  readonly kind: Kind;
  /** Milliseconds since the run began. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly fault: string | null;
  /** Requests of the network that it took, first to last. */
  readonly sent: readonly SentRequest[];
  /** Of a write. */
  readonly referenceId: string | null;
  /** The job that a write of ours was told it made. */
  readonly createdId: string | null;
}

export interface Load {
  readonly clients: readonly LoadClient[];
  readonly measured: readonly Measured[];
  /** Sends requests until `untilMs`, which may move meanwhile, then waits for the last of them. */
  run(untilMs: () => number): Promise<void>;
  /** Requests beside those of users: reports and lists. */
  sentBeside(): number;
  close(): void;
}

export interface LoadClient {
  readonly network: number;
  readonly client: Client;
}

export interface LoadOptions {
  readonly world: Reached;
  readonly rate: number;
  readonly clientCount: number;
  readonly random: () => number;
  /** A list of edges that every client kept from an earlier visit. Their names then lead to the first edge only: DNS is stale. */
  readonly keptManifest: SignedManifest | null;
  readonly run: string;
  readonly nowMs: () => number;
}

/** Every fourth request is sent over the ways of the comparison too: three times the load would measure the machine. */
const COMPARED_EVERY = 4;
const PLAIN_TIMEOUT_MS = 10_000;
type AskedKind = Exclude<Kind, 'page'>;
const kinds: readonly (readonly [AskedKind, number])[] = [
  ['organisation', 0.5],
  ['fleet', 0.25],
  ['jobs', 0.15],
  ['create', 0.1],
];

/** The same users over three ways: the client library and, for every fourth request, a plain client and HAProxy's own checks. */
export async function openLoad(options: LoadOptions): Promise<Load> {
  const { world, random, nowMs } = options;
  const measured: Measured[] = [];
  const current = new AsyncLocalStorage<SentRequest[]>();
  // Reports and lists travel beside what a user asked for, and are counted apart.
  const note = (sent: SentRequest) => {
    if (!sent.path.startsWith('/edge-api/')) current.getStore()?.push(sent);
  };
  const sources: SourceFetch[] = [];
  const source = (network: number, host: number, open: OpenFetch = fetchFrom) => {
    const one = open(world.addressIn(network, host), nowMs, note);
    sources.push(one);
    return one;
  };

  const users = await Promise.all(
    Array.from({ length: options.clientCount }, async (_, at) => {
      const network = (at % NETWORKS) + 1;
      const host = Math.floor(at / NETWORKS) + 1;
      const secret = await world.makeKey(`Drill ${options.run} ${at}`);
      const kept = manifestStorage(options.keptManifest);
      const client = createClient({
        // With stale DNS the names lead to the first edge only; the list that was kept knows the others.
        edges: options.keptManifest ? [world.edgeUrls[0]!] : world.edgeUrls,
        session: apiKey(secret),
        fetch: source(network, host, world.openFetch).fetch,
        random,
        manifest: { keys: world.manifestKeys, storage: kept },
        reports: true,
      });
      return { network, client, secret, plain: source(network, host + 100), balanced: source(network, host + 200) };
    }),
  );

  async function measure(
    way: Way,
    at: number,
    kind: Kind,
    referenceId: string | null,
    ask: () => Promise<string | null>,
  ) {
    const sent: SentRequest[] = [];
    const startedAt = nowMs();
    let fault: string | null = null;
    let createdId: string | null = null;
    await current.run(sent, async () => {
      try {
        createdId = await ask();
      } catch (error) {
        fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      }
    });
    const isWrite = kind === 'create';
    measured.push({
      way,
      client: at,
      kind,
      startedAt,
      milliseconds: nowMs() - startedAt,
      fault,
      sent,
      referenceId: isWrite ? referenceId : null,
      createdId,
    });
  }

  const ours = async (at: number, kind: AskedKind, referenceId: string): Promise<string | null> => {
    const { client } = users[at]!;
    if (kind === 'create')
      return (await client.call(jobEndpoints.create, { body: jobOf(world.merchantId, referenceId) })).id;
    if (kind === 'jobs') await client.call(jobEndpoints.list, { query: { limit: 5 } });
    else if (kind === 'organisation') await client.call(organisationEndpoints.get);
    else await client.call(fleetEndpoints.listVehicles);
    return null;
  };
  const paths = {
    jobs: '/api/jobs?limit=5',
    organisation: '/api/organisation',
    fleet: '/api/vehicles',
    create: '/api/jobs',
  };
  /** What most programs do: one request, ten seconds of patience. */
  const plainly = async (send: typeof fetch, base: string, secret: string, kind: AskedKind, referenceId: string) => {
    const answer = await send(base + paths[kind], {
      method: kind === 'create' ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${secret}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': referenceId,
      },
      ...(kind === 'create' ? { body: JSON.stringify(jobOf(world.merchantId, referenceId)) } : {}),
      signal: AbortSignal.timeout(PLAIN_TIMEOUT_MS),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`HTTP ${answer.status} ${text.slice(0, 100)}`);
    return null;
  };

  let count = 0;
  function askOnce(): Promise<unknown>[] {
    const at = Math.floor(random() * users.length);
    const kind = pick(random());
    const name = (way: Way) => `${options.run}-${way}-${count}`;
    count++;
    const user = users[at]!;
    const home = world.edgeUrls[at % world.edgeUrls.length]!;
    const tries = [measure('ours', at, kind, name('ours'), () => ours(at, kind, name('ours')))];
    if (count % COMPARED_EVERY !== 0) return tries;
    const compare = (way: Way, { fetch: send }: SourceFetch, base: string) =>
      measure(way, at, kind, name(way), () => plainly(send, base, user.secret, kind, name(way)));
    tries.push(compare('plain', user.plain, home));
    if (world.haproxy) tries.push(compare('haproxy', user.balanced, world.haproxy.url));
    return tries;
  }

  return {
    clients: users,
    measured,
    async run(untilMs) {
      const under = new Set<Promise<unknown>>();
      while (nowMs() < untilMs()) {
        for (const one of askOnce()) {
          under.add(one);
          void one.finally(() => under.delete(one));
        }
        // A Poisson stream: users do not take turns.
        const wait = (-Math.log(1 - random()) / options.rate) * 1000;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.min(wait, untilMs() - nowMs()))));
      }
      await Promise.all(under);
    },
    sentBeside: () => sources.flatMap(({ sent }) => sent).filter(({ path }) => path.startsWith('/edge-api/')).length,
    close: () => {
      for (const one of sources) one.close();
    },
  };
}

function pick(drawn: number): AskedKind {
  let left = drawn;
  for (const [kind, share] of kinds) {
    if (left < share) return kind;
    left -= share;
  }
  return 'jobs';
}

/** Each for somebody else: jobs for one person on one day are held against one another, one after the other. */
function jobOf(merchantId: string | null, referenceId: string) {
  return {
    merchantId,
    referenceId,
    serviceDate: null,
    windows: [],
    contact: { name: `Drill ${referenceId}`, phone: null, email: null, language: null },
    address: { street: 'Städtle', houseNumber: '1', postcode: '9490', city: 'Vaduz', country: 'LI' },
    point: { lon: 9.521, lat: 47.139 },
    actions: [
      { kind: 'delivery' as const, description: 'Parcel', quantity: 1, unitWeightGrams: 1_000, unitVolumeLitres: 5 },
    ],
  };
}

function manifestStorage(first: SignedManifest | null) {
  let kept = first;
  return {
    load: async () => kept,
    save: async (signed: SignedManifest) => {
      kept = signed;
    },
  };
}
