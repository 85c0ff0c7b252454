import { createHash, createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDebianProgram } from '../../../scripts/testing/debian-program.mjs';
import { realClock } from '../clock.ts';
import { movableClock } from '../testing/index.ts';
import { copyToHosts } from './copy-to-hosts.ts';
import type { FileHost } from './file-host.ts';
import { itHostsFiles } from './file-host-conformance.ts';
import { folderHost } from './folder-host.ts';
import { HostSettings } from './open-hosts.ts';
import { rsyncHost } from './rsync-host.ts';
import { s3Host } from './s3-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'roundsman-hosting-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const readIn = (root: string) => async (path: string) => readFileSync(join(root, path));
/** A file where a folder would have to be: not even root can write below it. */
const blocked = join(folder, 'blocked');
writeFileSync(blocked, '');

describe('a folder', () => {
  const root = join(folder, 'www');
  itHostsFiles(() => ({
    host: folderHost({ folder: root }),
    read: readIn(root),
    broken: folderHost({ folder: join(blocked, 'www') }),
  }));
});

const rsync = findDebianProgram({ program: 'rsync', debianPackage: 'rsync' });
describe.skipIf(rsync.why !== undefined)('a copy by rsync', () => {
  const target = join(folder, 'far');
  mkdirSync(target);
  const program = rsync.path ?? 'rsync';
  itHostsFiles(() => ({
    host: rsyncHost({ target, spool: join(folder, 'spool'), program }),
    read: readIn(target),
    broken: rsyncHost({ target: join(blocked, 'x', 'y'), spool: join(folder, 'spool'), program }),
  }));
});

describe('a bucket that speaks S3', () => {
  const account = { region: 'eu-central-1', accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret/example' };
  const kept = new Map<string, { body: Buffer; type: string; cacheControl: string }>();
  const order: string[] = [];
  let server: Server;
  let endpoint: string;
  beforeAll(async () => {
    // Stands in for a store: checks the signature from the request alone, as documented, and refuses with S3's own words.
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        if (!isSigned(request.method!, request.url!, request.headers as Record<string, string>, body, account))
          return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
        const path = decodeURIComponent(request.url!.replace('/pages/status/', ''));
        order.push(path);
        kept.set(path, {
          body,
          type: String(request.headers['content-type']),
          cacheControl: String(request.headers['cache-control']),
        });
        return response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  const hostOf = (more = {}) =>
    s3Host({ endpoint, bucket: 'pages', prefix: 'status/', ...account, ...more }, realClock);

  itHostsFiles(() => ({
    host: hostOf(),
    read: async (path) => kept.get(path)?.body ?? null,
    broken: hostOf({ secretAccessKey: 'wrong' }),
  }));

  it('gets each file’s type, and the document that speaks of the others last', async () => {
    order.length = 0;
    const names = Array.from({ length: 9 }, (_, at) => `components/c${at}.svg`);
    const files = [...names, 'status.json'].map((path) => ({
      path,
      body: Buffer.from(path),
      type: 'image/svg+xml',
      cacheControl: 'no-cache',
    }));
    await hostOf().put(files, AbortSignal.timeout(20_000));
    expect(order.at(-1)).toBe('status.json');
    expect(kept.get('components/c3.svg')).toMatchObject({ type: 'image/svg+xml', cacheControl: 'no-cache' });
  });
});

describe('copies at several places', () => {
  const files = (words: string) => [
    { path: 'assets/app.js', body: Buffer.from('app'), type: 'text/javascript', cacheControl: 'immutable' },
    { path: 'status.json', body: Buffer.from(words), type: 'application/json', cacheControl: 'no-cache' },
  ];
  const place = (name: string) => {
    const puts: string[][] = [];
    let fault: string | null = null;
    const fail = (words: string | null) => {
      fault = words;
    };
    const host: FileHost = {
      name,
      async put(put) {
        if (fault) throw new Error(fault);
        puts.push(put.map(({ path, body }) => `${path} ${body.toString()}`));
      },
    };
    return { host, puts, fail };
  };
  const log = pino({ level: 'silent' });

  it('get news at once and only what changed, and a sign of life before they get old', async () => {
    const clock = movableClock('2026-11-23T08:00:00Z');
    const one = place('one');
    const copies = copyToHosts([one.host], clock, log);
    copies.offer(files('a'), true);
    await copies.settled();
    copies.offer(files('b'), true);
    await copies.settled();
    clock.move(10_000);
    copies.offer(files('b, later'), false);
    await copies.settled();
    clock.move(20_000);
    copies.offer(files('b, later still'), false);
    await copies.settled();
    expect(one.puts).toEqual([
      ['assets/app.js app', 'status.json a'],
      ['status.json b'],
      ['status.json b, later still'],
    ]);
  });

  it('do not wait for each other, and who failed gets everything that it missed', async () => {
    const clock = movableClock('2026-11-23T08:00:00Z');
    const [one, two] = [place('one'), place('two')];
    one.fail('no space left');
    const copies = copyToHosts([one.host, two.host], clock, log);
    copies.offer(files('a'), true);
    await copies.settled();
    expect(two.puts).toHaveLength(1);
    expect(copies.view()).toEqual([
      { name: 'one', copiedAt: null, fault: 'no space left' },
      { name: 'two', copiedAt: '2026-11-23T08:00:00.000Z', fault: null },
    ]);
    one.fail(null);
    copies.offer(files('a'), false);
    await copies.settled();
    expect(one.puts).toEqual([['assets/app.js app', 'status.json a']]);
    expect(two.puts).toHaveLength(1);
  });

  it('are set up by settings that cannot smuggle in an option', () => {
    expect(HostSettings.safeParse({ kind: 'rsync', target: '--rsh=touch /x' }).success).toBe(false);
    expect(HostSettings.safeParse({ kind: 'rsync', target: 'web@host:/var/www/' }).success).toBe(true);
  });
});

/** Signature Version 4 from what the request itself says, independently of how it was made. */
function isSigned(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
  account: { region: string; accessKeyId: string; secretAccessKey: string },
): boolean {
  const [, key, day, names = '', given] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/[^,]+, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
  if (key !== account.accessKeyId || day === undefined || headers['x-amz-content-sha256'] !== hash(body)) return false;
  if (!names.split(';').includes('x-amz-content-sha256')) return false;
  const lines = names.split(';').map((name) => `${name}:${headers[name]?.trim()}\n`);
  const canonical = `${method}\n${path}\n\n${lines.join('')}\n${names}\n${hash(body)}`;
  const scope = `${day}/${account.region}/s3/aws4_request`;
  let secret: Buffer | string = `AWS4${account.secretAccessKey}`;
  for (const part of [...scope.split('/'), `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${scope}\n${hash(canonical)}`])
    secret = createHmac('sha256', secret).update(part).digest();
  return secret.toString('hex') === given;
}
