import { lt, sql } from 'drizzle-orm';
import type { RealClock } from '../clock/index.ts';
import type { Database } from '../database/work.ts';
import type { FileStore } from '../files/index.ts';
import { uploads } from '../files/schema.ts';

const MOST_AT_ONCE = 1_000;

/** Forgets what has run out, whichever organisation's: bytes first, so that a crash in between leaves rows that lead to them. */
export async function forgetUploads(database: Database, files: FileStore, clock: RealClock): Promise<void> {
  const now = clock.now();
  const over = await database.asInstallation(async (db) => {
    const { rows } = await db.execute<{ storage_key: string }>(sql`
      SELECT part.storage_key FROM uploads AS upload
      JOIN upload_parts AS part ON part.organisation_id = upload.organisation_id AND part.upload_id = upload.id
      WHERE upload.expires_at < ${now.toISOString()}::timestamptz LIMIT ${MOST_AT_ONCE}`);
    return rows;
  });
  for (const { storage_key: key } of over) await files.delete(key);
  if (over.length === MOST_AT_ONCE) return;
  await database.asInstallation((db) => db.delete(uploads).where(lt(uploads.expiresAt, now)));
}
