import pg from 'pg';

import { StartRefused } from '../start-refused.ts';
import { failureCode } from './failures.ts';
import { clientConfig, type DatabaseTarget } from './pool.ts';

const oldestVersion = 15;

/** Refuses a database of one's own that cannot carry the platform, each reason with its remedy, before anything is changed in it. */
export async function checkOwnDatabase(target: DatabaseTarget): Promise<void> {
  const client = new pg.Client({ ...clientConfig(target), connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(error);
  }
  try {
    const { rows } = await client.query<Rights>(rightsQuery);
    const wrong = faults(rows[0]!);
    if (wrong.length > 0)
      throw new StartRefused(
        `DATABASE_URL does not fit: ${wrong.map((w) => w.what).join(' ')}`,
        wrong.map((w) => w.remedy).join(' '),
      );
  } finally {
    await client.end().catch(() => {});
  }
}

interface Rights {
  readonly version: number;
  readonly user: string;
  readonly database: string;
  readonly encoding: string;
  readonly creates_schemas: boolean;
  readonly creates_tables: boolean;
  readonly scoped_exists: boolean;
  readonly scoped_usable: boolean;
  readonly makes_roles: boolean;
  readonly replica: boolean;
}

const rightsQuery = `
  SELECT current_setting('server_version_num')::int / 10000 AS version, current_user AS user, current_database() AS database,
    current_setting('server_encoding') AS encoding,
    has_database_privilege(current_database(), 'CREATE') AS creates_schemas,
    has_schema_privilege('public', 'CREATE') AS creates_tables,
    EXISTS (SELECT FROM pg_roles WHERE rolname = 'roundsman_scoped') AS scoped_exists,
    EXISTS (SELECT FROM pg_roles r WHERE r.rolname = 'roundsman_scoped' AND pg_has_role(current_user, r.oid, 'MEMBER')) AS scoped_usable,
    (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS makes_roles,
    pg_is_in_recovery() AS replica`;

function faults(rights: Rights): { what: string; remedy: string }[] {
  const found: { what: string; remedy: string }[] = [];
  if (rights.version < oldestVersion) {
    found.push({
      what: `The server is PostgreSQL ${rights.version}; ${oldestVersion} or newer is needed.`,
      remedy: `Upgrade it to PostgreSQL ${oldestVersion} or newer.`,
    });
  }
  if (rights.replica) {
    found.push({ what: 'The server is a read-only replica.', remedy: 'Name the primary in DATABASE_URL.' });
  }
  if (rights.encoding !== 'UTF8') {
    found.push({
      what: `The database '${rights.database}' has the encoding ${rights.encoding}.`,
      remedy: `Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
    });
  }
  if (!rights.creates_schemas || !rights.creates_tables) {
    found.push({
      what: `The role '${rights.user}' may not make tables and schemas in '${rights.database}'.`,
      remedy: `ALTER DATABASE "${rights.database}" OWNER TO "${rights.user}"; ALTER SCHEMA public OWNER TO "${rights.user}";`,
    });
  }
  if (!rights.makes_roles && !rights.scoped_usable) {
    const make = rights.scoped_exists ? '' : 'CREATE ROLE roundsman_scoped NOLOGIN; ';
    found.push({
      what: `The role '${rights.user}' can neither make the role roundsman_scoped nor step down to it.`,
      remedy: `As an administrator: ${make}GRANT roundsman_scoped TO "${rights.user}";`,
    });
  }
  return found;
}

function unreachable(error: unknown): StartRefused {
  const reasons: Record<string, [string, string]> = {
    '28P01': ['the password was refused', 'Check user and password in DATABASE_URL.'],
    '28000': ['the user was refused', "Check the user in DATABASE_URL and the server's pg_hba.conf."],
    '3D000': ['there is no such database', 'Make it with CREATE DATABASE, or correct the name in DATABASE_URL.'],
    ENOTFOUND: ['its host is unknown', 'Check the host in DATABASE_URL.'],
    ECONNREFUSED: ['nothing answers at that address', 'Check host and port, and that the server is running.'],
  };
  const words = error instanceof Error ? error.message : String(error);
  const [what, remedy] = reasons[failureCode(error) ?? ''] ?? [
    words,
    'Check DATABASE_URL and that the server is running.',
  ];
  return new StartRefused(`The database named by DATABASE_URL cannot be reached: ${what}.`, remedy);
}
