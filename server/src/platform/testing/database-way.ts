import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { DatabaseTarget } from '../database/index.ts';

/** An address of a test's database that can be taken away. */
export interface DatabaseWay {
  readonly port: number;
  readonly url: string;
  /** From now on nothing comes through on the lines that stand, and nothing says so; new ones are whole. */
  cut(): void;
  /** Lines that stand break, and new ones are refused. */
  close(): void;
}

/** TCP on loopback to the database of that target. */
export async function openDatabaseWay(target: DatabaseTarget, port = 0): Promise<DatabaseWay> {
  const { user, name, far } = placeOf(target);
  const lines = new Set<{ readonly sockets: readonly Socket[]; isCut: boolean }>();
  const server = createServer((near) => {
    const behind = connect(far);
    const line = { sockets: [near, behind], isCut: false };
    lines.add(line);
    for (const [from, to] of [
      [near, behind],
      [behind, near],
    ] as const) {
      from.on('error', () => {});
      from.on('data', (chunk) => line.isCut || to.write(chunk));
      from.on('close', () => {
        lines.delete(line);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    url: `postgresql://${user}@127.0.0.1:${taken}/${name}`,
    cut: () => {
      for (const line of lines) line.isCut = true;
    },
    close: () => {
      server.close();
      for (const { sockets } of lines) for (const socket of sockets) socket.destroy();
    },
  };
}

function placeOf(target: DatabaseTarget) {
  if (!('url' in target)) {
    return { user: target.user, name: target.database, far: { path: `${target.host}/.s.PGSQL.${target.port}` } };
  }
  const url = new URL(target.url);
  const folder = url.searchParams.get('host');
  const port = Number(url.port || 5432);
  return {
    user: url.username,
    name: url.pathname.slice(1),
    far: folder?.startsWith('/') ? { path: `${folder}/.s.PGSQL.${port}` } : { host: url.hostname, port },
  };
}
