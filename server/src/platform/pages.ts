import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { ReadWork } from './database/work.ts';
import { Problem } from './problem.ts';

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The cursor of a list that pages by id, as it came from outside. Problem 422 `cursor_invalid`. */
export function idCursor(after: string): string {
  if (uuid.test(after)) return after;
  throw cursorInvalid();
}

export interface PageWish {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface RowsOfPage<Row> {
  readonly rows: Row[];
  readonly next: string | null;
}

/** What an organisation sets up is read whole, unless it is more than anybody has or somebody wants less at once. */
const WHOLE_LIST = 5_000;

export interface PageOrder {
  readonly by: PgColumn;
  readonly newestFirst?: boolean;
  /** Which rows belong to the list now: the one that a cursor names may have left it. */
  readonly where?: SQL | undefined;
  /** What the asker may know of at all. */
  readonly scope?: SQL | undefined;
}

/**
 * A page of a table in the order of `by`, then of its ids, from behind the row that the cursor names, wherever that stands
 * by now. Problem 422 `cursor_invalid`, also for a row that is not there.
 */
export async function readPage<Table extends PgTable & { readonly id: PgColumn }>(
  work: ReadWork,
  table: Table,
  { by, newestFirst = false, where, scope }: PageOrder,
  { after, limit = WHOLE_LIST }: PageWish,
): Promise<RowsOfPage<Table['$inferSelect'] & { readonly id: string }>> {
  const { id } = table;
  const from: PgTable = table;
  let behind: SQL | undefined;
  if (after !== undefined) {
    const isLast = eq(id, idCursor(after));
    if ((await work.db.$count(from, and(isLast, scope))) === 0) throw cursorInvalid();
    behind = sql`(${by}, ${id}) ${sql.raw(newestFirst ? '<' : '>')} (select ${by}, ${id} from ${from} where ${isLast})`;
  }
  const found = (await work.db
    .select()
    .from(from)
    .where(and(where, scope, behind))
    .orderBy(...(newestFirst ? [desc(by), desc(id)] : [asc(by), asc(id)]))
    .limit(limit + 1)) as (Table['$inferSelect'] & { readonly id: string })[];
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? rows.at(-1)!.id : null };
}

const cursorInvalid = () =>
  new Problem({
    status: 422,
    code: 'cursor_invalid',
    title: 'This is no cursor of a page',
    remedy: 'Give back the `next` of the page before, or leave it out.',
    fields: [{ field: 'query.after', code: 'cursor_invalid', message: 'Not a cursor of this list' }],
  });
