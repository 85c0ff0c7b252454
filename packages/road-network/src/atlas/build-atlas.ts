import { readExtract } from '../extract/index.ts';
import { collectAddressBook } from '../geocoding/index.ts';
import { boundsOfFeatures, collectMapFeatures } from '../map-tiles/index.ts';
import { RoadError } from '../road-error.ts';
import { buildRoadGraph, writeRoadGraph } from '../travel-times/index.ts';
import { roadGraphPath, writeAtlas } from './atlas.ts';

/** Reads the extract once and writes roads, addresses and map into an empty folder. @throws RoadError */
export async function buildAtlas(extractPath: string, folder: string, say: (step: AtlasStep) => void): Promise<void> {
  say('reading_extract');
  const extract = await readExtract(extractPath);
  say('building_roads');
  const roadGraph = buildRoadGraph(extract);
  if (roadGraph.segmentCount === 0) {
    throw new RoadError({
      code: 'extract_without_roads',
      message: `The map extract ${extractPath} holds no road for vehicles.`,
      remedy:
        'Use an extract of the area where you deliver, with all its ways, e.g. a country from an OpenStreetMap mirror.',
    });
  }
  say('building_addresses');
  const addressBook = collectAddressBook(extract);
  say('building_map');
  const mapFeatures = collectMapFeatures(extract);
  const summary = {
    bounds: extract.bounds,
    mapBounds: boundsOfFeatures(mapFeatures),
    addresses: addressBook.addresses.length,
    streets: addressBook.streets.length,
  };
  await writeRoadGraph(roadGraphPath(folder), roadGraph);
  await writeAtlas(folder, { summary, addressBook, mapFeatures });
}

export type AtlasStep = 'reading_extract' | 'building_roads' | 'building_addresses' | 'building_map';
