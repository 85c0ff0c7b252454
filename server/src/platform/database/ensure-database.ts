import pg from 'pg';

import type { ConnectionTarget } from './embedded/folder-lock.ts';

/** Makes the platform's database in the embedded server on the first start. */
export async function ensureDatabase(server: ConnectionTarget, name: string): Promise<void> {
  const client = new pg.Client({ ...server });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
