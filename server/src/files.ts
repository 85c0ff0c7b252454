import { eq } from 'drizzle-orm';
import { files } from './platform/files/schema.ts';
import type { BytesAnswer } from './platform/http/index.ts';
import { type Platform, Problem, type ReadWork } from './platform/index.ts';

export async function findFile(work: ReadWork, fileId: string): Promise<typeof files.$inferSelect | null> {
  const [row] = await work.db.select().from(files).where(eq(files.id, fileId));
  return row ?? null;
}

/** Problem 404 `file_not_found`. */
export async function describeFile(work: ReadWork, fileId: string): Promise<typeof files.$inferSelect> {
  const row = await findFile(work, fileId);
  if (!row || row.erasedAt !== null) throw fileNotFound();
  return row;
}

export async function openFile({ files: store }: Platform, row: typeof files.$inferSelect): Promise<BytesAnswer> {
  const { stream, bytes } = await store.open(row.storageKey);
  return { stream, bytes, contentType: row.contentType, etag: row.sha256, cacheSeconds: 3600 };
}

export function fileNotFound(): Problem {
  return new Problem({ status: 404, code: 'file_not_found', title: 'There is no such file' });
}
