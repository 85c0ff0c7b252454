import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** As `writeSync`: how many bytes were taken, which on a disk that fills up may be fewer than were given. */
export type WriteBytes = (file: number, bytes: Uint8Array, offset: number) => number;

const writeBytes: WriteBytes = (file, bytes, offset) => writeSync(file, bytes, offset);

/** Readers see the old file or the new one, never half of one, also after a power cut or on a full disk. Throws when not all of it could be written. */
export function replaceFile(path: string, text: string, write: WriteBytes = writeBytes): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const bytes = Buffer.from(text);
  try {
    const file = openSync(temporary, 'w', 0o644);
    try {
      for (let written = 0; written < bytes.length; ) {
        const taken = write(file, bytes, written);
        if (taken <= 0) throw new Error(`${written} of ${bytes.length} bytes could be written to ${temporary}`);
        written += taken;
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
