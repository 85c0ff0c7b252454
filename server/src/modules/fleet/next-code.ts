import { sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Work } from '../../platform/index.ts';

/** The next free short code of a kind: `V13` after `V12`. Two at once wait for one another until the first commits. */
export async function nextCode(work: Work, table: PgTable & { code: AnyPgColumn }, letter: string): Promise<string> {
  // A statement of its own: the next one's snapshot then sees what the lock's last holder committed.
  await work.db.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${work.organisationId} code ${letter}`}, 20230913))`,
  );
  const [row] = await work.db
    .select({ highest: sql<number | null>`max(nullif(regexp_replace(${table.code}, '\\D', '', 'g'), '')::int)` })
    .from(table);
  return `${letter}${(row?.highest ?? 0) + 1}`;
}
