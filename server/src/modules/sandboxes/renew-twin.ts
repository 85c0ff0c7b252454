import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/index.ts';
import { COPIED, KEPT } from './set-up-tables.ts';

/**
 * Empties a twin and copies the set-up of its organisation afresh, all or nothing. It reaches over two organisations, hence
 * runs as the installation; what it empties must be the sandbox of exactly that organisation. Returns the storage keys of
 * files that nothing leads to any more.
 */
export async function renewTwin(db: Tx, liveId: string, twinId: string): Promise<string[]> {
  const { rows } = await db.execute(sql`
    SELECT id FROM organisations WHERE id = ${twinId} AND kind = 'sandbox' AND twin_of = ${liveId} FOR UPDATE`);
  if (rows.length !== 1) throw new Error(`${twinId} is not the sandbox of ${liveId}: nothing was emptied`);
  const files = await db.execute<{ storage_key: string }>(sql`
    SELECT storage_key FROM files WHERE organisation_id = ${twinId} AND erased_at IS NULL`);
  for (const table of await tablesToEmpty(db))
    await db.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE organisation_id = ${twinId}`);
  await copySettings(db, liveId, twinId);
  for (const [table, blank = []] of COPIED) await copyRows(db, table, blank, liveId, twinId);
  return files.rows.map(({ storage_key: key }) => key);
}

/** Every table of organisations but what is kept, children before their parents: a table that comes later is emptied too. */
async function tablesToEmpty(db: Tx): Promise<string[]> {
  const { rows } = await db.execute<{ name: string; parents: string[] }>(sql`
    SELECT class.relname::text AS name, coalesce(array_agg(parent.relname::text) FILTER (WHERE parent.oid <> class.oid), '{}') AS parents
    FROM pg_class AS class
    JOIN pg_attribute ON attrelid = class.oid AND attname = 'organisation_id' AND NOT attisdropped
    LEFT JOIN pg_constraint ON conrelid = class.oid AND contype = 'f'
    LEFT JOIN pg_class AS parent ON parent.oid = confrelid
    WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p') AND NOT class.relispartition
    GROUP BY class.relname`);
  const left = new Map(rows.filter(({ name }) => !isOutside(name)).map(({ name, parents }) => [name, parents]));
  const order: string[] = [];
  while (left.size > 0) {
    const inUse = new Set([...left.values()].flat());
    const free = [...left.keys()].filter((name) => !inUse.has(name));
    if (free.length === 0)
      throw new Error(`Tables that refer to each other in a circle: ${[...left.keys()].join(', ')}`);
    for (const name of free) left.delete(name);
    order.push(...free);
  }
  return order;
}

const isOutside = (table: string) => KEPT.includes(table) || table === 'sign_in_names' || table === 'sandboxes';

async function copyRows(
  db: Tx,
  table: string,
  blank: readonly string[],
  liveId: string,
  twinId: string,
): Promise<void> {
  const { rows } = await db.execute<{ name: string }>(sql`
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${`public.${table}`}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      AND attname <> 'organisation_id'`);
  const names = rows.map(({ name }) => name).filter((name) => !blank.includes(name));
  const columns = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const name = sql.identifier(table);
  await db.execute(sql`
    INSERT INTO ${name} (organisation_id, ${columns})
    SELECT ${twinId}::uuid, ${columns} FROM ${name} WHERE organisation_id = ${liveId}`);
}

/** The row itself: how it decides and what it calls itself to customers. */
async function copySettings(db: Tx, liveId: string, twinId: string): Promise<void> {
  await db.execute(sql`
    UPDATE organisations AS twin SET (currency, locale, time_zone, privacy_level, policies, sender_name, support_phone, accent_colour)
      = (live.currency, live.locale, live.time_zone, live.privacy_level, live.policies, live.sender_name, live.support_phone, live.accent_colour)
    FROM organisations AS live WHERE twin.id = ${twinId} AND live.id = ${liveId}`);
}
