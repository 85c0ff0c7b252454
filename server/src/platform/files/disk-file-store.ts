import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';

import { newId } from '../ids.ts';
import { fileEmpty, fileNotFound, fileTooLarge, fileTypeNotAccepted, keyShape } from './file-problems.ts';
import type { FileLimits, FileStore } from './file-store.ts';

/** Files in a folder: `<organisation>/<two digits>/<id>`, written beside their place, flushed, then moved there. */
export function openDiskFileStore(folder: string): FileStore {
  const incoming = join(folder, 'incoming');

  function placeOf(storageKey: string): string {
    if (!keyShape.test(storageKey)) throw fileNotFound();
    return join(folder, storageKey);
  }

  return {
    async put(organisationId, source, limits) {
      await mkdir(incoming, { recursive: true });
      const id = newId();
      const arriving = join(incoming, id);
      try {
        const meter = meterFor(limits);
        await pipeline(source, meter.stream, createWriteStream(arriving));
        if (meter.bytes() === 0) throw fileEmpty();
        const contentType = (await fileTypeFromFile(arriving))?.mime ?? 'application/octet-stream';
        if (limits.contentTypes && !limits.contentTypes.includes(contentType))
          throw fileTypeNotAccepted(contentType, limits.contentTypes);
        await flush(arriving);
        const storageKey = `${organisationId}/${id.slice(-2)}/${id}`;
        const place = placeOf(storageKey);
        await mkdir(dirname(place), { recursive: true });
        await rename(arriving, place);
        return { storageKey, bytes: meter.bytes(), sha256: meter.sha256(), contentType };
      } catch (error) {
        await rm(arriving, { force: true });
        throw error;
      }
    },
    async open(storageKey) {
      const place = placeOf(storageKey);
      const found = await stat(place).catch(() => null);
      if (found === null) throw fileNotFound();
      return { stream: createReadStream(place), bytes: found.size };
    },
    async delete(storageKey) {
      await rm(placeOf(storageKey), { force: true });
    },
  };
}

function meterFor(limits: FileLimits) {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) return done(fileTooLarge(limits.maxBytes));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes, sha256: () => hash.digest('hex') };
}

/** Proof of a delivery survives a power cut from the moment it is acknowledged. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
