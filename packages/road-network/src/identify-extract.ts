import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RoadError } from './road-error.ts';

/** SHA-256 of the file, in hex: what is built from an extract is kept under its content, not its name. @throws RoadError `extract_missing` */
export async function identifyExtract(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new RoadError({
      code: 'extract_missing',
      message: `The map extract ${path} ${code === 'ENOENT' ? 'is not there' : `cannot be opened (${code})`}.`,
      remedy:
        'Put an OpenStreetMap extract (.osm.pbf) there that the platform may read, or set its path in the configuration.',
      cause,
    });
  }
  return hash.digest('hex');
}
