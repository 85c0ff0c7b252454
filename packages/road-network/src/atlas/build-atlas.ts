import { readExtract } from '../extract/index.ts';
import { collectAddressBook } from '../geocoding/index.ts';
import { boundsOfFeatures, collectMapFeatures } from '../map-tiles/index.ts';
import { RoadError } from '../road-error.ts';
import { writeAtlas } from './atlas.ts';

/** Reads the extract once and writes roads, addresses and map into an empty folder. @throws RoadError */
export async function buildAtlas(extractPath: string, folder: string, say: (step: AtlasStep) => void): Promise<void> {
  say('reading_extract');
  const extract = await readExtract(extractPath);
  say('building_addresses');
  const addressBook = collectAddressBook(extract);
  say('building_map');
  const mapFeatures = collectMapFeatures(extract);
  if (!mapFeatures.some(({ layer }) => layer === 'roads')) {
    throw new RoadError({
      code: 'extract_without_roads',
      message: `The map extract ${extractPath} holds no roads.`,
      remedy:
        'Use an extract of the area where you deliver, with all its ways, e.g. a country from an OpenStreetMap mirror.',
    });
  }
  const summary = {
    bounds: extract.bounds,
    mapBounds: boundsOfFeatures(mapFeatures),
    addresses: addressBook.addresses.length,
    streets: addressBook.streets.length,
  };
  await writeAtlas(folder, { summary, addressBook, mapFeatures });
}

export type AtlasStep = 'reading_extract' | 'building_addresses' | 'building_map';
