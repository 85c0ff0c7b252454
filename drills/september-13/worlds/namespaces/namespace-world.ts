import { PlatformProcess } from '../../../../e2e/harness/platform.ts';
import { fetchFrom } from '../../clients/fetch-from.ts';
import { fetchOverHttp2 } from '../../clients/fetch-over-http2.ts';
import { openSinks } from '../../clients/subscribers.ts';
import { openDesk } from '../desk.ts';
import { EdgeProgram } from '../edge-program.ts';
import { startHaproxy } from '../haproxy-balancer.ts';
import { untilCalm } from '../until-calm.ts';
import { EDGES, type Ground, type World, type WorldOptions } from '../world.ts';
import { authorityFile } from './authority.ts';
import { checkEdge } from './check-edge.ts';
import { openImpairment } from './impair.ts';
import { DOOR, edgeHostname, startNameServer } from './name-server.ts';
import { addressIn, insideAddress, type Network, wideAddress } from './network.ts';
import { edgeUrl, startEdgeProxy } from './start-edge.ts';
import { startStatusPlaces } from './status-places.ts';

const edges = Array.from({ length: EDGES }, (_, at) => at + 1);
const PORTS = [4000, 4100] as const;
const MONITOR_PORT = 4001;
const monitorUrl = `http://${insideAddress.monitor}:${MONITOR_PORT}`;
const BALANCER_HOST = 250;
/** What the edges bring to any of the two processes; the rest of the work is done by the first. */
const DOORS = 'public-api,operator-api,tracker-api,customer-tracker,operator-app,dispatch-web';

export interface Programs {
  readonly haproxy: string;
  readonly knotd: string;
}

/** Machines of their own, joined by a wide area. This process is already on the clients' machine. */
export async function openNamespaceGround(network: Network, programs: Programs): Promise<Ground> {
  const host = insideAddress.platform;
  const through = network.on('inside');
  const common = {
    EDGE_URL: monitorUrl,
    TRUST_PROXY: edges.map(insideAddress.edge).join(','),
    CHECK_ANSWERS: '0',
  };
  const first = await PlatformProcess.open(common, { host, port: PORTS[0], through });
  try {
    const second = await PlatformProcess.open(
      { ...common, DATABASE_URL: first.databaseUrl, ROLES: DOORS },
      { host, port: PORTS[1], through },
    );
    await untilCalm(first.url);
    await untilCalm(second.url);
    return {
      means: 'network namespaces',
      openWorld: (options) => openNamespaceWorld(network, programs, first.databaseUrl, options),
      close: async () => {
        await second.close();
        await first.close();
      },
    };
  } catch (error) {
    await first.close();
    throw error;
  }
}

async function openNamespaceWorld(
  network: Network,
  programs: Programs,
  databaseUrl: string,
  { rate, random, http, hasStatusPlaces }: WorldOptions,
): Promise<World> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const names = await startNameServer(network, programs.knotd);
    closing.push(names.close);
    const platforms = PORTS.map((port) => `${insideAddress.platform}:${port}`);
    const sinks = await openSinks(insideAddress.people);
    closing.push(sinks.close);
    const status = hasStatusPlaces ? await startStatusPlaces(network) : null;
    if (status) closing.push(status.close);
    const edgeProgram = await EdgeProgram.open(
      MONITOR_PORT,
      {
        HOST: '0.0.0.0',
        PLATFORM_URL: `http://${platforms[0]}`,
        EDGE_PUBLIC_URL: monitorUrl,
        EDGES: edges.map((edge) => `Edge ${edge}=${edgeUrl(edge)}`).join(','),
        PROBE_FROM: wideAddress.probes.join(','),
        TRUSTED_PROXIES: edges.map(insideAddress.edge).join(','),
        METRICS_URLS: platforms.map((address) => `http://${address}/metrics`).join(','),
        REQUESTS_PER_SECOND: String(Math.max(1, rate)),
        ...sinks.settings,
        STATUS_HOSTS: JSON.stringify(status?.hosts ?? []),
        STEERING_PORTS: JSON.stringify([names.steeringPort]),
        NODE_EXTRA_CA_CERTS: authorityFile(network.folder),
      },
      { url: monitorUrl, through: network.on('monitor') },
    );
    closing.push(() => edgeProgram.close());
    const behind = { platforms, monitor: new URL(monitorUrl).host };
    for (const edge of edges) {
      const proxy = await startEdgeProxy(network, edge, programs.haproxy, behind);
      closing.push(proxy.close);
    }
    const haproxy = await startHaproxy(
      edges.map((edge) => ({
        address: `${wideAddress.edge(edge)}:443`,
        tls: { hostname: edgeHostname(edge), authorityFile: authorityFile(network.folder) },
      })),
      addressIn(1, BALANCER_HOST),
    );
    if (haproxy) closing.push(() => haproxy.close());
    const impairment = await openImpairment(network, Math.floor(random() * 1_000_000));
    closing.push(impairment.close);
    const checks = checkEdge(insideAddress.edge(1));
    closing.push(checks.close);
    return {
      ...(await openDesk(`http://${platforms[0]}`, databaseUrl)),
      edgeUrls: edges.map(edgeUrl),
      edgeProgram,
      subscribers: await sinks.subscribe(edgeProgram.url),
      manifestKeys: await edgeProgram.manifestKeys(),
      haproxy,
      addressIn,
      openFetch: http === 2 ? fetchOverHttp2 : fetchFrom,
      door: { hostname: DOOR, resolve: names.resolve },
      statusUrls: status?.urls ?? [],
      impair: impairment.set,
      ownChecks: checks.checks,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
