import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EDGES, NETWORKS } from '../world.ts';

/**
 * Machines of the drill: `people` has all clients and this process, `wide` is the area in between, `inside` the platform, `monitor` the
 * edge program, `names` the name server, and each edge and each place of the status page one of its own. Edges have two sides: `wan0` to the wide area and `in0` inwards.
 * Between an edge and the wide area stands its provider's device, a switch: what it loses no machine hears of, as on the day.
 */
export type Served = `edge${number}` | `status${number}`;
export type Device = `device-${Served}`;
export type Machine = 'people' | 'wide' | 'inside' | 'monitor' | 'names' | Served | Device;
export const deviceOf = (served: Served): Device => `device-${served}`;

const edges = Array.from({ length: EDGES }, (_, at) => at + 1);
/** Places that the status page is copied to. */
export const statusPlaces = [1, 2] as const;
const networks = Array.from({ length: NETWORKS }, (_, at) => at + 1);
const served: readonly Served[] = [
  ...edges.map((edge) => `edge${edge}` as const),
  ...statusPlaces.map((place) => `status${place}` as const),
];
const machines: readonly Machine[] = [
  ...(['people', 'wide', 'inside', 'monitor', 'names'] as const),
  ...served,
  ...served.map(deviceOf),
];

/** Addresses that exist inside the namespaces only: those of documentation (RFC 5737) and of benchmarks (RFC 2544). */
const clientNetworks = ['198.51.100', '203.0.113', '198.18.0'];
export const clientNetwork = (network: number) => `${clientNetworks[network - 1]}.0/24`;
export const addressIn = (network: number, host: number) => `${clientNetworks[network - 1]}.${host}`;
const wideGateway = '192.0.2.254';
export const wideAddress = {
  edge: (edge: number) => `192.0.2.${10 + edge}`,
  status: (place: number) => `192.0.2.${70 + place}`,
  probes: ['192.0.2.61', '192.0.2.62'],
  device: (of: string) => `192.0.2.${100 + Number(of.split('.').at(-1))}`,
};
/** The side of a device that leads to the wide area; all of its other side is the machine behind it. */
export const FAR_SIDE = 'far0';
export const nameServer = { wide: '192.0.2.53', inside: '10.13.0.53' };
export const insideAddress = {
  platform: '10.13.0.1',
  edge: (edge: number) => `10.13.0.${10 + edge}`,
  status: (place: number) => `10.13.0.${70 + place}`,
  monitor: '10.13.0.61',
  people: '10.13.0.99',
};

const PREFIX = 'drill13';

/** Network namespaces joined by a bridge as the wide area. Only root makes them; they are gone when `close` returns. */
export class Network {
  readonly id: string;
  /** For certificates, configurations and sockets. */
  readonly folder: string;

  private constructor(id: string, folder: string) {
    this.id = id;
    this.folder = folder;
  }

  /** Throws with what `ip` said where namespaces cannot be made. What a killed drill left behind is taken away first. */
  static open(): Network {
    removeOrphans();
    const network = new Network(`${PREFIX}-${process.pid}`, mkdtempSync(join(tmpdir(), 'roundsman-drill-')));
    try {
      network.#build();
      return network;
    } catch (error) {
      network.close();
      throw error;
    }
  }

  /** The network that another process of the drill made. */
  static of(described: string): Network {
    const { id, folder } = JSON.parse(described) as { id: string; folder: string };
    return new Network(id, folder);
  }

  describe(): string {
    return JSON.stringify({ id: this.id, folder: this.folder });
  }

  name(machine: Machine): string {
    return `${this.id}-${machine}`;
  }

  /** What stands before a command for it to run on that machine. */
  on(machine: Machine): readonly string[] {
    return ['ip', 'netns', 'exec', this.name(machine)];
  }

  close(): void {
    for (const machine of machines) removeNamespace(this.name(machine));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #build(): void {
    for (const machine of machines) {
      ip('netns', 'add', this.name(machine));
      this.#ip(machine, 'link', 'set', 'lo', 'up');
    }
    this.#bridge('wide', 'wide', `${wideGateway}/24`);
    this.#bridge('inside', 'house', `${insideAddress.platform}/24`);
    spawnSync('ip', [...this.on('wide').slice(1), 'sysctl', '-qw', 'net.ipv4.ip_forward=1']);
    for (const edge of edges) this.#serve(`edge${edge}`, wideAddress.edge(edge), insideAddress.edge(edge));
    for (const place of statusPlaces)
      this.#serve(`status${place}`, wideAddress.status(place), insideAddress.status(place));
    this.#join('monitor', 'wide', wideAddress.probes, insideAddress.monitor);
    this.#join('names', 'wide', [nameServer.wide], nameServer.inside);
    this.#line('people', 'in0', 'inside', 'people');
    this.#ip('inside', 'link', 'set', 'people', 'master', 'house');
    this.#ip('people', 'addr', 'add', `${insideAddress.people}/24`, 'dev', 'in0');
    for (const network of networks) this.#clientNetwork(network);
    this.#ip('people', 'route', 'add', 'default', 'via', '169.254.1.1');
    for (const machine of ['people', 'monitor'] as const) {
      mkdirSync(resolverFolder(this.name(machine)), { recursive: true });
      writeFileSync(
        join(resolverFolder(this.name(machine)), 'resolv.conf'),
        `nameserver ${nameServer.wide}\noptions timeout:1 attempts:3\n`,
      );
    }
  }

