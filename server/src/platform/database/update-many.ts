import { type InferInsertModel, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import { columnsOf, rowsOfOneStatement, storableJson, toldBy } from './insert-many.ts';
import type { Tx } from './work.ts';

/**
 * Updates rows by their ids, which travel as `insertMany` has them travel. Every row names the same columns, and these take what it says; the others stay
 * as they are. An id that is not there is left out.
 */
export async function updateMany<Table extends PgTable & { id: AnyPgColumn }>(
  db: Tx,
  table: Table,
  rows: readonly (Partial<InferInsertModel<Table>> & { readonly id: string })[],
): Promise<void> {
  const columns = columnsOf(table, rows);
  const changes = sql.join(
    columns
      .filter(([key]) => key !== 'id')
      .map(([, { name }]) => sql`${sql.identifier(name)} = given.${sql.identifier(name)}`),
    sql`, `,
  );
  for (let at = 0; at < rows.length; at += rowsOfOneStatement) {
    const told = storableJson(toldBy(columns, rows.slice(at, at + rowsOfOneStatement)));
    await db.execute(sql`update ${table} as kept set ${changes}
      from jsonb_populate_recordset(null::${table}, ${told}::jsonb) as given where kept.id = given.id`);
  }
}
