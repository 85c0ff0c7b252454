import { type GetColumnData, getTableColumns, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';

import type { Tx } from './work.ts';

export const rowsOfOneStatement = 2_500;
/** From here on plans made for small tables cost more than making them anew. */
const manyRows = 500;

/**
 * Inserts rows by the thousand. They travel as one JSON parameter, so a batch costs what its bytes cost: a builder's
 * statement has a placeholder a value, is slow to make and to parse, and ends at 65,535 of them. Every row names the same
 * columns: one that leaves a column out gets null there, not its default.
 */
export async function insertMany<Table extends PgTable>(
  db: Tx,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): Promise<void> {
  // A session keeps its plans for checking references: one from when the table was small reads all of it for each row.
  if (rows.length >= manyRows) await db.execute(sql`discard plans`);
  const columns = columnsOf(table, rows);
  for (let at = 0; at < rows.length; at += rowsOfOneStatement)
    await db.execute(insertOf(table, columns, rows.slice(at, at + rowsOfOneStatement)));
}

/** As `insertMany`, rows whose key is there already left out. Returns a column of those that were not; of at most 2,500 rows. */
export async function insertNew<Table extends PgTable, Key extends AnyPgColumn>(
  db: Tx,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
  key: Key,
): Promise<GetColumnData<Key>[]> {
  if (rows.length === 0) return [];
  if (rows.length > rowsOfOneStatement) throw new RangeError(`At most ${rowsOfOneStatement} rows at once`);
  const insert = insertOf(table, columnsOf(table, rows), rows);
  const stored = await db.execute(sql`${insert} on conflict do nothing returning ${sql.identifier(key.name)} as key`);
  return stored.rows.map((row) => key.mapFromDriverValue(row.key) as GetColumnData<Key>);
}

type Columns = readonly (readonly [string, AnyPgColumn])[];

/** The columns that any of the rows names. */
export function columnsOf(table: PgTable, rows: readonly object[]): Columns {
  const given = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.entries(getTableColumns(table)).filter(([key]) => given.has(key));
}

function insertOf(table: PgTable, columns: Columns, rows: readonly object[]): SQL {
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  return sql`insert into ${table} (${names})
    select ${names} from jsonb_populate_recordset(null::${table}, ${storableJson(toldBy(columns, rows))}::jsonb)`;
}

/** The rows under the names that the database has for their columns. */
export const toldBy = (columns: Columns, rows: readonly object[]): Record<string, unknown>[] =>
  (rows as readonly Record<string, unknown>[]).map((row) =>
    Object.fromEntries(columns.map(([key, column]) => [column.name, row[key]])),
  );

/** NUL and halves of surrogate pairs are no text for PostgreSQL; the one is dropped, the others become U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.replaceAll('\u0000', '').toWellFormed() : part,
  );
}
