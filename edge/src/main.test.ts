import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatusDocument, type StatusIncident } from '@roundsman/api-contract';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startStandInPlatform } from './testing/index.ts';
import { configOf, newFolder, outage, tokenOf } from './testing/test-edge.ts';

describe('the program as a process', () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  const start = async (environment: Record<string, string>) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    running.push(child);
    const [message] = await once(child, 'message');
    return { child, message: message as { kind: string; url: string; what: string } };
  };

  it('keeps all that it acknowledged when it is killed', async () => {
    const folder = newFolder(onTestFinished);
    const environment = configOf(folder, { PLATFORM_URL: 'http://127.0.0.1:9' });
    const first = await start(environment);
    const token = tokenOf(folder);
    const send = async (index: number) => {
      const answer = await fetch(`${first.message.url}/edge-api/incidents`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `k${index}`,
        },
        body: JSON.stringify({ ...outage, title: `Incident ${index}` }),
      });
      return answer.ok ? `Incident ${index}` : null;
    };
    const sending = Array.from({ length: 40 }, (_, index) => send(index).catch(() => null));
    await sending[10];
    first.child.kill('SIGKILL');
    const acknowledged = (await Promise.all(sending)).filter((title) => title !== null);
    const second = await start(environment);
    const { open } = (await (await fetch(`${second.message.url}/edge-api/incidents`)).json()) as {
      open: StatusIncident[];
    };
    const titles = open.map((incident) => incident.title);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(titles).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(titles).size).toBe(titles.length);
    expect(
      StatusDocument.parse(JSON.parse(readFileSync(join(folder, 'edge/public/status.json'), 'utf8'))).openIncidents,
    ).toHaveLength(titles.length);
  });

  it('names every problem of its configuration at once', async () => {
    const { message } = await start({
      EDGE_PORT: 'x',
      PLATFORM_URL: 'ftp://x',
      EDGE_SHARED_SECRET: 'short',
      EDGES: 'a',
    });
    expect(message.kind).toBe('refused');
    for (const name of ['EDGE_PORT', 'PLATFORM_URL', 'EDGE_SHARED_SECRET', 'EDGES'])
      expect(message.what).toContain(name);
  });

  it('started by a person prints where the page is, and ends cleanly', async () => {
    const environment = configOf(newFolder(onTestFinished), {
      PLATFORM_URL: 'http://127.0.0.1:9',
      EDGE_PUBLIC_URL: 'https://status.example.com',
    });
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    const [words] = await once(child.stdout, 'data');
    expect(String(words)).toBe('Status page: https://status.example.com/\n');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says which port is taken', async () => {
    const platform = await startStandInPlatform();
    const { message } = await start(configOf(newFolder(onTestFinished), { EDGE_PORT: platform.url.port }));
    expect(message).toMatchObject({ kind: 'refused', what: `Port ${platform.url.port} is in use by another program.` });
    await platform.close();
  });
});
