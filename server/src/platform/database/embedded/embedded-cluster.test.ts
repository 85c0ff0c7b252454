import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type EmbeddedCluster, startEmbeddedCluster } from './embedded-cluster.ts';
import { isAlive } from './postmaster-file.ts';

describe('the embedded PostgreSQL', () => {
  let dataFolder: string;
  let cluster: EmbeddedCluster | null = null;

  beforeEach(() => {
    dataFolder = mkdtempSync('/tmp/embedded-');
    chmodSync(dataFolder, 0o755);
  });
  afterEach(async () => {
    await cluster?.stop();
    cluster = null;
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const ask = async (on: EmbeddedCluster, statement: string) => {
    const client = new pg.Client(on.connection);
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  /** A platform in a process of its own that starts the cluster and holds it until it is killed. */
  const otherPlatform = async () => {
    const code = `
      const { startEmbeddedCluster } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded-cluster.ts'))});
      const { pid } = await startEmbeddedCluster({ dataFolder: ${JSON.stringify(dataFolder)} });
      process.stdout.write(String(pid));
      setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, databasePid: Number(said.toString()) };
  };

  it('outlives a platform that was killed and is taken over by the next one with all that was acknowledged', async () => {
    const { child, databasePid } = await otherPlatform();
    const target = {
      host: join(dataFolder, 'postgres', 'socket'),
      port: 5432,
      user: 'roundsman',
      database: 'postgres',
    };
    const client = new pg.Client(target);
    await client.connect();
    await client.query('CREATE TABLE kept (at int)');
    await client.query('INSERT INTO kept VALUES (1)');
    await client.end();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(databasePid)).toBe(true);

    cluster = await startEmbeddedCluster({ dataFolder });
    expect(cluster).toMatchObject({ adopted: true, pid: databasePid });
    expect(await ask(cluster, 'SELECT at FROM kept')).toEqual([{ at: 1 }]);
    await cluster.stop();
    expect(isAlive(databasePid)).toBe(false);

    cluster = await startEmbeddedCluster({ dataFolder });
    expect(cluster.adopted).toBe(false);
    expect(await ask(cluster, 'SELECT at FROM kept')).toEqual([{ at: 1 }]);
  });

  it('is refused to a second platform, in plain words, and goes on for the first', async () => {
    const { child, databasePid } = await otherPlatform();
    await expect(startEmbeddedCluster({ dataFolder })).rejects.toMatchObject({
      name: 'StartRefused',
      message: `The data folder ${dataFolder} is in use by another platform (roundsman platform, process ${child.pid}).`,
      remedy: expect.stringContaining('DATA_DIR'),
    });
    expect(isAlive(databasePid)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    cluster = await startEmbeddedCluster({ dataFolder });
    expect(cluster.pid).toBe(databasePid);
  });

  it('is started again when it dies under a running platform', async () => {
    const restarts: (Error | null)[] = [];
    cluster = await startEmbeddedCluster({ dataFolder, onRestart: (error) => restarts.push(error) });
    const first = cluster.pid;
    process.kill(first, 'SIGKILL');
    for (let waited = 0; waited < 20_000 && cluster.pid === first; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(restarts).toEqual([null]);
    expect(await ask(cluster, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('does not mistake the number of another process in a stale file for a database', async () => {
    cluster = await startEmbeddedCluster({ dataFolder });
    const file = join(dataFolder, 'postgres', 'cluster', 'postmaster.pid');
    const stale = readFileSync(file, 'utf8').replace(/^\d+/, '999999');
    await cluster.stop();
    writeFileSync(file, stale);
    cluster = await startEmbeddedCluster({ dataFolder });
    expect(cluster.adopted).toBe(false);
  });

  it('refuses a folder of another version, and says what went wrong when it cannot start', async () => {
    cluster = await startEmbeddedCluster({ dataFolder });
    await cluster.stop();
    cluster = null;
    const home = join(dataFolder, 'postgres', 'cluster');
    const version = readFileSync(join(home, 'PG_VERSION'), 'utf8');
    writeFileSync(join(home, 'PG_VERSION'), '9\n');
    await expect(startEmbeddedCluster({ dataFolder })).rejects.toThrow(/made by PostgreSQL 9/);
    writeFileSync(join(home, 'PG_VERSION'), version);
    writeFileSync(join(home, 'postgresql.conf'), 'this is not = a setting\n');
    await expect(startEmbeddedCluster({ dataFolder })).rejects.toThrow(/ended while starting.*syntax error/s);
  });

  // A plain user's database runs under the same account as the platform, so only root can come into this.
  if (process.getuid?.() === 0) {
    it('refuses as root a data folder that its account cannot enter', async () => {
      const closed = join(dataFolder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      await expect(startEmbeddedCluster({ dataFolder: join(closed, 'data') })).rejects.toMatchObject({
        name: 'StartRefused',
        message: expect.stringContaining('cannot enter the data folder'),
      });
    });
  }
});
