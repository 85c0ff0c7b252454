import { freePort, PlatformProcess } from '../../../../e2e/harness/platform.ts';
import { fetchFrom } from '../../clients/fetch-from.ts';
import { openSinks } from '../../clients/subscribers.ts';
import { openDesk } from '../desk.ts';
import { EdgeProgram } from '../edge-program.ts';
import { startHaproxy } from '../haproxy-balancer.ts';
import { untilCalm } from '../until-calm.ts';
import { EDGES, ELSEWHERE, type Ground, NETWORKS, noFaults, type World, type WorldOptions } from '../world.ts';
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts';

/** Loopback addresses stand for client networks: 127.0.11.0/24 is the first. */
const NETWORK_BASE = 10;
const addressIn = (network: number, host: number) => `127.0.${NETWORK_BASE + network}.${host}`;
const networkOfAddress = (address: string) => {
  const network = Number(address.split('.')[2]) - NETWORK_BASE;
  return network >= 1 && network <= NETWORKS ? network : ELSEWHERE;
};
/** Two places of probes, each a network of its own. */
const PROBE_ADDRESSES = ['127.0.21.1', '127.0.22.1'];

/** For those without root: edges are TCP proxies in this process, and a lost packet costs the time that TCP takes to repeat it. */
export async function openProxyGround(): Promise<Ground> {
  const edgeProgramPort = await freePort();
  const platform = await PlatformProcess.open({ EDGE_URL: `http://127.0.0.1:${edgeProgramPort}`, CHECK_ANSWERS: '0' });
  await untilCalm(platform.url);
  return {
    means: 'TCP fault proxy',
    openWorld: (options) => openProxyWorld(platform, edgeProgramPort, options),
    close: () => platform.close(),
  };
}

async function openProxyWorld(
  { url: platformUrl, databaseUrl }: Pick<PlatformProcess, 'url' | 'databaseUrl'>,
  edgeProgramPort: number,
  { rate, random, http }: WorldOptions,
): Promise<World> {
  if (http === 2) throw new Error('HTTP/2 is spoken over TLS, which the proxies have not: use --world namespaces.');
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  const upstream = new URL(platformUrl);
  let faults = noFaults;
  try {
    const edges: FaultProxy[] = [];
    for (let edge = 1; edge <= EDGES; edge++) {
      const proxy = await openFaultProxy({
        port: 0,
        upstream: { host: upstream.hostname, port: Number(upstream.port) },
        random,
        fault: (address) => faults(edge, networkOfAddress(address)),
      });
      edges.push(proxy);
      closing.push(() => proxy.close());
    }
    const edgeUrls = edges.map(({ url }) => url);
    const sinks = await openSinks('127.0.0.1');
    closing.push(sinks.close);
    const edgeProgram = await EdgeProgram.open(edgeProgramPort, {
      PLATFORM_URL: platformUrl,
      EDGES: edgeUrls.map((url, at) => `Edge ${at + 1}=${url}`).join(','),
      PROBE_FROM: PROBE_ADDRESSES.join(','),
      REQUESTS_PER_SECOND: String(Math.max(1, rate)),
      ...sinks.settings,
    });
    closing.push(() => edgeProgram.close());
    const haproxy = await startHaproxy(edgeUrls.map((url) => ({ address: new URL(url).host })));
    if (haproxy) closing.push(() => haproxy.close());
    return {
      ...(await openDesk(platformUrl, databaseUrl)),
      edgeUrls,
      edgeProgram,
      subscribers: await sinks.subscribe(edgeProgram.url),
      manifestKeys: await edgeProgram.manifestKeys(),
      haproxy,
      addressIn,
      openFetch: fetchFrom,
      door: null,
      statusUrls: [],
      impair: async (next) => {
        faults = next;
      },
      ownChecks: () => null,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
