import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { inject } from 'vitest';

import { businessClocks } from '../clock/schema.ts';
import { clientConfig, type Database, type DatabaseTarget, openDatabase, openPool } from '../database/index.ts';
import { newId } from '../ids.ts';
import { openTestClock, type TestClock } from './test-clock.ts';
import { templateDatabase, withDatabase } from './test-target.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly target: DatabaseTarget;
  readonly clock: TestClock;
  /** Told after each commit that appended events, as the doorbell is. */
  onAppended(hear: (organisationId: string, types: ReadonlySet<string>) => void): void;
  close(): Promise<void>;
}

/** A migrated database of the suite's own, copied from the run's template: `beforeAll` opens it, `afterAll` closes it. */
export async function openTestDatabase(clock: TestClock = openTestClock()): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${templateDatabase}`);
  const target = withDatabase(server, name);
  const pool = openPool(target, { connections: 10 });
  const hearers: ((organisationId: string, types: ReadonlySet<string>) => void)[] = [];
  const database = openDatabase({
    pool,
    clock,
    onAppended: (organisationId, types) => {
      for (const hear of hearers) hear(organisationId, types);
    },
  });
  return {
    database,
    pool,
    target,
    clock,
    onAppended: (hear) => hearers.push(hear),
    async close() {
      await pool.end();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

export interface TestOrganisation {
  readonly name?: string;
  /** A sandbox has a clock of its own; `live` unless said. */
  readonly kind?: 'live' | 'sandbox';
  /** Business time at the test clock's present instant, and how fast it runs from there: makes it a sandbox. */
  readonly businessNow?: Date;
  readonly speed?: number;
}

/** An organisation's bare row (and clock), without members or branches; returns its id. */
export async function createTestOrganisation(test: TestDatabase, options: TestOrganisation = {}): Promise<string> {
  const id = newId();
  const ownClock = options.businessNow !== undefined || options.speed !== undefined;
  const kind = options.kind ?? (ownClock ? 'sandbox' : 'live');
  const realNow = test.clock.now();
  await test.database.asInstallation(async (db) => {
    await db.execute(sql`
      INSERT INTO organisations (id, short_id, name, kind, currency, locale, time_zone, created_at)
      VALUES (${id}, ${id.slice(-8)}, ${options.name ?? 'Test organisation'}, ${kind}, 'EUR', 'en', 'Europe/Vaduz', ${realNow.toISOString()})`);
    if (ownClock) {
      const businessEpoch = options.businessNow ?? realNow;
      await db
        .insert(businessClocks)
        .values({ organisationId: id, realEpoch: realNow, businessEpoch, speed: options.speed ?? 1 });
    }
  });
  return id;
}

async function onServer(server: DatabaseTarget, statement: string): Promise<void> {
  const client = new pg.Client(clientConfig(server));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
