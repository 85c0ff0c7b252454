import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The secret in the file; made on first use, readable by the owner only. Platform and edge program may both come first:
 * the file appears whole (by a link), and who comes second reads the other's.
 */
export function keptSecret(file: string, make: () => string): string {
  const known = readIfThere(file);
  if (known !== null) return known;
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(handle, `${make()}\n`);
    fsyncSync(handle);
    linkSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(handle);
    rmSync(temporary, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

export const newSharedSecret = () => randomBytes(32).toString('base64url');

/** Readable over the phone: five groups of four from 32 signs that are not mistaken for each other, 100 bits. */
export function newEmergencyCode(): string {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const drawn = [...randomBytes(20)].map((byte) => signs[byte % signs.length]).join('');
  return drawn.match(/.{4}/g)?.join('-') ?? drawn;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
