import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bounds } from '../extract/index.ts';
import type { AddressBook } from '../geocoding/index.ts';
import type { MapFeature } from '../map-tiles/index.ts';

/** Rises with every change of what is written, so that an older folder is built anew. */
export const ATLAS_FORMAT = 4;

export interface AtlasSummary {
  readonly bounds: Bounds;
  /** Of everything drawn: roads and rivers reach beyond the extract's own box. */
  readonly mapBounds: Bounds;
  readonly addresses: number;
  /** Named streets. */
  readonly streets: number;
}

/** What one reading of the extract leaves in the data folder: plain JSON files beside each other. */
const files = { summary: 'summary.json', addressBook: 'addresses.json', mapFeatures: 'map.json' } as const;

interface AtlasContent {
  summary: AtlasSummary;
  addressBook: AddressBook;
  mapFeatures: readonly MapFeature[];
}

export async function writeAtlas(folder: string, content: AtlasContent): Promise<void> {
  for (const part of Object.keys(files) as (keyof AtlasContent)[]) {
    await writeFile(join(folder, files[part]), JSON.stringify(content[part]));
  }
}

/** The road graph for our own search; it is written by, and read with, `travel-times/search`. */
export const roadGraphPath = (folder: string) => join(folder, 'roads.bin');

/** @throws SyntaxError or a file error when the folder was damaged: build it anew */
export async function readAtlas<Part extends keyof AtlasContent>(
  folder: string,
  part: Part,
): Promise<AtlasContent[Part]> {
  return JSON.parse(await readFile(join(folder, files[part]), 'utf8')) as AtlasContent[Part];
}
