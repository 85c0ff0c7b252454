import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RoadError } from '../road-error.ts';
import { sampleExtractPath } from '../sample-extract.ts';
import { readExtract } from './read-extract.ts';

describe('reading an extract', () => {
  let folder: string;
  let whole: Buffer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roundsman-extract-'));
    whole = await readFile(sampleExtractPath);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const readBytes = async (bytes: Buffer) => {
    const path = join(folder, 'extract.osm.pbf');
    await writeFile(path, bytes);
    return readExtract(path);
  };

  it('finds every node of every way of a country', async () => {
    const extract = await readExtract(sampleExtractPath);
    expect([extract.nodes.count, extract.ways.size, extract.relations.length]).toEqual([142_832, 15_247, 358]);
    expect(extract.bounds).toEqual([9.471078, 47.04774, 9.636217, 47.27128]);
    for (const { nodes } of extract.ways.values()) expect(nodes.includes(-1)).toBe(false);
  });

  it('says that the file is not there, and what to do', async () => {
    await expect(readExtract(join(folder, 'nothing.osm.pbf'))).rejects.toMatchObject({
      code: 'extract_missing',
      remedy: expect.stringContaining('.osm.pbf'),
    });
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['text', Buffer.from('<?xml version="1.0"?><osm></osm>')],
    ['zeros', Buffer.alloc(10_000)],
    ['a header that promises four gigabytes', Buffer.from([255, 255, 255, 255, 1, 2, 3])],
  ])('refuses %s as no extract', async (_what, bytes) => {
    await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'extract_broken' });
  });

  it('refuses a folder', async () => {
    await expect(readExtract(folder)).rejects.toMatchObject({ code: 'extract_broken' });
  });

  it('notices wherever a file was cut inside a block', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400_000 }), async (length) => {
        await expect(readBytes(whole.subarray(0, length))).rejects.toMatchObject({ code: 'extract_broken' });
      }),
      { numRuns: 12 },
    );
  });

  it('never fails in another way than by its own error when bytes are wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(whole.subarray(0, 400_000));
        damaged[at]! ^= change;
        await expect(readBytes(damaged)).rejects.toBeInstanceOf(RoadError);
      }),
      { numRuns: 12 },
    );
  });
});
