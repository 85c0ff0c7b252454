import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

import { clientConfig, type DatabaseTarget, migrateDatabase, startEmbeddedCluster } from '../database/index.ts';
import { templateDatabase, withDatabase } from './test-target.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: DatabaseTarget;
  }
}

/** Nothing here has to outlive a power cut. */
const fastAndForgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * Vitest's global set-up: one PostgreSQL a run with one migrated template. `TEST_DATABASE_URL` names a server to use
 * instead (the run on PostgreSQL 15 does); its templates and test databases are made anew.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined) {
    await makeTemplate({ url: given });
    project.provide('databaseServer', { url: given });
    return async () => {};
  }
  const dataFolder = mkdtempSync('/tmp/roundsman-test-');
  chmodSync(dataFolder, 0o755); // The database's account passes through it when the run is root's.
  const cluster = await startEmbeddedCluster({ dataFolder, settings: fastAndForgetful });
  await makeTemplate(cluster.connection);
  project.provide('databaseServer', cluster.connection);
  return async () => {
    await cluster.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}

async function makeTemplate(server: DatabaseTarget): Promise<void> {
  const client = new pg.Client(clientConfig(server));
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${templateDatabase}`);
  await client.query(`CREATE DATABASE ${templateDatabase} TEMPLATE template0 ENCODING 'UTF8'`);
  await client.end();
  await migrateDatabase(withDatabase(server, templateDatabase));
}
