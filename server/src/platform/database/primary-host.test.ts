import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseWay, openDatabaseWay, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { openPool } from './pool.ts';
import { severalHosts } from './primary-host.ts';

it('reads several servers as libpq does', () => {
  expect(severalHosts('postgresql://me:s%40crt@db-1:5433,[::1]/roundsman?target_session_attrs=read-write')).toEqual({
    hosts: [
      { host: 'db-1', port: 5433 },
      { host: '::1', port: 5432 },
    ],
    first: 'postgresql://me:s%40crt@db-1:5433/roundsman',
  });
  expect(severalHosts('postgresql://me@db-1/roundsman')).toBeNull();
  expect(() => severalHosts('postgresql://me@db-1:x,db-2/roundsman')).toThrow(TypeError);
});

describe('a pool over two servers', () => {
  let test: TestDatabase;
  const servers: DatabaseWay[] = [];
  beforeAll(async () => {
    test = await openTestDatabase();
    for (let at = 0; at < 2; at++) servers.push(await openDatabaseWay(test.target));
  });
  afterAll(async () => {
    for (const one of servers) one.close();
    await test?.close();
  });

  it('goes on with the other when one is gone, and back', async () => {
    const ports = servers.map(({ port }) => port);
    const pool = openPool({ url: servers[0]!.url.replace('@', `@127.0.0.1:${ports[1]},`) });
    try {
      const asked = () => pool.query('SELECT 1 AS one').then(({ rows }) => rows[0].one as number);
      expect(await asked()).toBe(1);
      servers[0]!.close();
      expect(await soon(asked)).toBe(1);
      servers[0] = await openDatabaseWay(test.target, ports[0]);
      servers[1]!.close();
      expect(await soon(asked)).toBe(1);
    } finally {
      await pool.end();
    }
  });

  /** A connection that is breaking fails its query; the one after it is on the other server. */
  async function soon<T>(ask: () => Promise<T>): Promise<T> {
    for (let tries = 0; tries < 20; tries++) {
      try {
        return await ask();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    return ask();
  }
});
