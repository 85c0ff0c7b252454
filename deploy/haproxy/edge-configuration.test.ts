import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { findDebianProgram } from '../../scripts/testing/debian-program.mjs';
import { type EdgeSettings, edgeConfiguration } from './edge-configuration.ts';
import { askHaproxy } from './runtime-socket.ts';

const folder = mkdtempSync(join(tmpdir(), 'roundsman-haproxy-'));
const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});
const settings: EdgeSettings = {
  bind: '127.0.0.1:0',
  certificate: null,
  platforms: ['127.0.0.1:4000', '127.0.0.1:4100'],
  monitors: ['127.0.0.1:4001'],
  siblings: ['https://fra.example.com', 'https://vie.example.com'],
  socket: join(folder, 'admin.sock'),
};
const haproxy = findDebianProgram({ program: 'haproxy', debianPackage: 'haproxy' });

const keep = (text: string) => {
  const file = join(folder, 'edge.cfg');
  writeFileSync(file, text);
  return file;
};

async function serve(name: string): Promise<{ address: string; seen: string[]; refuse: () => void }> {
  const seen: string[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    response.statusCode = status;
    seen.push(`${request.method} ${request.url} for ${request.headers['x-forwarded-for']}`);
    response.end(name);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const refuse = () => {
    status = 503;
  };
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen, refuse };
}

it('refuses an edge with nobody behind it', () => {
  expect(() => edgeConfiguration({ ...settings, platforms: [] })).toThrow(RangeError);
});

describe.skipIf(haproxy.why !== undefined)('with a real HAProxy', () => {
  const check = (text: string) => spawnSync(haproxy.path!, ['-c', '-f', keep(text)], { encoding: 'utf8' });

  it('every combination of settings is a valid configuration, without a warning', () => {
    const pem = join(folder, 'edge.pem');
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=edge.test',
      '-keyout',
      join(folder, 'key'),
      '-out',
      join(folder, 'crt'),
    ]);
    expect(made.status).toBe(0);
    writeFileSync(pem, Buffer.concat([readFileSync(join(folder, 'crt')), readFileSync(join(folder, 'key'))]));
    for (const certificate of [null, pem])
      for (const siblings of [[], settings.siblings]) {
        const { status, stderr, stdout } = check(
          edgeConfiguration({ ...settings, bind: '127.0.0.1:4490', certificate, siblings }),
        );
        expect(`${stdout}${stderr}`.replace(/Configuration file is valid\s*/, '')).toBe('');
        expect(status).toBe(0);
      }
  });

  it('sends reports to the monitors and the rest to the platform, and says itself who asked', async () => {
    const platform = await serve('platform');
    const monitor = await serve('monitor');
    const port = 4491;
    const text = edgeConfiguration({
      ...settings,
      bind: `127.0.0.1:${port}`,
      platforms: [platform.address],
      monitors: [monitor.address],
    });
    const child = spawn(haproxy.path!, ['-db', '-f', keep(text)], { stdio: 'ignore' });
    closing.push(async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    });
    const get = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    await vi.waitFor(async () => expect(await (await get('/api/jobs')).text()).toBe('platform'), 10_000);
    const answer = await get('/edge-api/manifest');
    expect(await answer.text()).toBe('monitor');
    expect(JSON.parse(answer.headers.get('nel')!)).toMatchObject({ report_to: 'edges', failure_fraction: 1 });
    expect(JSON.parse(answer.headers.get('report-to')!).endpoints).toEqual([
      { url: 'https://fra.example.com/edge-api/network-errors' },
      { url: 'https://vie.example.com/edge-api/network-errors' },
    ]);
    expect(monitor.seen).toContain('GET /edge-api/manifest for 127.0.0.1');
    expect((await get('/metrics')).status).toBe(404);
    expect((await get('/edge-healthz')).status).toBe(200);

    // Every platform process fails its check: its own word is passed on all the same.
    platform.refuse();
    await vi.waitFor(
      async () =>
        expect(await askHaproxy(settings.socket, 'show servers state platform')).toMatch(/platform-1 127\.0\.0\.1 0 /),
      20_000,
    );
    expect(await (await get('/api/jobs')).text()).toBe('platform');
  });
});
