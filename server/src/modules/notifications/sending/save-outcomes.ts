import type { AttemptResult, MessageState } from '@roundsman/delivery-rules';
import { getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

import type { Work } from '../../../platform/index.ts';
import { type AttemptTry, messageAttempts, messages } from '../schema.ts';

export interface EndedAttempt {
  readonly messageId: string;
  readonly number: number;
  readonly provider: string;
  readonly result: AttemptResult;
  readonly code: string | null;
  readonly detail: string | null;
  readonly tries: readonly AttemptTry[] | null;
}

export interface AcceptedRow {
  readonly id: string;
  readonly state: MessageState;
  readonly stateChangedAt: Date;
  readonly sentAt: Date;
  readonly provider: string;
  readonly providerMessageId: string | null;
  readonly failure: null;
  readonly costMicros: number | null;
  readonly costCurrency: string | null;
  readonly segments: number | null;
}

/** Ends attempts, all of a group in one statement. */
export async function saveAttempts(work: Work, ended: readonly EndedAttempt[]): Promise<void> {
  if (ended.length === 0) return;
  const rows = ended.map((attempt) => ({ ...attempt, endedAt: work.recordedAt }));
  await updateMany(work, messageAttempts, ['messageId', 'number'], rows);
}

/** Moves accepted messages, all of a group in one statement. */
export async function saveMessages(work: Work, rows: readonly AcceptedRow[]): Promise<void> {
  if (rows.length > 0) await updateMany(work, messages, ['id'], rows);
}

/** Sets, in the rows with those keys, every other column that the first row names; they travel as one JSON parameter. */
async function updateMany<Row extends object>(
  work: Work,
  table: PgTable,
  keys: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in rows[0]!);
  const isKey = (key: string) => (keys as readonly string[]).includes(key);
  const given = rows.map((row) =>
    Object.fromEntries(columns.map(([key, column]) => [column.name, (row as Record<string, unknown>)[key]])),
  );
  const set = columns
    .filter(([key]) => !isKey(key))
    .map(([, { name }]) => sql`${sql.identifier(name)} = given.${sql.identifier(name)}`);
  const where = columns
    .filter(([key]) => isKey(key))
    .map(([, { name }]) => sql`target.${sql.identifier(name)} = given.${sql.identifier(name)}`);
  await work.db.execute(sql`
    update ${table} as target set ${sql.join(set, sql`, `)}
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(given).replaceAll('\\u0000', '')}::jsonb) as given
    where target.organisation_id = ${work.organisationId} and ${sql.join(where, sql` and `)}`);
}
