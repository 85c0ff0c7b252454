import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { newId } from './ids.ts';

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly organisationId: string;
}

describe('a whole platform in a process of its own', { timeout: 120_000 }, () => {
  let dataFolder: string;
  const running = new Set<ChildProcess>();

  beforeAll(() => {
    dataFolder = mkdtempSync('/tmp/platform-');
    chmodSync(dataFolder, 0o755);
  });
  afterEach(async () => {
    for (const child of running) await stop(child);
  });
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

  const start = async (): Promise<Running> => {
    const env = { ...process.env, DATA_DIR: dataFolder, DATABASE_URL: '' };
    const child = fork(join(import.meta.dirname, 'testing', 'small-platform.ts'), {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    running.add(child);
    const [message] = (await once(child, 'message')) as [{ url: string; organisationId: string }];
    return { child, ...message };
  };
  const stop = async (child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };
  const post = (url: string, organisationId: string, path: string, body?: unknown, key = newId()) =>
    fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${organisationId}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  const ask = async <Row extends pg.QueryResultRow>(statement: string, values: unknown[]) => {
    const client = new pg.Client({
      host: join(dataFolder, 'postgres', 'socket'),
      port: 5432,
      user: 'roundsman',
      database: 'roundsman',
    });
    await client.connect();
    const { rows } = await client.query<Row>(statement, values);
    await client.end();
    return rows;
  };
  const until = async (holds: () => Promise<boolean>) => {
    for (let waited = 0; waited < 30_000; waited += 100) {
      if (await holds().catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('It did not come true within 30 s');
  };

  it('loses and doubles nothing that it acknowledged when it is killed in the middle, and clients ask again', async () => {
    let { child, url, organisationId } = await start();
    const acknowledged = new Set<number>();
    let next = 0;
    let killed: Promise<void> | null = null;
    const add = async () => {
      while (next < 150) {
        const number = next++;
        const key = newId();
        for (;;) {
          const response = await post(url, organisationId, '/things', { number }, key).catch(() => null);
          if (response?.ok) break;
          await killed;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        acknowledged.add(number);
        if (acknowledged.size === 60) {
          killed = stop(child, 'SIGKILL').then(async () => {
            const again = await start();
            child = again.child;
            url = again.url;
          });
        }
      }
    };
    await Promise.all(Array.from({ length: 6 }, add));
    expect(killed).not.toBeNull();
    expect(acknowledged.size).toBe(150);
    const numbers = Array.from({ length: 150 }, (_, at) => at);
    const events = await ask<{ seq: string; number: number }>(
      `SELECT seq, (data ->> 'number')::int AS number FROM events WHERE organisation_id = $1 ORDER BY seq`,
      [organisationId],
    );
    expect(events.map((event) => Number(event.seq))).toEqual(numbers.map((number) => number + 1));
    expect(events.map((event) => event.number).sort((a, b) => a - b)).toEqual(numbers);
    const counted = () =>
      ask<{ key: string; failures: number }>(`SELECT key, failures FROM business_timers WHERE organisation_id = $1`, [
        organisationId,
      ]);
    await until(async () => (await counted()).length === 150);
    expect((await counted()).every(({ failures }) => failures === 1)).toBe(true);
  });

  it('answers 503 with when to come back while its database is away, and goes on by itself when it is back', async () => {
    const { url, organisationId } = await start();
    expect((await post(url, organisationId, '/things', { number: 1 })).status).toBe(200);
    const [first] = readFileSync(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(first), 'SIGKILL');
    const refused = await post(url, organisationId, '/things', { number: 2 });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'database_unavailable' });
    await until(async () => (await post(url, organisationId, '/things', { number: 3 })).ok);
    await until(async () => (await fetch(`${url}/readyz`)).ok);
    await until(
      async () =>
        (await ask('SELECT key FROM business_timers WHERE organisation_id = $1', [organisationId])).length === 2,
    );
  });

  it('ends cleanly: requests under way are answered, tasks parked, the database stopped last', async () => {
    const { child, url, organisationId } = await start();
    const underWay = post(url, organisationId, '/pause');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const ended = stop(child);
    expect(await (await underWay).json()).toEqual({ rested: true });
    expect(await ended).toBe(0);
    expect(existsSync(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});
