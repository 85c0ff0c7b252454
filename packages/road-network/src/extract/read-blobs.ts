import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { PbfReader } from 'pbf';
import { RoadError } from '../road-error.ts';

/** Limits of the PBF format (wiki.openstreetmap.org/wiki/PBF_Format): a header ≤ 64 KiB, a blob ≤ 32 MiB, packed or not. */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;

export interface Blob {
  readonly type: 'OSMHeader' | 'OSMData';
  readonly bytes: Buffer;
}

/** Streams the unpacked blobs of a PBF file, one in memory at a time. @throws RoadError `extract_missing`, `extract_broken` */
export async function* readBlobs(path: string): AsyncGenerator<Blob> {
  const file = await openExtract(path);
  try {
    const size = (await file.stat()).size;
    if (size === 0) throw broken(path, 'the file is empty');
    let offset = 0;
    while (offset < size) {
      const headerLength = (await readBytes(file, path, offset, 4)).readUInt32BE(0);
      if (headerLength === 0 || headerLength > MAX_HEADER_BYTES) {
        throw broken(path, offset === 0 ? 'it is not OpenStreetMap PBF' : `byte ${offset} does not start a block`);
      }
      const header = parseBlobHeader(await readBytes(file, path, offset + 4, headerLength));
      if (offset === 0 && header.type !== 'OSMHeader') throw broken(path, 'it is not OpenStreetMap PBF');
      if (header.dataBytes <= 0 || header.dataBytes > MAX_BLOB_BYTES) {
        throw broken(path, `the block at byte ${offset} says it holds ${header.dataBytes} bytes`);
      }
      const packed = await readBytes(file, path, offset + 4 + headerLength, header.dataBytes);
      offset += 4 + headerLength + header.dataBytes;
      if (header.type === 'OSMHeader' || header.type === 'OSMData') {
        yield { type: header.type, bytes: unpack(packed, path, offset) };
      }
    }
  } finally {
    await file.close();
  }
}

/** The coded refusal for a file that is there but not a whole extract. */
export function broken(path: string, what: string, cause?: unknown): RoadError {
  return new RoadError({
    code: 'extract_broken',
    message: `The map extract ${path} cannot be read: ${what}.`,
    remedy: 'Fetch the extract again (an .osm.pbf file) and compare its size or checksum with the source.',
    cause,
  });
}

async function openExtract(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (cause) {
    const refused = (cause as NodeJS.ErrnoException).code === 'EACCES';
    throw new RoadError({
      code: 'extract_missing',
      message: `The map extract ${path} ${refused ? 'may not be read' : 'is not there'}.`,
      remedy: refused
        ? 'Give the platform the right to read it.'
        : 'Put an OpenStreetMap extract (.osm.pbf) there, or set its path in the configuration.',
      cause,
    });
  }
  throw broken(path, 'it is not a file');
}

async function readBytes(file: FileHandle, path: string, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw broken(path, `it ends early, after ${offset + filled} bytes`);
    filled += bytesRead;
  }
  return buffer;
}

function parseBlobHeader(bytes: Buffer): { type: string; dataBytes: number } {
  const header = { type: '', dataBytes: 0 };
  try {
    return new PbfReader(bytes).readFields((field, result, pbf) => {
      if (field === 1) result.type = pbf.readString();
      else if (field === 3) result.dataBytes = pbf.readVarint();
    }, header);
  } catch {
    return { type: '', dataBytes: 0 };
  }
}

function unpack(packed: Buffer, path: string, offset: number): Buffer {
  const blob: { raw?: Uint8Array; zlib?: Uint8Array; zstd?: Uint8Array } = {};
  try {
    new PbfReader(packed).readFields((field, result, pbf) => {
      if (field === 1) result.raw = pbf.readBytes();
      else if (field === 3) result.zlib = pbf.readBytes();
      else if (field === 7) result.zstd = pbf.readBytes();
    }, blob);
    if (blob.zlib) return inflateSync(blob.zlib, { maxOutputLength: MAX_BLOB_BYTES });
    if (blob.zstd) return zstdDecompressSync(blob.zstd, { maxOutputLength: MAX_BLOB_BYTES });
    if (blob.raw) return Buffer.from(blob.raw);
  } catch (cause) {
    throw broken(path, `the block before byte ${offset} is damaged`, cause);
  }
  throw broken(
    path,
    `the block before byte ${offset} is packed in a way this reader does not know (zlib, zstd and none are)`,
  );
}