  #bridge(machine: Machine, name: string, address: string): void {
    this.#ip(machine, 'link', 'add', name, 'type', 'bridge', 'forward_delay', '0');
    this.#ip(machine, 'addr', 'add', address, 'dev', name);
    this.#ip(machine, 'link', 'set', name, 'up');
  }

  /** A machine that serves the wide area, behind a device of its provider that has an address to send from. */
  #serve(machine: Served, wide: string, inside: string): void {
    const device = deviceOf(machine);
    this.#bridge(device, 'switch', `${wideAddress.device(wide)}/24`);
    this.#line(device, FAR_SIDE, 'wide', machine);
    this.#ip('wide', 'link', 'set', machine, 'master', 'wide');
    this.#ip(device, 'link', 'set', FAR_SIDE, 'master', 'switch');
    this.#join(machine, device, [wide], inside);
  }

  /** A machine with one foot in the wide area, by the bridge of `by`, and one inside. */
  #join(machine: Served | 'monitor' | 'names', by: 'wide' | Device, wide: readonly string[], inside: string): void {
    const port = machine;
    this.#line(machine, 'wan0', by, port);
    this.#ip(by, 'link', 'set', port, 'master', by === 'wide' ? 'wide' : 'switch');
    for (const address of wide) this.#ip(machine, 'addr', 'add', `${address}/24`, 'dev', 'wan0');
    this.#ip(machine, 'route', 'add', 'default', 'via', wideGateway);
    this.#line(machine, 'in0', 'inside', port);
    this.#ip('inside', 'link', 'set', port, 'master', 'house');
    this.#ip(machine, 'addr', 'add', `${inside}/24`, 'dev', 'in0');
  }

  /** A client network: every address of it is this machine's, and what leaves from one takes that network's line. */
  #clientNetwork(network: number): void {
    const subnet = clientNetwork(network);
    const [near, far, table] = [`169.254.${network}.2`, `169.254.${network}.1`, String(100 + network)];
    this.#line('people', `net${network}`, 'wide', `net${network}`);
    this.#ip('people', 'addr', 'add', `${near}/30`, 'dev', `net${network}`);
    this.#ip('wide', 'addr', 'add', `${far}/30`, 'dev', `net${network}`);
    this.#ip('wide', 'route', 'add', subnet, 'via', near);
    this.#ip('people', 'route', 'add', 'local', subnet, 'dev', 'lo');
    this.#ip('people', 'rule', 'add', 'from', subnet, 'table', table);
    this.#ip('people', 'route', 'add', 'default', 'via', far, 'dev', `net${network}`, 'table', table);
  }

  /** A pair of virtual cards. Packets are as small as on a real line, so that losing one loses one. */
  #line(a: Machine, aPort: string, b: Machine, bPort: string): void {
    const peer = ['peer', 'name', bPort, 'netns', this.name(b)];
    this.#ip(a, 'link', 'add', 'name', aPort, 'type', 'veth', ...peer);
    for (const [machine, port] of [
      [a, aPort],
      [b, bPort],
    ] as const)
      this.#ip(machine, 'link', 'set', port, 'gso_max_segs', '1', 'gso_max_size', '1500', 'up');
  }

  #ip(machine: Machine, ...words: string[]): void {
    ip('-n', this.name(machine), ...words);
  }
}

function ip(...words: string[]): void {
  const { status, stderr, error } = spawnSync('ip', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${error?.message ?? stderr.trim()}`);
}

const resolverFolder = (namespace: string) => join('/etc/netns', namespace);

function removeNamespace(name: string): void {
  const pids = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).stdout ?? '';
  for (const pid of pids.split('\n').filter(Boolean)) {
    try {
      if (Number(pid) !== process.pid) process.kill(Number(pid), 'SIGKILL');
    } catch {}
  }
  spawnSync('ip', ['netns', 'delete', name]);
  rmSync(resolverFolder(name), { recursive: true, force: true });
}

/** Namespaces outlive the process that made them. */
function removeOrphans(): void {
  const names = (spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout ?? '').split('\n');
  for (const line of names) {
    const [name = ''] = line.split(' ');
    const pid = new RegExp(`^${PREFIX}-(\\d+)-`).exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) removeNamespace(name);
  }
}

function isRunning(pid: number): boolean {
  return readdirSync('/proc').includes(String(pid));
}
