import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

import { StartRefused } from '../start-refused.ts';
import { migrateTaskQueue } from '../task-queue/migrate-task-queue.ts';
import { clientConfig, type DatabaseTarget } from './pool.ts';

/** Numbered, named, never edited. */
export const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations');

/**
 * Brings a database to this build's schema: the role that row-level security binds, the numbered migrations and the
 * task queue's own schema. Safe to run from several processes at once; a second run changes nothing.
 * Errors: `StartRefused` when the database was migrated by a newer build.
 */
export async function migrateDatabase(target: DatabaseTarget): Promise<void> {
  const client = new pg.Client({ ...clientConfig(target), application_name: 'roundsman migrations' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(20230913, 2)');
    await refuseNewerSchema(client);
    await client.query(scopedRole);
    await migrate(drizzle(client), { migrationsFolder });
    await migrateTaskQueue(client, target);
  } finally {
    await client.end();
  }
}

async function refuseNewerSchema(client: pg.Client): Promise<void> {
  const known = await client.query(`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS known`);
  if (!known.rows[0].known) return;
  const { rows } = await client.query<{ newest: string | null }>(
    'SELECT max(created_at) AS newest FROM drizzle.__drizzle_migrations',
  );
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  const newestOfBuild = Math.max(0, ...journal.entries.map((entry) => entry.when));
  if (Number(rows[0]!.newest ?? 0) <= newestOfBuild) return;
  throw new StartRefused(
    'The database was migrated by a newer build of the platform than this one.',
    'Start the newer build, or restore a backup made before it.',
  );
}

/** A dump of a database does not carry its roles, so a restored one gets it here; another database's migration may be making it at this moment. */
const scopedRole = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'roundsman_scoped') THEN
    CREATE ROLE roundsman_scoped NOLOGIN NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'roundsman_scoped', 'MEMBER') THEN
    EXECUTE format('GRANT roundsman_scoped TO %I', current_user);
  END IF;
END $$;`;
