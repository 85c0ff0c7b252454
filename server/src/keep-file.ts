import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import { type FileStore, reencodeImage } from './platform/files/index.ts';
import { files } from './platform/files/schema.ts';
import type { Platform, Work } from './platform/index.ts';

/** A drawing may be larger than what it was drawn from. */
const MOST_STORED_BYTES = 32 * 1024 * 1024;
const DOCUMENT = 'application/pdf';

export interface KeptFile {
  readonly storageKey: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Its row, in the unit of whoever it belongs to; one that is there already stays. */
  describe(
    work: Work,
    row: { readonly id: string; readonly kind: string; readonly name?: string | null },
  ): Promise<void>;
}

/**
 * Keeps a picture drawn anew: what a phone wrote beside it (place, time, device) is nobody's business. Where documents are
 * taken, a PDF stays as it is. Told from the bytes alone. Problems as `reencodeImage` and `FileStore.put` have them.
 */
export async function keepFile(
  { files: store }: Pick<Platform, 'files'>,
  organisationId: string,
  bytes: Buffer,
  documents = false,
): Promise<KeptFile> {
  const isDocument = documents && (await fileTypeFromBuffer(bytes))?.mime === DOCUMENT;
  const image = isDocument ? null : await reencodeImage(bytes);
  return keep(store, organisationId, image?.bytes ?? bytes, image);
}

/** Keeps a table exactly as it came: it is shown to nobody, and saved by who asks for it. */
export const keepOriginal = (
  { files: store }: Pick<Platform, 'files'>,
  organisationId: string,
  bytes: Buffer,
): Promise<KeptFile> => keep(store, organisationId, bytes, { contentType: 'text/csv' });

interface Facts {
  readonly widthPixels?: number;
  readonly heightPixels?: number;
  /** Where the bytes do not tell it. */
  readonly contentType?: string;
}

async function keep(store: FileStore, organisationId: string, bytes: Buffer, facts: Facts | null): Promise<KeptFile> {
  const told = await store.put(organisationId, Readable.from([bytes]), { maxBytes: MOST_STORED_BYTES });
  const stored = { ...told, contentType: facts?.contentType ?? told.contentType };
  return {
    ...stored,
    async describe(work, row) {
      const { kind: createdByKind, id: createdById } = work.actor;
      await work.db
        .insert(files)
        .values({
          organisationId,
          ...row,
          ...stored,
          widthPixels: facts?.widthPixels ?? null,
          heightPixels: facts?.heightPixels ?? null,
          createdByKind,
          createdById,
          createdAt: work.recordedAt,
        })
        .onConflictDoNothing();
    },
  };
}
