import { randomUUID } from 'node:crypto';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { migrateDatabase } from '../platform/database/index.ts';
import { openTestDatabase, type TestDatabase } from '../platform/testing/index.ts';
import { APPEND_ONLY, allTables, type TableConfig, WITHOUT_ORGANISATION } from './all-tables.ts';

let test: TestDatabase;
let tables: TableConfig[];

beforeAll(async () => {
  [test, tables] = await Promise.all([openTestDatabase(), allTables()]);
});
afterAll(() => test.close());

const rows = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> =>
  (await test.pool.query<R>(text, values)).rows;

const ownTables = `
  SELECT oid, relname FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`;

describe('the migrations', () => {
  it('change nothing when they run again', async () => {
    const before = await rows('SELECT * FROM drizzle.__drizzle_migrations ORDER BY id');
    await migrateDatabase(test.target);
    expect(await rows('SELECT * FROM drizzle.__drizzle_migrations ORDER BY id')).toEqual(before);
  });

  it('make exactly the tables that the schemas define', async () => {
    const made = await rows<{ relname: string }>(ownTables);
    expect(made.map((row) => row.relname).sort()).toEqual(tables.map((table) => table.name).sort());
    expect(made.length).toBeGreaterThan(100);
  });

  it('make exactly the columns that the schemas define: names, types, nullability', async () => {
    const made = await rows<{
      relname: string;
      attname: string;
      type: string;
      attnotnull: boolean;
      has_default: boolean;
    }>(`
      SELECT relname, attname, format_type(atttypid, atttypmod) AS type, attnotnull, atthasdef AS has_default
      FROM (${ownTables}) AS own JOIN pg_attribute ON attrelid = own.oid WHERE attnum > 0 AND NOT attisdropped`);
    const inDatabase = made.map(
      (row) => `${row.relname}.${row.attname} ${row.type} ${row.attnotnull} ${row.has_default}`,
    );
    const inSchemas = tables.flatMap((table) =>
      table.columns.map(
        (column) => `${table.name}.${column.name} ${sqlType(column)} ${column.notNull} ${column.hasDefault}`,
      ),
    );
    expect(inDatabase.sort()).toEqual(inSchemas.sort());
  });

  it('make exactly the constraints and indexes that the schemas define', async () => {
    const constraints = await rows<{ name: string }>(`
      SELECT relname || ' ' || conname AS name FROM (${ownTables}) AS own JOIN pg_constraint ON conrelid = own.oid
      WHERE contype IN ('p', 'f', 'c', 'u')`);
    const indexes = await rows<{ name: string }>(`
      SELECT own.relname || ' ' || i.relname AS name FROM (${ownTables}) AS own JOIN pg_index ON indrelid = own.oid
      JOIN pg_class i ON i.oid = indexrelid WHERE NOT indisprimary`);
    const defined = tables.flatMap((table) =>
      [
        ...table.primaryKeys.map((key) => key.getName()),
        ...table.foreignKeys.map((key) => key.getName()),
        ...table.checks.map((check) => check.name),
        ...table.indexes.map((index) => index.config.name),
      ].map((name) => `${table.name} ${name}`),
    );
    expect([...constraints, ...indexes].map((row) => row.name).sort()).toEqual(defined.sort());
  });

  it('allow in every closed list exactly the words of the rules', async () => {
    const checks = await rows<{ name: string; definition: string }>(
      `SELECT conname AS name, pg_get_constraintdef(pg_constraint.oid) AS definition
       FROM (${ownTables}) AS own JOIN pg_constraint ON conrelid = own.oid WHERE contype = 'c'`,
    );
    const definitions = new Map(checks.map((check) => [check.name, check.definition]));
    const lists = tables.flatMap((table) =>
      table.columns.filter((column) => (column.enumValues ?? []).length > 0).map((column) => ({ table, column })),
    );
    expect(lists.length).toBeGreaterThan(60);
    for (const { table, column } of lists) {
      const name = `${table.name}_${column.name}_check`;
      const words = [...(definitions.get(name) ?? '').matchAll(/'([a-z0-9_]+)'/g)].map((match) => match[1]);
      expect(words, name).toEqual(column.enumValues);
    }
  });
});

describe('every table', () => {
  it('has a key led by the organisation, with the listed exceptions', () => {
    for (const table of tables) {
      const [first] = table.primaryKeys[0]!.columns;
      if (table.name in WITHOUT_ORGANISATION) expect(first!.name, table.name).not.toBe('organisation_id');
      else expect(first!.name, table.name).toBe('organisation_id');
    }
    expect(Object.keys(WITHOUT_ORGANISATION).filter((name) => tables.every((table) => table.name !== name))).toEqual(
      [],
    );
  });

  it('has only indexes led by the organisation, with the same exceptions', async () => {
    const leads = await rows<{ relname: string; index: string; lead: string | null }>(`
      SELECT own.relname, i.relname AS index, attname AS lead FROM (${ownTables}) AS own
      JOIN pg_index ON indrelid = own.oid JOIN pg_class i ON i.oid = indexrelid
      LEFT JOIN pg_attribute ON attrelid = own.oid AND attnum = indkey[0]`);
    const strangers = leads.filter((row) => row.lead !== 'organisation_id' && !(row.relname in WITHOUT_ORGANISATION));
    expect(strangers).toEqual([]);
    expect(leads.length).toBeGreaterThan(200);
  });

  it('refers to others only within the organisation', () => {
    for (const table of tables) {
      for (const key of table.foreignKeys) {
        const { columns, foreignColumns } = key.reference();
        expect(columns[0]!.name, key.getName()).toBe('organisation_id');
        expect(['organisation_id', 'id'], key.getName()).toContain(foreignColumns[0]!.name);
      }
    }
  });
});

