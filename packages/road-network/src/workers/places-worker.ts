import { workerData } from 'node:worker_threads';
import type { LonLat } from '@roundsman/units';
import { readAtlas } from '../atlas/index.ts';
import { type AddressQuery, extractGeocoder } from '../geocoding/index.ts';
import { TileCutter } from '../map-tiles/index.ts';
import { serveCalls } from './serve-calls.ts';

/** Addresses and map tiles: short questions that must not wait behind a matrix. */
export type PlacesCalls = Awaited<ReturnType<typeof openPlaces>>;

async function openPlaces(folder: string) {
  const geocoder = extractGeocoder(await readAtlas(folder, 'addressBook'));
  const cutter = new TileCutter(await readAtlas(folder, 'mapFeatures'));
  return {
    geocodeMany: (queries: readonly (AddressQuery | string)[]) => geocoder.geocodeMany(queries),
    reverse: (point: LonLat) => geocoder.reverse(point),
    suggest: ({ text, options }: { text: string; options?: { limit?: number; near?: LonLat } }) =>
      geocoder.suggest(text, options),
    tile: async ({ z, x, y }: { z: number; x: number; y: number }) => cutter.tile(z, x, y),
  };
}

await serveCalls(async () => ({ calls: await openPlaces((workerData as { folder: string }).folder), greeting: null }));
