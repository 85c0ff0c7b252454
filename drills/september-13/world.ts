import { createClient, jobEndpoints, memberSession, organisationEndpoints } from '@roundsman/client';
import { freePort, PlatformProcess } from '../../e2e/harness/platform.ts';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import { EdgeProgram } from './edge-program.ts';
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts';
import { type HaproxyBalancer, startHaproxy } from './haproxy-balancer.ts';
import type { Fault } from './profiles.ts';

export const EDGES = 3;
export const NETWORKS = 3;
/** Loopback addresses stand for client networks: 127.0.11.0/24 is the first. */
const NETWORK_BASE = 10;
export const addressIn = (network: number, host: number) => `127.0.${NETWORK_BASE + network}.${host}`;
const networkOfAddress = (address: string) => Number(address.split('.')[2]) - NETWORK_BASE;
/** Two places of probes, each a network of its own. */
const PROBE_ADDRESSES = ['127.0.21.1', '127.0.22.1'];

export interface World {
  readonly edgeUrls: readonly string[];
  readonly platformUrl: string;
  readonly edgeProgram: EdgeProgram;
  readonly manifestKeys: readonly string[];
  /** The first balancer of the comparison; null where HAProxy is not installed. */
  readonly haproxy: HaproxyBalancer | null;
  /** Whose jobs are created. */
  readonly merchantId: string | null;
  makeKey(name: string): Promise<string>;
  close(): Promise<void>;
}

export interface Ground {
  readonly platform: PlatformProcess;
  readonly edgeProgramPort: number;
  close(): Promise<void>;
}

/** The platform, started once for all runs: a drill is about the ways to it. */
export async function openGround(): Promise<Ground> {
  const edgeProgramPort = await freePort();
  const platform = await PlatformProcess.open({ EDGE_URL: `http://127.0.0.1:${edgeProgramPort}`, CHECK_ANSWERS: '0' });
  return { platform, edgeProgramPort, close: () => platform.close() };
}

const SCOPES = ['organisation:read', 'jobs:read', 'jobs:write', 'fleet:read', 'events:read', 'pairing:write'] as const;

/** Three edges, the monitor and the balancer of the comparison, new for each run. */
export async function openWorld(
  ground: Ground,
  options: { rate: number; random: () => number; fault: (edge: number, network: number) => Fault | null },
): Promise<World> {
  const closing: (() => Promise<unknown>)[] = [];
  const upstream = new URL(ground.platform.url);
  const edges: FaultProxy[] = [];
  for (let edge = 1; edge <= EDGES; edge++) {
    const proxy = await openFaultProxy({
      port: 0,
      upstream: { host: upstream.hostname, port: Number(upstream.port) },
      random: options.random,
      fault: (address) => options.fault(edge, networkOfAddress(address)),
    });
    edges.push(proxy);
    closing.push(() => proxy.close());
  }
  const edgeProgram = await EdgeProgram.open(ground.edgeProgramPort, {
    PLATFORM_URL: ground.platform.url,
    EDGES: edges.map(({ url }, at) => `Edge ${at + 1}=${url}`).join(','),
    PROBE_FROM: PROBE_ADDRESSES.join(','),
    REQUESTS_PER_SECOND: String(Math.max(1, options.rate)),
    INCIDENT_PUBLISHING: 'automatic',
  });
  closing.push(() => edgeProgram.close());
  const haproxy = await startHaproxy(edges.map(({ url }) => url));
  if (haproxy) closing.push(() => haproxy.close());
  const session = memberSession({ origin: ground.platform.url });
  await session.signIn(SAMPLE_SIGN_IN.email, SAMPLE_SIGN_IN.password);
  const desk = createClient({ edges: [ground.platform.url], session });
  const [anyJob] = (await desk.call(jobEndpoints.list, { query: { limit: 1 } })).rows;
  return {
    merchantId: anyJob?.merchantId ?? null,
    edgeUrls: edges.map(({ url }) => url),
    platformUrl: ground.platform.url,
    edgeProgram,
    manifestKeys: await edgeProgram.manifestKeys(),
    haproxy,
    makeKey: async (name) => {
      const { secret } = await desk.call(organisationEndpoints.createApiKey, { body: { name, scopes: [...SCOPES] } });
      return secret;
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
    },
  };
}
