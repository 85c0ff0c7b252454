import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { keepLanCertificate, lanNames, serveTrustPage } from './index.ts';

const now = new Date('2026-11-23T06:30:00Z');
const names = { addresses: ['192.168.1.20'], hosts: ['box', 'box.local'] };
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const folder = () => mkdtempSync(join(tmpdir(), 'roundsman-lan-'));

it('a program that trusts the authority speaks with the server by address and by name, no other does', async () => {
  const held = await keepLanCertificate(folder(), names, new Date());
  const server = createServer({ key: held.key, cert: held.certificate }, (_, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (host: string, ca?: string) =>
    new Promise<string>((resolve, reject) => {
      get({ host, port, ...(ca && { ca }), family: 4 }, (response) => {
        response.on('data', (chunk) => resolve(String(chunk)));
      }).on('error', (error: NodeJS.ErrnoException) => reject(new Error(error.code)));
    });
  expect(await ask('127.0.0.1', held.authority)).toBe('here');
  expect(await ask('localhost', held.authority)).toBe('here');
  await expect(ask('127.0.0.1')).rejects.toThrow('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  await new Promise((resolve) => server.close(resolve));
});

it('the authority stays, so phones need to be told once; the certificate follows the names and its age', async () => {
  const place = folder();
  const first = await keepLanCertificate(place, names, now);
  expect(await keepLanCertificate(place, names, later(300))).toEqual(first);
  const moved = await keepLanCertificate(place, { ...names, addresses: ['10.0.0.7'] }, now);
  expect(moved.authority).toBe(first.authority);
  expect(moved.certificate).not.toBe(first.certificate);
  const renewed = await keepLanCertificate(place, { ...names, addresses: ['10.0.0.7'] }, later(365));
  expect(renewed.certificate).not.toBe(moved.certificate);
  expect(readFileSync(renewed.authorityFile, 'utf8')).toBe(first.authority);
});

it('links name the address where phones are most likely to be', () => {
  const card = (address: string, internal = false) => [
    { address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null },
  ];
  const interfaces = { lo: card('127.0.0.1', true), bridge: card('172.17.0.1'), wifi: card('192.168.1.20') };
  expect(lanNames(interfaces, 'Box.example')).toEqual({
    addresses: ['192.168.1.20', '172.17.0.1'],
    hosts: ['box', 'box.local'],
  });
});

it('phones fetch what they are to trust, and how, over plain HTTP', async () => {
  const port = 20_000 + (process.pid % 20_000);
  const page = await serveTrustPage({ port, platformUrl: 'https://192.168.1.20:4000', authority: 'PEM' });
  const answer = await fetch(`http://127.0.0.1:${port}/roundsman.crt`);
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['application/x-x509-ca-cert', 'PEM']);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('https://192.168.1.20:4000/operator/');
  expect((await fetch(`http://127.0.0.1:${port}/api/me`)).status).toBe(404);
  await expect(serveTrustPage({ port, platformUrl: '', authority: '' })).rejects.toThrow(/Port \d+/);
  await page.close();
});
