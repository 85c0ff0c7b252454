import { runMigrations } from 'graphile-worker';
import type pg from 'pg';

import { type DatabaseTarget, openPool } from '../database/pool.ts';
import { quietTaskLog } from './task-log.ts';

/** The queue's own schema, and the one function by which a unit of work adds a task inside its transaction. */
export async function migrateTaskQueue(client: pg.Client, target: DatabaseTarget): Promise<void> {
  const pool = openPool(target, { connections: 1, applicationName: 'roundsman migrations' });
  try {
    await runMigrations({ pgPool: pool, logger: quietTaskLog });
  } finally {
    await pool.end();
  }
  await client.query(addTask);
}

/** graphile_worker's tables answer to their owner alone; the scoped role may add tasks and nothing else. */
const addTask = `
CREATE OR REPLACE FUNCTION add_task(
  identifier text, payload json, queue_name text, run_at timestamptz, max_attempts integer, job_key text, priority integer
) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT FROM graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, job_key, priority)
$$`;
