import { desc, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Work } from './work.ts';

/** Codes are given out one after the other, so the highest is among the newest rows; looking at all would make a long history slow. */
const NEWEST = 1000;

type Coded = PgTable & { id: AnyPgColumn; code: AnyPgColumn };

/** The next free short code of a kind: `V13` after `V12`. Two at once wait for one another until the first commits. */
export async function nextCode(work: Work, table: Coded, letter: string): Promise<string> {
  const [code] = await nextCodes(work, table, letter, 1);
  return code!;
}

/** So many of them, for rows that are written before anybody asks for the next. */
export async function nextCodes(work: Work, table: Coded, letter: string, count: number): Promise<string[]> {
  // A statement of its own: the next one's snapshot then sees what the lock's last holder committed.
  await work.db.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${work.organisationId} code ${letter}`}, 20230913))`,
  );
  // Ids are in the order of their time.
  const newest = work.db.select({ code: table.code }).from(table).orderBy(desc(table.id)).limit(NEWEST).as('newest');
  const [row] = await work.db
    .select({ highest: sql<number | null>`max(nullif(regexp_replace(${newest.code}, '\\D', '', 'g'), '')::int)` })
    .from(newest);
  return Array.from({ length: count }, (_, at) => `${letter}${(row?.highest ?? 0) + 1 + at}`);
}
