// A real name server with a zone of ours. Run by `npm test -- "real peers"`, which finds it.
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { dkimRecord } from '../dkim.ts';
import { checkSenderDomain } from './check-sender-domain.ts';
import { openDnsLookup } from './dns-lookup.ts';

const knotd = process.env.KNOTD;
const PORT = 4445;
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ format: 'pem', type: 'pkcs8' })
  .toString();
const dkim = dkimRecord({ domain: 'rhein.example', selector: 'r1', privateKey });

describe.skipIf(knotd === undefined)('a real name server', () => {
  let folder: string;
  let running: ChildProcess;
  const dns = openDnsLookup([`127.0.0.1:${PORT}`]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'roundsman-knot-'));
    mkdirSync(join(folder, 'zones'));
    // A TXT string holds 255 octets, an RSA key more: it stands there in pieces, as every registrar cuts it.
    const pieces = dkim.text
      .match(/.{1,200}/g)!
      .map((piece) => `"${piece}"`)
      .join(' ');
    writeFileSync(
      join(folder, 'zones', 'rhein.example.zone'),
      `$ORIGIN rhein.example.
@ 60 SOA ns.rhein.example. hostmaster.rhein.example. 1 3600 600 86400 60
@ 60 NS ns
ns 60 A 127.0.0.1
@ 60 TXT "v=spf1 include:amazonses.com -all"
r1._domainkey 60 TXT ( ${pieces} )
`,
    );
    writeFileSync(
      join(folder, 'knot.conf'),
      `server:
  rundir: "${folder}"
  listen: 127.0.0.1@${PORT}
database:
  storage: "${folder}"
zone:
  - domain: rhein.example
    storage: "${folder}/zones"
`,
    );
    running = spawn(knotd!, ['-c', join(folder, 'knot.conf')], { stdio: 'ignore' });
    await vi.waitFor(async () => expect(await dns.txt('rhein.example')).toHaveLength(1), {
      timeout: 20_000,
      interval: 200,
    });
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  test('is asked for all three, long keys in pieces included, and what is missing is said', async () => {
    const records = await checkSenderDomain(dns, {
      domain: 'rhein.example',
      spfTerms: ['include:amazonses.com'],
      unnamedSenders: [],
      dkim: [dkim],
    });
    expect(records.map(({ kind, state }) => [kind, state])).toEqual([
      ['spf', 'right'],
      ['dkim', 'right'],
      ['dmarc', 'missing'],
    ]);
  });

  test('that is not there is no verdict', async () => {
    const nobody = openDnsLookup(['127.0.0.1:1']);
    const [spf] = await checkSenderDomain(nobody, {
      domain: 'rhein.example',
      spfTerms: [],
      unnamedSenders: [],
      dkim: [],
    });
    expect(spf?.state).toBe('unknown');
  });
});
