import { Resolver } from 'node:dns/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EDGES } from '../world.ts';
import { type Network, nameServer, statusPlaces, wideAddress } from './network.ts';
import { startProgram, untilIs } from './start-program.ts';

export const ZONE = 'drill.test';
export const DOOR = `api.${ZONE}`;
export const statusHostname = (place: number) => `status-${place}.${ZONE}`;
export const edgeHostname = (edge: number) => `edge-${edge}.${ZONE}`;
const key = { name: 'monitor', secret: Buffer.from('September 13, the key of the drill').toString('base64') };
const TTL_SECONDS = 5;
const edges = Array.from({ length: EDGES }, (_, at) => at + 1);

export interface NameServer {
  /** For `STEERING_PORTS` of the edge program. */
  readonly steeringPort: object;
  resolve(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A real Knot DNS with the edges' names and the one that leads to all of them, which the monitor may change. */
export async function startNameServer(network: Network, knotd: string): Promise<NameServer> {
  // New for each run: what the monitor of the run before took out must be there again.
  const folder = mkdtempSync(join(network.folder, 'names-'));
  const zone = [
    `$ORIGIN ${ZONE}.`,
    `$TTL ${TTL_SECONDS}`,
    '@ SOA ns hostmaster 1 60 60 600 5',
    '@ NS ns',
    `ns A ${nameServer.wide}`,
    ...edges.map((edge) => `edge-${edge} A ${wideAddress.edge(edge)}`),
    ...statusPlaces.map((place) => `status-${place} A ${wideAddress.status(place)}`),
    ...edges.map((edge) => `api A ${wideAddress.edge(edge)}`),
    '',
  ];
  writeFileSync(join(folder, `${ZONE}.zone`), zone.join('\n'));
  const configuration = `server:
  rundir: "${folder}"
  listen: [ ${nameServer.wide}@53, ${nameServer.inside}@53 ]
  background-workers: 1
  udp-workers: 1
  tcp-workers: 1
database:
  storage: "${folder}"
key:
  - id: ${key.name}.
    algorithm: hmac-sha256
    secret: ${key.secret}
acl:
  - id: monitor
    key: ${key.name}.
    action: update
zone:
  - domain: ${ZONE}
    storage: "${folder}"
    acl: monitor
    zonefile-sync: -1
`;
  const file = join(folder, 'knot.conf');
  writeFileSync(file, configuration);
  const program = startProgram(network, 'names', [knotd, '-c', file]);
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  resolver.setServers([nameServer.wide]);
  const resolve = () => resolver.resolve4(DOOR);
  await untilIs('Knot DNS', async () => (await resolve()).length === EDGES, program.words);
  return {
    steeringPort: {
      kind: 'dns_update',
      server: { host: nameServer.inside, port: 53 },
      zone: ZONE,
      name: DOOR,
      ttlSeconds: TTL_SECONDS,
      key,
      addresses: Object.fromEntries(edges.map((edge) => [`edge-${edge}`, wideAddress.edge(edge)])),
    },
    resolve,
    close: program.close,
  };
}
