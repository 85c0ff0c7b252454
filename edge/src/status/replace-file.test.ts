import { mkdtempSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from './replace-file.ts';

describe('a file that is replaced', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roundsman-replace-'));
    path = join(folder, 'below/status.json');
    replaceFile(path, 'the old words');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is whole, also where the disk takes a few bytes at a time', () => {
    replaceFile(path, 'the new wörds', (file, bytes, offset) =>
      writeSync(file, bytes, offset, Math.min(3, bytes.length - offset)),
    );
    expect(readFileSync(path, 'utf8')).toBe('the new wörds');
  });

  it('stays the old one where the disk takes no more, and leaves nothing behind', () => {
    const full = (file: number, bytes: Uint8Array, offset: number) => (offset === 0 ? writeSync(file, bytes, 0, 4) : 0);
    expect(() => replaceFile(path, 'the new words', full)).toThrow('4 of 13 bytes');
    expect(readFileSync(path, 'utf8')).toBe('the old words');
    expect(readdirSync(join(folder, 'below'))).toEqual(['status.json']);
  });
});
