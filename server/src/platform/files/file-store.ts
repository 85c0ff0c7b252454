import type { Readable } from 'node:stream';

export interface StoredFile {
  /** Opaque; kept with the row that describes the file. Starts with the organisation's id. */
  readonly storageKey: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Told from the bytes, not from what the sender said. */
  readonly contentType: string;
}

export interface FileLimits {
  readonly maxBytes: number;
  /** The kinds that are taken; any unless said. */
  readonly contentTypes?: readonly string[];
}

/**
 * The port of file storage. A file is there whole or not at all.
 * Errors: `Problem` 413 `file_too_large`, 415 `file_type_not_accepted`, 422 `file_empty`; `open` 404 `file_not_found`.
 */
export interface FileStore {
  put(organisationId: string, source: Readable, limits: FileLimits): Promise<StoredFile>;
  open(storageKey: string): Promise<{ stream: Readable; bytes: number }>;
  /** Deleting what is not there is no error. */
  delete(storageKey: string): Promise<void>;
}
