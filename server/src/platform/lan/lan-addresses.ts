import { hostname, networkInterfaces } from 'node:os';

export interface LanNames {
  /** IPv4 addresses of this machine in the local network; the first is the one that links name. */
  readonly addresses: readonly string[];
  /** The machine's own names: `box`, `box.local`. */
  readonly hosts: readonly string[];
}

/** How the local network may call this machine. */
export function lanNames(interfaces = networkInterfaces(), name = hostname()): LanNames {
  const addresses = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  // A container's or a virtual machine's bridge is seldom where the phones are.
  const near = (address: string) => (address.startsWith('192.168.') ? 0 : address.startsWith('10.') ? 1 : 2);
  const own = name
    .toLowerCase()
    .split('.')[0]!
    .replace(/[^a-z0-9-]/g, '');
  return {
    addresses: [...new Set(addresses)].sort((a, b) => near(a) - near(b)),
    hosts: own === '' || own === 'localhost' ? [] : [own, `${own}.local`],
  };
}
