import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { edgeConfiguration } from '../../../../deploy/haproxy/edge-configuration.ts';
import { EDGES } from '../world.ts';
import { certify } from './authority.ts';
import { DOOR, edgeHostname } from './name-server.ts';
import { insideAddress, type Network, wideAddress } from './network.ts';
import { type RunningProgram, startProgram, untilIs } from './start-program.ts';

export const edgeUrl = (edge: number) => `https://${edgeHostname(edge)}`;
const edges = Array.from({ length: EDGES }, (_, at) => at + 1);

/** One edge as it is deployed: HAProxy with the configuration that `deploy/` prints, on the drill's own certificate. */
export async function startEdgeProxy(
  network: Network,
  edge: number,
  haproxy: string,
  behind: { readonly platforms: readonly string[]; readonly monitor: string },
): Promise<RunningProgram> {
  const folder = join(network.folder, `edge-${edge}`);
  mkdirSync(folder, { recursive: true });
  const inside = insideAddress.edge(edge);
  const certificate = certify(
    network.folder,
    `edge-${edge}`,
    [edgeHostname(edge), DOOR],
    [wideAddress.edge(edge), inside],
  );
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(
    file,
    edgeConfiguration({
      bind: '0.0.0.0:443',
      certificate,
      platforms: behind.platforms,
      monitors: [behind.monitor],
      siblings: edges.filter((one) => one !== edge).map(edgeUrl),
      socket: join(folder, 'admin.sock'),
    }),
  );
  const program = startProgram(network, `edge${edge}`, [haproxy, '-db', '-f', file]);
  // Over the inner side and through to the platform: the whole chain, its certificate included, is there before anything is measured.
  await untilIs(
    `HAProxy of edge ${edge}`,
    async () => (await fetch(`https://${inside}/readyz`, { signal: AbortSignal.timeout(2_000) })).status === 200,
    program.words,
  );
  return program;
}
