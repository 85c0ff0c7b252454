import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../testing/index.ts';
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
  const servers: { server: Server; sockets: Set<Socket>; port: number }[] = [];
  beforeAll(async () => {
    test = await openTestDatabase();
    for (let at = 0; at < 2; at++) servers.push(await openWay());
  });
  afterAll(async () => {
    for (const one of servers) stop(one);
    await test?.close();
  });

  /** One of two addresses of the same database: what is behind it can be taken away. */
  async function openWay(port = 0) {
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      const { target } = test;
      const url = 'url' in target ? new URL(target.url) : null;
      const folder = url ? url.searchParams.get('host') : 'host' in target ? target.host : null;
      const far = folder?.startsWith('/')
        ? connect(`${folder}/.s.PGSQL.${'port' in target ? target.port : url?.port || 5432}`)
        : connect(Number(url?.port || 5432), url?.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {});
      }
      near.pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return { server, sockets, port: (server.address() as AddressInfo).port };
  }
  function stop({ server, sockets }: (typeof servers)[number]) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }

  it('goes on with the other when one is gone, and back', async () => {
    const { target } = test;
    const url = 'url' in target ? new URL(target.url) : null;
    const user = url ? url.username : 'user' in target ? target.user : '';
    const name = url ? url.pathname.slice(1) : 'database' in target ? target.database : '';
    const ports = servers.map(({ port }) => port);
    const pool = openPool({ url: `postgresql://${user}@127.0.0.1:${ports[0]},127.0.0.1:${ports[1]}/${name}` });
    try {
      const asked = () => pool.query('SELECT 1 AS one').then(({ rows }) => rows[0].one as number);
      expect(await asked()).toBe(1);
      stop(servers[0]!);
      expect(await soon(asked)).toBe(1);
      servers[0] = await openWay(ports[0]);
      stop(servers[1]!);
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