describe('a scoped session', () => {
  const ours = randomUUID();
  const theirs = randomUUID();
  const guarded = () => tables.filter((table) => !table.name.startsWith('installation_'));
  const ownerColumn = (table: TableConfig) => (table.name === 'organisations' ? 'id' : 'organisation_id');

  beforeAll(async () => {
    const client = await test.pool.connect();
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica'); // One row a table, whatever it refers to.
    for (const organisationId of [ours, theirs]) {
      for (const table of tables) await client.query(...insertion(table, organisationId));
    }
    await client.query('COMMIT');
    client.release();
  });

  async function asScoped<T>(organisationId: string | null, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await test.pool.connect();
    try {
      await client.query('BEGIN; SET LOCAL ROLE roundsman_scoped');
      if (organisationId)
        await client.query(`SELECT set_config('roundsman.organisation_id', $1, true)`, [organisationId]);
      return await run(client);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  it('sees its own rows of every table, and no other’s', async () => {
    await asScoped(ours, async (client) => {
      for (const table of guarded()) {
        const seen = await client.query(`SELECT ${ownerColumn(table)} AS owner FROM ${table.name}`);
        expect(seen.rows, table.name).toEqual([{ owner: ours }]);
      }
    });
  });

  it('sees nothing at all when no organisation was named', async () => {
    await asScoped(null, async (client) => {
      for (const table of guarded()) {
        const seen = await client.query(`SELECT 1 FROM ${table.name}`);
        expect(seen.rows, table.name).toEqual([]);
      }
    });
  });

  it('cannot write a row of another organisation into any table', async () => {
    await asScoped(ours, async (client) => {
      for (const table of guarded()) {
        await client.query('SAVEPOINT before');
        await expect(client.query(...insertion(table, theirs)), table.name).rejects.toMatchObject({ code: '42501' });
        await client.query('ROLLBACK TO before');
      }
    });
  });

  it('changes and deletes no row of another organisation', async () => {
    await asScoped(ours, async (client) => {
      for (const table of guarded()) {
        const owner = ownerColumn(table);
        for (const statement of [
          `UPDATE ${table.name} SET ${owner} = ${owner} WHERE ${owner} = '${theirs}'`,
          `DELETE FROM ${table.name} WHERE ${owner} = '${theirs}'`,
        ]) {
          await client.query('SAVEPOINT before');
          const changed = await client.query(statement).then(
            (answer) => answer.rowCount,
            (error: { code: string }) => (error.code === '42501' ? 0 : error.code),
          );
          expect(changed, statement).toBe(0);
          await client.query('ROLLBACK TO before');
        }
      }
    });
  });

  it('adds to history and never rewrites it', async () => {
    await asScoped(ours, async (client) => {
      for (const name of APPEND_ONLY) {
        for (const statement of [`UPDATE ${name} SET organisation_id = organisation_id`, `DELETE FROM ${name}`]) {
          await client.query('SAVEPOINT before');
          await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
          await client.query('ROLLBACK TO before');
        }
      }
    });
  });

  it('reaches neither the installation’s tables nor a partition by its name', async () => {
    await asScoped(ours, async (client) => {
      const closed = tables.filter((table) => table.name.startsWith('installation_')).map((table) => table.name);
      for (const name of [...closed, 'events_default', 'positions_default']) {
        await client.query('SAVEPOINT before');
        await expect(client.query(`SELECT 1 FROM ${name}`), name).rejects.toMatchObject({ code: '42501' });
        await client.query('ROLLBACK TO before');
      }
    });
  });
});

/** A column's type as PostgreSQL prints it. */
const sqlType = (column: AnyPgColumn) => column.getSQLType().replace('timestamp (3)', 'timestamp(3)');

/** Columns that a table's own checks ask for beside the required ones. */
const ALSO_NEEDED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  push_subscriptions: { member_id: randomUUID() },
  stops: { job_id: randomUUID() },
  vehicle_shifts: { weekday: 1 },
};

/** An insertion of the least row a table takes: its required columns, each with some value of its type. */
function insertion(table: TableConfig, organisationId: string): [text: string, values: unknown[]] {
  const owner = table.name === 'organisations' ? 'id' : 'organisation_id';
  const required = table.columns.filter((column) => column.notNull && !column.hasDefault);
  const row: Record<string, unknown> = {
    ...Object.fromEntries(required.map((column) => [column.name, someValue(column, organisationId)])),
    ...ALSO_NEEDED[table.name],
  };
  if (table.columns.some((column) => column.name === owner)) row[owner] = organisationId;
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`);
  return [`INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${places.join(', ')})`, Object.values(row)];
}

function someValue(column: AnyPgColumn, organisationId: string): unknown {
  if (column.enumValues && column.enumValues.length > 0) return column.enumValues[0];
  const type = column.getSQLType();
  if (type === 'uuid') return randomUUID();
  if (type === 'text') return /_at$|_until$|_time$/.test(column.name) ? '08:00' : `${column.name} ${organisationId}`;
  if (type === 'text[]') return ['word'];
  if (type === 'jsonb') return '{}';
  if (type === 'date') return '2026-11-23';
  if (type === 'boolean') return true;
  return type.startsWith('timestamp') ? '2026-11-23T08:00:00Z' : 1;
}
