import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StatusDocument } from '@roundsman/api-contract';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findDebianProgram } from '../../../scripts/testing/debian-program.mjs';
import { realClock } from '../clock.ts';
import { newManifestKey } from '../fleet/index.ts';
import { readConfig, signOperatorToken, startEdge } from '../index.ts';
import { openStore, type Store } from '../store/index.ts';
import { startStandInPlatform } from '../testing/index.ts';
import { type Sharing, shareStore } from './share-store.ts';

const nats = findDebianProgram({ program: 'nats-server', debianPackage: 'nats-server' });
const patience = { timeout: 40_000, interval: 100 };

describe.skipIf(nats.why !== undefined)('edge programs over a real NATS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-nats-'));
  let port: number;
  let server: ChildProcess;
  const startServer = () => {
    server = spawn(nats.path!, ['-js', '-a', '127.0.0.1', '-p', String(port), '-sd', folder], { stdio: 'ignore' });
  };
  const stopServer = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  beforeAll(async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    port = (probe.address() as { port: number }).port;
    await new Promise((resolve) => probe.close(resolve));
    startServer();
  });
  afterAll(async () => {
    await stopServer();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Program {
    store: Store;
    sharing: Sharing;
    seen: string[];
    changes: number;
  }
  const programs: Program[] = [];
  const start = async (name: string, store = openStore(':memory:')): Promise<Program> => {
    const program: Program = { store, sharing: undefined as never, seen: [], changes: 0 };
    program.sharing = await shareStore({
      store,
      clock: realClock,
      log: pino({ level: 'silent' }),
      url: new URL(`nats://127.0.0.1:${port}`),
      replicas: 1,
      name,
      onRemoteChange: () => {
        program.changes++;
      },
      onSighting: ({ edgeUrl }) => program.seen.push(edgeUrl),
    });
    programs.push(program);
    return program;
  };
  afterEach(async () => {
    for (const { sharing, store } of programs.splice(0)) {
      await sharing.stop();
      store.close();
    }
  });

  const begin = ({ store }: Program, id: string, title: string) =>
    store.db
      .prepare("INSERT INTO incidents (id, title, state, started_ms, created_ms) VALUES (?, ?, 'investigating', 1, 1)")
      .run(id, title);
  const titles = ({ store }: Program) =>
    (store.db.prepare('SELECT title FROM incidents ORDER BY id').all() as { title: string }[]).map(
      ({ title }) => title,
    );

  it('know what was written at any of them, also who comes later, and forget what is forgotten', async () => {
    const [one, two] = [await start('one'), await start('two')];
    begin(one, 'a', 'At one');
    begin(two, 'b', 'At two');
    await vi.waitFor(
      () =>
        expect([titles(one), titles(two)]).toEqual([
          ['At one', 'At two'],
          ['At one', 'At two'],
        ]),
      patience,
    );
    two.store.db.prepare("UPDATE incidents SET title = 'Changed' WHERE id = 'a'").run();
    await vi.waitFor(() => expect(titles(one)).toEqual(['Changed', 'At two']), patience);
    const three = await start('three');
    expect(titles(three)).toEqual(['Changed', 'At two']);
    three.store.db.prepare("DELETE FROM incidents WHERE id = 'b'").run();
    await vi.waitFor(() => expect([titles(one), titles(two)]).toEqual([['Changed'], ['Changed']]), patience);
    expect(one.store.db.prepare('SELECT count(*) AS many FROM changed_rows').get()).toEqual({ many: 0 });
  });

  it('let one act for all, and another when it is gone', async () => {
    const [one, two] = [await start('one'), await start('two')];
    const acting = () => programs.filter(({ sharing }) => sharing.isActing());
    await vi.waitFor(() => expect(acting()).toHaveLength(1), patience);
    const [first] = acting();
    const other = first === one ? two : one;
    expect(other.sharing.isActing()).toBe(false);
    await first!.sharing.stop();
    programs.splice(programs.indexOf(first!), 1);
    first!.store.close();
    await vi.waitFor(() => expect(other.sharing.isActing()).toBe(true), patience);
  });

  it('share what they see', async () => {
    const [one, two] = [await start('one'), await start('two')];
    await vi.waitFor(() => {
      one.sharing.share({ edgeUrl: 'https://edge-1', network: 'a', witness: 'probe', good: 1, bad: 0 });
      expect(two.seen).toContain('https://edge-1');
    }, patience);
    expect(one.seen).toEqual([]);
  });

  it('keep working by themselves while NATS is gone, act for nobody, and come together again', async () => {
    const [one, two] = [await start('one'), await start('two')];
    await vi.waitFor(() => expect(programs.some(({ sharing }) => sharing.isActing())).toBe(true), patience);
    await stopServer();
    begin(one, 'x', 'While it was gone');
    await vi.waitFor(() => expect(programs.some(({ sharing }) => sharing.isActing())).toBe(false), patience);
    expect(titles(one)).toContain('While it was gone');
    startServer();
    await vi.waitFor(() => expect(titles(two)).toContain('While it was gone'), patience);
    await vi.waitFor(() => expect(programs.filter(({ sharing }) => sharing.isActing())).toHaveLength(1), patience);
  });

  it('are one status page and one list of edges at two places', async () => {
    const platform = await startStandInPlatform();
    const secret = randomBytes(32);
    const common = {
      NATS_URL: `nats://127.0.0.1:${port}`,
      EDGE_SHARED_SECRET: secret.toString('base64url'),
      EDGE_SUBSCRIPTION_KEY: randomBytes(32).toString('base64url'),
      EDGE_MANIFEST_KEY: newManifestKey(),
      EDGE_PORT: '0',
      LOG_LEVEL: 'silent',
      PLATFORM_URL: platform.url.href,
      EDGES: `One=${platform.url.href},Two=http://localhost:${platform.url.port}`,
      STATUS_PAGE_DIST: join(folder, 'not-built'),
    };
    const open = (name: string) => startEdge(readConfig({ ...common, DATA_DIR: join(folder, name), EDGE_NAME: name }));
    const here = await open('here');
    const there = await open('there');
    const nowSeconds = Math.floor(Date.now() / 1000);
    const token = signOperatorToken(
      { operatorId: 'op-1', name: 'Mia Lampert', issuedAt: nowSeconds, expiresAt: nowSeconds + 300 },
      secret,
    );
    const write = async (path: string, body: unknown) => {
      const answer = await fetch(`${here.url}/edge-api${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.ok).toBe(true);
    };
    const readThere = async <T>(path: string) => (await (await fetch(`${there.url}${path}`)).json()) as T;
    await write('/incidents', {
      title: 'Messages arrive late',
      message: 'E-mails wait.',
      affected: [{ componentId: 'outbound-email', impact: 'degraded' }],
    });
    await write('/edges/edge-two/weight', { weight: 0 });
    await vi.waitFor(async () => {
      const status = await readThere<StatusDocument>('/status.json');
      expect(status.openIncidents.map(({ title }) => title)).toContain('Messages arrive late');
      expect(status.maintenances.map(({ componentIds }) => componentIds)).toContainEqual(['edge-two']);
      const { manifest } = await readThere<{ manifest: string }>('/edge-api/manifest');
      expect(JSON.parse(manifest).edges.map(({ weight }: { weight: number }) => weight)).toEqual([100, 0]);
    }, patience);
    await Promise.all([here.stop(), there.stop(), platform.close()]);
  });
});
