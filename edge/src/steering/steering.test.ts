import { type ChildProcess, spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askHaproxy } from '../../../deploy/haproxy/runtime-socket.ts';
import { findDebianProgram } from '../../../scripts/testing/debian-program.mjs';
import { realClock } from '../clock.ts';
import { movableClock } from '../testing/index.ts';
import { dnsUpdatePort } from './dns-update.ts';
import { haproxySocketPort } from './haproxy-socket.ts';
import { keepTold } from './keep-told.ts';
import { itSteers } from './steering-conformance.ts';

const folder = mkdtempSync(join(tmpdir(), 'roundsman-steering-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});
const run = (program: string, ...args: string[]): ChildProcess => {
  const child = spawn(program, args, { stdio: 'ignore' });
  children.push(child);
  return child;
};
/** It takes connections, for the system does that, and nobody is at home. */
const hold = (child: ChildProcess) => {
  child.kill('SIGSTOP');
  return () => {
    child.kill('SIGCONT');
  };
};
const freePort = async () => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

const haproxy = findDebianProgram({ program: 'haproxy', debianPackage: 'haproxy' });
describe.skipIf(haproxy.why !== undefined)('a real HAProxy over its runtime socket', () => {
  const socket = join(folder, 'admin.sock');
  const file = join(folder, 'haproxy.cfg');
  let child: ChildProcess;
  const begin = async () => {
    child = run(haproxy.path!, '-db', '-f', file);
    await vi.waitFor(async () => expect(await askHaproxy(socket, 'show stat')).toContain('edge-3'), 10_000);
  };
  /** Servers as people write them down, without a weight, and with one; balanced by what has shares, and by what has none. */
  const backends = {
    edges: ['roundrobin', ''],
    weighed: ['leastconn', 'weight 40'],
    static: ['static-rr', ''],
    hashed: ['source', 'weight 40'],
  } as const;
  beforeAll(async () => {
    const servers = (more: string) => [1, 2, 3].map((at) => `  server edge-${at} 127.0.0.1:${9 + at} ${more}`);
    writeFileSync(
      file,
      [
        `global\n  stats socket ${socket} mode 600 level admin`,
        'defaults\n  mode http\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s',
        `frontend f\n  bind 127.0.0.1:${await freePort()}\n  default_backend edges`,
        ...Object.entries(backends).map(([name, [algorithm, more]]) =>
          [`backend ${name}`, `  balance ${algorithm}`, ...servers(more)].join('\n'),
        ),
        '',
      ].join('\n'),
    );
    await begin();
  });
  /** What `show servers state` has of each server: its weight, and whether it drains or is in maintenance. */
  const readStates = async (backend: string) => {
    const [, heading, ...lines] = (await askHaproxy(socket, `show servers state ${backend}`)).split('\n');
    const names = heading!.replace('# ', '').split(' ');
    const rows = lines.map((line) => line.split(' ')).filter((row) => row.length > 1);
    const column = (row: string[], name: string) => row[names.indexOf(name)]!;
    return rows.map((row) => ({
      id: column(row, 'srv_name'),
      weight: Number(column(row, 'srv_uweight')),
      admin: Number(column(row, 'srv_admin_state')),
    }));
  };
  const sharesOf = async (backend: string) => {
    const states = await readStates(backend);
    const most = Math.max(...states.map(({ weight }) => weight));
    return Object.fromEntries(
      states.map(({ id, weight, admin }) => [id, admin === 0 ? Math.round((100 * weight) / most) : 0]),
    );
  };

  describe.each(Object.keys(backends))('whose backend is %s', (name) => {
    itSteers(async () => {
      const own = haproxySocketPort({ address: socket, backend: name });
      let steered = own;
      return {
        port: {
          ...own,
          get expresses() {
            return own.expresses;
          },
          steer: (...of) => steered.steer(...of),
        },
        shares: () => sharesOf(name),
        refuse: () => {
          steered = haproxySocketPort({ address: socket, backend: 'nowhere' });
        },
        hang: () => hold(child),
      };
    });
  });

  const drained = [0, 100, 100].map((weight, at) => ({ id: `edge-${at + 1}`, url: '', weight }));

  it.each(['static', 'hashed'])(
    'finds out that a backend which is %s knows in and out alone, and says so',
    async (backend) => {
      const clock = movableClock('2026-11-23T08:00:00Z');
      const port = haproxySocketPort({ address: socket, backend });
      const told = keepTold({ port, clock, log: pino({ level: 'silent' }), onAnswer: () => {} });
      const back = drained.map((edge) => ({ ...edge, weight: edge.weight || 10 }));
      told.tell(back, null);
      await vi.waitFor(() => expect(told.state()).toMatchObject({ state: 'confirmed', expresses: 'in_or_out' }));
      expect(await sharesOf(backend)).toEqual({ 'edge-1': 100, 'edge-2': 100, 'edge-3': 100 });
      await told.stop();
    },
  );

  it('leaves to a person what that person put into maintenance at the balancer', async () => {
    const port = haproxySocketPort({ address: socket, backend: 'edges' });
    await askHaproxy(socket, 'set server edges/edge-2 state maint');
    await port.steer(drained, AbortSignal.timeout(5_000));
    const states = await readStates('edges');
    expect(states.map(({ admin }) => admin)).toEqual([0x08, 0x01, 0]);
    await askHaproxy(socket, 'set server edges/edge-2 state ready');
  });

  it('has its weights again after a restart forgot them', async () => {
    const clock = movableClock('2026-11-23T08:00:00Z');
    const port = haproxySocketPort({ address: socket, backend: 'edges' });
    const told = keepTold({ port, clock, log: pino({ level: 'silent' }), onAnswer: () => {} });
    told.tell(drained, null);
    await vi.waitFor(() => expect(told.state().state).toBe('confirmed'));
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await begin();
    expect((await sharesOf('edges'))['edge-1']).toBe(100);
    clock.move(port.toldAgainMs);
    told.tick(true);
    await vi.waitFor(async () =>
      expect(await sharesOf('edges')).toEqual({ 'edge-1': 0, 'edge-2': 100, 'edge-3': 100 }),
    );
    await told.stop();
  });
});

const knot = findDebianProgram({ program: 'knotd', debianPackage: 'knot' });
describe.skipIf(knot.why !== undefined)('a real Knot DNS over RFC 2136 with TSIG', () => {
  const secret = Buffer.from('a secret of thirty-two characters').toString('base64');
  const addresses = { 'edge-1': '192.0.2.1', 'edge-2': '192.0.2.2', 'edge-3': '192.0.2.3' };
  let port = 0;
  let child: ChildProcess;
  beforeAll(async () => {
    port = await freePort();
    const zones = join(folder, 'zones');
    mkdirSync(zones);
    writeFileSync(
      join(zones, 'example.test.zone'),
      '$ORIGIN example.test.\n$TTL 60\n@ SOA ns hostmaster 1 60 60 600 60\n@ NS ns\nns A 192.0.2.53\n',
    );
    const file = join(folder, 'knot.conf');
    writeFileSync(
      file,
      `server:\n  rundir: "${folder}"\n  listen: 127.0.0.1@${port}\ndatabase:\n  storage: "${folder}"\nkey:\n  - id: monitor.\n    algorithm: hmac-sha256\n    secret: ${secret}\nacl:\n  - id: monitor\n    key: monitor.\n    action: update\nzone:\n  - domain: example.test\n    storage: "${zones}"\n    acl: monitor\n`,
    );
    child = run(knot.path!, '-c', file);
    await vi.waitFor(() => resolver().resolveSoa('example.test'), { timeout: 15_000, interval: 100 });
  });
  const resolver = () => {
    const one = new Resolver({ timeout: 1_000, tries: 1 });
    one.setServers([`127.0.0.1:${port}`]);
    return one;
  };
  const settings = (keySecret: string) => ({
    server: { host: '127.0.0.1', port },
    zone: 'example.test',
    name: 'api.example.test',
    ttlSeconds: 10,
    key: { name: 'monitor', secret: keySecret },
    addresses,
  });

  itSteers(async () => {
    let isRefused = false;
    return {
      port: {
        ...dnsUpdatePort(settings(secret), realClock),
        steer: (...of) =>
          dnsUpdatePort(
            settings(isRefused ? Buffer.from('another secret of the same size..').toString('base64') : secret),
            realClock,
          ).steer(...of),
      },
      shares: async () => {
        const found = await resolver().resolve4('api.example.test');
        return Object.fromEntries(
          Object.entries(addresses).map(([id, address]) => [id, found.includes(address) ? 100 : 0]),
        );
      },
      refuse: () => {
        isRefused = true;
      },
      hang: () => hold(child),
    };
  });

  it('gives the zone no new number when it is told what it knows', async () => {
    const steering = dnsUpdatePort(settings(secret), realClock);
    const plan = Object.keys(addresses).map((id) => ({ id, url: '', weight: 100 }));
    const serial = async () => (await resolver().resolveSoa('example.test')).serial;
    await steering.steer(plan, AbortSignal.timeout(2_000));
    const before = await serial();
    await steering.steer(plan, AbortSignal.timeout(2_000));
    expect(await serial()).toBe(before);
    await steering.steer(plan.slice(1), AbortSignal.timeout(2_000));
    expect(await serial()).not.toBe(before);
  });

  it('never leaves the name without an address', async () => {
    const steering = dnsUpdatePort(settings(secret), realClock);
    const none = Object.keys(addresses).map((id) => ({ id, url: '', weight: 0 }));
    await expect(steering.steer(none, AbortSignal.timeout(2_000))).rejects.toThrow('leaves no edge');
  });

  it('refuses the update of a name outside its zone, in words', async () => {
    const outside = dnsUpdatePort({ ...settings(secret), name: 'api.elsewhere.test' }, realClock);
    const all = Object.keys(addresses).map((id) => ({ id, url: '', weight: 100 }));
    await expect(outside.steer(all, AbortSignal.timeout(2_000))).rejects.toThrow(
      /refused the update: (not in the zone|no such name|refused|not authorised)/,
    );
  });
});
