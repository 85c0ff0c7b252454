import { randomBytes } from 'node:crypto';
import { makeShortCode, type ShortCodeThing } from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { ReadWork } from '../../../platform/index.ts';

const MOST_TRIES = 8;

/** As many codes as wanted that no row of the table has. Two units at once: the unique index refuses the second. */
export async function freeCodes(
  work: ReadWork,
  table: PgTable & { code: AnyPgColumn },
  thing: ShortCodeThing,
  count: number,
): Promise<string[]> {
  const free = new Set<string>();
  for (let round = 0; round < MOST_TRIES && free.size < count; round++) {
    const tries = new Set<string>();
    while (tries.size < count - free.size) tries.add(makeShortCode(thing, randomBytes));
    const taken = await work.db
      .select({ code: table.code })
      .from(table)
      .where(sql`${table.code} = any(${sql.param([...tries])})`);
    for (const { code } of taken) tries.delete(String(code));
    for (const code of tries) free.add(code);
  }
  if (free.size < count) throw new Error(`No free short code for a ${thing} in ${MOST_TRIES} tries`);
  return [...free].slice(0, count);
}
