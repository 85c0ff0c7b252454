import { type ChildProcess, spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askHaproxy } from '../../../deploy/haproxy/runtime-socket.ts';
import { findDebianProgram } from '../../../scripts/testing/debian-program.mjs';
import { realClock } from '../clock.ts';
import { dnsUpdatePort } from './dns-update.ts';
import { haproxySocketPort } from './haproxy-socket.ts';
import { itSteers } from './steering-conformance.ts';

const folder = mkdtempSync(join(tmpdir(), 'roundsman-steering-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});
const run = (program: string, ...args: string[]) => children.push(spawn(program, args, { stdio: 'ignore' }));
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
  beforeAll(async () => {
    const file = join(folder, 'haproxy.cfg');
    const servers = [1, 2, 3].map((at) => `  server edge-${at} 127.0.0.1:${9 + at}`).join('\n');
    writeFileSync(
      file,
      `global\n  stats socket ${socket} mode 600 level admin\ndefaults\n  mode http\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s\nfrontend f\n  bind 127.0.0.1:${await freePort()}\n  default_backend edges\nbackend edges\n  balance roundrobin\n${servers}\n`,
    );
    run(haproxy.path!, '-db', '-f', file);
    await vi.waitFor(() =>
      haproxySocketPort({ address: socket, backend: 'edges' }).steer([], AbortSignal.timeout(1_000)),
    );
    await vi.waitFor(async () => expect(await askHaproxy(socket, 'show stat')).toContain('edge-3'), 10_000);
  });

  let backend = 'edges';
  itSteers(async () => {
    backend = 'edges';
    const port = haproxySocketPort({ address: socket, backend });
    return {
      port: {
        name: port.name,
        steer: (plan, signal) => haproxySocketPort({ address: socket, backend }).steer(plan, signal),
      },
      serving: async () => {
        const rows = (await askHaproxy(socket, 'show stat')).split('\n').map((line) => line.split(','));
        const status = rows[0]!.indexOf('status');
        return rows.flatMap((row) =>
          row[0] === 'edges' && row[1]?.startsWith('edge-') && !row[status]!.startsWith('DRAIN') ? [row[1]] : [],
        );
      },
      refuseNext: () => {
        backend = 'nowhere';
      },
    };
  });
});

const knot = findDebianProgram({ program: 'knotd', debianPackage: 'knot' });
describe.skipIf(knot.why !== undefined)('a real Knot DNS over RFC 2136 with TSIG', () => {
  const secret = Buffer.from('a secret of thirty-two characters').toString('base64');
  const addresses = { 'edge-1': '192.0.2.1', 'edge-2': '192.0.2.2', 'edge-3': '192.0.2.3' };
  let port = 0;
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
    run(knot.path!, '-c', file);
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
        name: 'dns',
        steer: (plan, signal) =>
          dnsUpdatePort(
            settings(isRefused ? Buffer.from('another secret of the same size..').toString('base64') : secret),
            realClock,
          ).steer(plan, signal),
      },
      serving: async () => {
        const found = await resolver().resolve4('api.example.test');
        return Object.entries(addresses).flatMap(([id, address]) => (found.includes(address) ? [id] : []));
      },
      refuseNext: () => {
        isRefused = true;
      },
    };
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
