import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArrayFile, writeArrayFile } from './array-file.ts';

describe('a file of arrays', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roundsman-arrays-'));
    path = join(folder, 'arrays.bin');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('gives back what was written, whatever the lengths', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.float64Array(),
        fc.int32Array(),
        fc.uint8Array(),
        fc.float32Array(),
        fc.string(),
        async (a, b, c, d, name) => {
          await writeArrayFile(path, { a, b, c, d }, { name });
          const file = await readArrayFile(path);
          expect([file.float64('a'), file.int32('b'), file.uint8('c'), file.float32('d'), file.values.name]).toEqual([
            a,
            b,
            c,
            d,
            name,
          ]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuses a file that ends early, another file, and a name it does not have', async () => {
    await writeArrayFile(path, { a: new Float64Array(100) });
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 8));
    await expect(readArrayFile(path)).rejects.toThrow('ends early');
    await writeFile(path, 'something else');
    await expect(readArrayFile(path)).rejects.toThrow('not a file of arrays');
    await writeArrayFile(path, { a: new Float64Array(1) });
    const file = await readArrayFile(path);
    expect(() => file.int32('a')).toThrow('no Int32Array a');
  });
});
