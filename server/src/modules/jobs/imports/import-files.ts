import { and, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { files } from '../../../platform/files/schema.ts';
import type { Work } from '../../../platform/index.ts';
import { importBatches } from '../schema.ts';

/** Forgets the uploads of these imports; answers where their bytes lie, to be removed. */
export async function forgetImportFiles(work: Work, ofImports: SQL): Promise<string[]> {
  const theirs = work.db
    .select({ id: importBatches.fileId })
    .from(importBatches)
    .where(and(ofImports, isNotNull(importBatches.fileId)));
  const gone = await work.db
    .update(files)
    .set({ erasedAt: work.recordedAt, name: null, sha256: '' })
    .where(and(inArray(files.id, theirs), isNull(files.erasedAt)))
    .returning({ storageKey: files.storageKey });
  return gone.map(({ storageKey }) => storageKey);
}
