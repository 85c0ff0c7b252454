import { join } from 'node:path';
import { createRoads, RoadError, serviceAt } from '@roundsman/road-network';
import { type Platform, StartRefused } from './platform/index.ts';
import { type ServedRoads, servedRoads } from './served-roads.ts';

const project = join(import.meta.dirname, '..', '..');
const sampleExtract = join(project, 'sample', 'liechtenstein', 'liechtenstein.osm.pbf');
const opened = new WeakMap<Platform, Promise<ServedRoads>>();

/** The roads, addresses and map of this process: opened once, by whichever role needs them first. */
export function roadsOf(platform: Platform, onProgress: (words: string) => void = () => {}): Promise<ServedRoads> {
  const open = opened.get(platform) ?? openRoads(platform, onProgress);
  opened.set(platform, open);
  return open;
}

/** Stops the road workers of this process, if any were started. */
export async function closeRoads(platform: Platform): Promise<void> {
  const open = opened.get(platform);
  opened.delete(platform);
  await open?.then((roads) => roads.close()).catch(() => {});
}

async function openRoads({ config, dataFolder }: Platform, onProgress: (words: string) => void): Promise<ServedRoads> {
  try {
    const roads = await createRoads({
      extractPath: config.extractPath ?? sampleExtract,
      dataDir: dataFolder,
      ...(config.travelTimes === null ? {} : { travelTimes: config.travelTimes }),
      ...(config.travelTimesUrl === null
        ? {}
        : {
            travelTimesService: serviceAt(
              config.travelTimes === 'osrm_http' ? 'OSRM' : 'Valhalla',
              config.travelTimesUrl,
            ),
          }),
      ...(config.geocoder === 'extract' || config.geocoderUrl === null
        ? {}
        : { geocoder: { name: config.geocoder, service: serviceAt(config.geocoder, config.geocoderUrl) } }),
      onProgress: ({ words }) => onProgress(words),
    });
    return servedRoads(roads);
  } catch (error) {
    if (error instanceof RoadError) throw new StartRefused(error.message, error.remedy);
    throw error;
  }
}
