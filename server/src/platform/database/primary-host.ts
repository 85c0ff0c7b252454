import { Socket } from 'node:net';
import pg from 'pg';

interface DatabaseHost {
  readonly host: string;
  readonly port: number;
}

interface SeveralHosts {
  readonly hosts: readonly DatabaseHost[];
  readonly first: string;
}

const PORT = 5432;
const LOOK_MILLISECONDS = 2_000;
/** Somebody who is let go into a failover waits for it: connections are asked for again soon enough anyhow. */
const REMEMBERED_MILLISECONDS = 2_000;

/**
 * The servers that a URL like `postgresql://user:secret@db-1:5432,db-2:5432/name?target_session_attrs=read-write` names, as libpq reads it, and the
 * URL of the first alone; null when it names one. Throws TypeError when it cannot be read.
 */
export function severalHosts(url: string): SeveralHosts | null {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/.exec(url);
  const [, head = '', list = '', tail = ''] = parts ?? [];
  if (!list.includes(',')) return null;
  const hosts = list.split(',').map((one) => {
    const { hostname, port } = new URL(`postgresql://${one}`);
    if (hostname === '') throw new TypeError('A host of DATABASE_URL has no name');
    return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? PORT : Number(port) };
  });
  const first = new URL(`${head}${list.split(',')[0]}${tail}`);
  // Whoever writes is sent to the one that takes writes: the driver knows neither the word nor another meaning of it.
  first.searchParams.delete('target_session_attrs');
  return { hosts, first: first.href };
}

const opened = new Map<string, { readonly connectionString: string; readonly stream: () => Socket }>();

/** How the driver reaches the database of that URL; all connections of the process share what is known of several servers. */
export function connectionTo(url: string): { readonly connectionString: string; readonly stream?: () => Socket } {
  const several = severalHosts(url);
  if (!several) return { connectionString: url };
  const known = opened.get(url) ?? { connectionString: several.first, stream: primaryConnections(several) };
  opened.set(url, known);
  return known;
}

/**
 * Connections to whichever of several servers takes writes at that moment: a standby that was promoted is found by the next connection, without
 * a restart and without another program in between.
 */
function primaryConnections(several: SeveralHosts): () => Socket {
  const { hosts, first } = several;
  let known: { readonly host: DatabaseHost; readonly at: number } | null = null;
  let looking: Promise<DatabaseHost> | null = null;

  async function look(): Promise<DatabaseHost> {
    // Who was it before is asked first: two that both take writes are somebody's mistake, and changing sides would double it.
    const order = known ? [known.host, ...hosts.filter((one) => one !== known!.host)] : hosts;
    const answers = order.map((host) => takesWrites(first, host));
    for (const [at, answer] of answers.entries()) {
      if (!(await answer)) continue;
      known = { host: order[at]!, at: performance.now() };
      return known.host;
    }
    throw Object.assign(new Error('None of the database servers takes writes'), { code: 'ECONNREFUSED' });
  }
  const primary = (): Promise<DatabaseHost> => {
    if (known && performance.now() - known.at < REMEMBERED_MILLISECONDS) return Promise.resolve(known.host);
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };

  const forget = () => {
    if (known) known = { ...known, at: Number.NEGATIVE_INFINITY };
  };
  return () => new SocketToPrimary(primary, forget);
}

/** The driver tells a socket to connect to the first server; it goes to the one that takes writes. */
class SocketToPrimary extends Socket {
  readonly #primary: () => Promise<DatabaseHost>;

  constructor(primary: () => Promise<DatabaseHost>, lost: () => void) {
    super();
    this.#primary = primary;
    // A line that breaks may be the end of its server: the next one looks again.
    this.on('close', lost);
  }

  override connect(...given: unknown[]): this {
    const isFromDriver = typeof given[0] === 'number';
    if (!isFromDriver) return super.connect(...(given as [{ host: string; port: number }]));
    this.#primary().then(
      ({ host, port }) => {
        if (!this.destroyed) super.connect({ host, port });
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }
}

async function takesWrites(url: string, { host, port }: DatabaseHost): Promise<boolean> {
  const address = new URL(url);
  address.host = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const client = new pg.Client({
    connectionString: address.href,
    connectionTimeoutMillis: LOOK_MILLISECONDS,
    query_timeout: LOOK_MILLISECONDS,
    application_name: 'roundsman looks for the primary',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ standby: boolean; read_only: string }>(
      "SELECT pg_is_in_recovery() AS standby, current_setting('default_transaction_read_only') AS read_only",
    );
    return rows[0]?.standby === false && rows[0].read_only === 'off';
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
