import { getTableColumns, type InferInsertModel, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

import type { Tx } from './work.ts';

const rowsOfOneStatement = 2_500;
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
  const given = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => given.has(key));
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  // A session keeps its plans for checking references: one from when the table was small reads all of it for each row.
  if (rows.length >= manyRows) await db.execute(sql`discard plans`);
  for (let at = 0; at < rows.length; at += rowsOfOneStatement) {
    const chunk = (rows.slice(at, at + rowsOfOneStatement) as Record<string, unknown>[]).map((row) =>
      Object.fromEntries(columns.map(([key, column]) => [column.name, row[key]])),
    );
    await db.execute(sql`
      insert into ${table} (${names})
      select ${names} from jsonb_populate_recordset(null::${table}, ${storableJson(chunk)}::jsonb)`);
  }
}

/** NUL and halves of surrogate pairs are no text for PostgreSQL; the one is dropped, the others become U+FFFD. */
function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.replaceAll('\u0000', '').toWellFormed() : part,
  );
}
