import { join } from 'node:path';

import type { StartLine } from './announce.ts';
import type { RealClock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import { StartRefused } from './platform/index.ts';
import { keepLanCertificate, type LanCertificate, lanNames, serveTrustPage } from './platform/lan/index.ts';

/** After the platform's port comes the edge program's, then the page on which phones learn to trust the platform. */
const TRUST_PORT_AFTER = 2;

/** `--lan`: the phones of the local network reach the platform over HTTPS, under an authority of its own. */
export interface Lan {
  readonly config: Config;
  certify(dataFolder: string): Promise<{ key: string; cert: string }>;
  /** To be called when the platform listens. */
  open(): Promise<{ readonly links: readonly StartLine[]; close(): Promise<void> }>;
  /** What a program on this machine must trust to speak with the platform. */
  authorityFile(): string | null;
}

/** Errors: `StartRefused` when this machine is in no network, or is told to serve itself only. */
export function serveLan(config: Config, hostGiven: boolean, clock: RealClock): Lan {
  const names = lanNames();
  const [address] = names.addresses;
  if (address === undefined)
    throw new StartRefused('This machine is in no local network.', 'Connect it to one, or start without --lan.');
  if (hostGiven && config.host === '127.0.0.1')
    throw new StartRefused('--lan serves the network, HOST this machine only.', 'Leave HOST away, or --lan.');
  const publicUrl = config.publicUrl ?? `https://${address}:${config.port}`;
  let held: LanCertificate | null = null;
  return {
    config: { ...config, host: hostGiven ? config.host : '0.0.0.0', publicUrl },
    async certify(dataFolder) {
      held = await keepLanCertificate(join(dataFolder, 'lan'), names, clock.now());
      return { key: held.key, cert: held.certificate };
    },
    async open() {
      const port = config.port + TRUST_PORT_AFTER;
      const page = await serveTrustPage({ port, platformUrl: publicUrl, authority: held!.authority });
      return { links: [{ name: 'Phones trust it once, at', value: `http://${address}:${port}/` }], close: page.close };
    },
    authorityFile: () => held?.authorityFile ?? null,
  };
}
