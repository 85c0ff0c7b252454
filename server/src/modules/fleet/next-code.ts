import { sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { ReadWork } from '../../platform/index.ts';

/** The next free short code of a kind: `V13` after `V12`. Two at once: the unique index refuses the second, and its unit of work runs again. */
export async function nextCode(
  work: ReadWork,
  table: PgTable & { code: AnyPgColumn },
  letter: string,
): Promise<string> {
  const [row] = await work.db
    .select({ highest: sql<number | null>`max(nullif(regexp_replace(${table.code}, '\\D', '', 'g'), '')::int)` })
    .from(table);
  return `${letter}${(row?.highest ?? 0) + 1}`;
}
