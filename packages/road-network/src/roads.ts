import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packPoints } from '@roundsman/units';
import { ATLAS_FORMAT, type AtlasStep, type AtlasSummary, openAtlas, roadGraphPath } from './atlas/index.ts';
import { OPEN_STREET_MAP_ATTRIBUTION } from './extract/index.ts';
import { type Geocoder, type OutsideGeocoderName, outsideGeocoder } from './geocoding/index.ts';
import { identifyExtract } from './identify-extract.ts';
import { MAX_TILE_ZOOM, type MapTiles, MIN_TILE_ZOOM } from './map-tiles/index.ts';
import type { OutsideService } from './outside-service/index.ts';
import { RoadError } from './road-error.ts';
import {
  checkMatrixRequest,
  checkNeighbourhoods,
  type RoadProfile,
  type RoadSearch,
  type TravelTimes,
  type TravelTimesName,
  type TravelTimesProvider,
  type TravelTimesStep,
} from './travel-times/index.ts';
import { WorkerCalls } from './workers/index.ts';
import type { PlacesCalls } from './workers/places-worker.ts';
import type { TravelCalls } from './workers/travel-times-worker.ts';

export interface RoadsOptions {
  /** An OpenStreetMap extract in PBF. */
  readonly extractPath: string;
  /** What is built from the extract is kept here, keyed by the extract's hash; safe to delete. */
  readonly dataDir: string;
  /** `auto` (default): our own search over the extract. Straight lines only when asked for. */
  readonly travelTimes?: 'auto' | TravelTimesName;
  /** Where `valhalla_http` or `osrm_http` is. */
  readonly travelTimesService?: OutsideService;
  /** A geocoder that somebody else runs; none: the extract's own addresses. */
  readonly geocoder?: { readonly name: OutsideGeocoderName; readonly service: OutsideService };
  readonly onProgress?: (progress: RoadsProgress) => void;
}

export interface RoadsProgress {
  readonly step: AtlasStep | TravelTimesStep | 'ready';
  /** A sentence for the terminal. */
  readonly words: string;
}

export interface ExtractSummary {
  readonly sha256: string;
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly addresses: number;
  /** Named streets, those of one name in one municipality counted once. */
  readonly streets: number;
  readonly attribution: string;
}

export interface Roads {
  /** Who answers for travel times, for the screen. */
  readonly provider: TravelTimesProvider;
  readonly extract: ExtractSummary;
  readonly travelTimes: TravelTimes;
  /** Neighbourhoods, driven roads and areas within reach. */
  readonly search: RoadSearch;
  readonly geocoder: Geocoder;
  readonly mapTiles: MapTiles;
  /** Stops the worker threads; questions under way fail with `closed`. */
  close(): Promise<void>;
}

const WORDS: Record<RoadsProgress['step'], string> = {
  reading_extract: 'Reading the map extract',
  building_addresses: 'Collecting its addresses',
  building_map: 'Drawing its map',
  building_roads: 'Joining its roads',
  building_valhalla: 'Preparing the roads for Valhalla',
  ready: 'Roads, addresses and map are ready',
};

/**
 * Builds what is missing in the data folder and starts two worker threads: one for travel times, one for addresses and map.
 * Two processes may share a data folder; what was damaged there is built anew. @throws RoadError with a remedy
 */
export async function createRoads(given: RoadsOptions): Promise<Roads> {
  // Programs that are started from another folder read it too.
  const options = { ...given, extractPath: resolve(given.extractPath), dataDir: resolve(given.dataDir) };
  const say = (step: RoadsProgress['step']) => options.onProgress?.({ step, words: WORDS[step] });
  const sha256 = await identifyExtract(options.extractPath);
  const home = join(options.dataDir, 'roads', sha256.slice(0, 16));
  const place: RoadsPlace = { sha256, home, atlas: join(home, `atlas-${ATLAS_FORMAT}`) };
  const open = async () => startRoads(options, place, await openAtlas(options.extractPath, place.atlas, say), say);
  try {
    return await open();
  } catch (fault) {
    if (fault instanceof RoadError) throw fault;
    await rm(place.atlas, { recursive: true, force: true });
    return open();
  }
}

interface RoadsPlace {
  readonly sha256: string;
  readonly home: string;
  readonly atlas: string;
}

async function startRoads(
  options: RoadsOptions,
  { sha256, home, atlas }: RoadsPlace,
  summary: AtlasSummary,
  say: (step: RoadsProgress['step']) => void,
): Promise<Roads> {
  const openings = await Promise.allSettled([
    WorkerCalls.open<TravelCalls>({
      file: new URL('./workers/travel-times-worker.ts', import.meta.url),
      data: {
        provider: options.travelTimes ?? 'auto',
        service: options.travelTimesService ?? null,
        extractPath: options.extractPath,
        roadGraphPath: roadGraphPath(atlas),
        home,
      },
      onProgress: (step) => say(step as TravelTimesStep),
    }),
    WorkerCalls.open<PlacesCalls>({
      file: new URL('./workers/places-worker.ts', import.meta.url),
      data: { folder: atlas },
    }),
  ]);
  const [travel, places] = await allOpen(openings);
  const provider = travel.greeting as TravelTimesProvider;
  say('ready');
  return {
    provider,
    extract: {
      sha256,
      bounds: summary.bounds,
      addresses: summary.addresses,
      streets: summary.streets,
      attribution: OPEN_STREET_MAP_ATTRIBUTION,
    },
    travelTimes: travelTimesOver(travel, provider),
    search: {
      neighbours: async (places, profile, count) => {
        checkNeighbourhoods(places, profile, count);
        return travel.ask('neighbours', { places: packPoints(places), profile, count });
      },
      reach: (from, minutes, profile) => travel.ask('reach', { from, minutes, profile }),
      matchTrack: (fixes, profile) => travel.ask('matchTrack', { fixes, profile }),
    },
    geocoder: options.geocoder
      ? outsideGeocoder(options.geocoder.name, options.geocoder.service, summary.bounds)
      : geocoderOver(places),
    mapTiles: {
      minZoom: MIN_TILE_ZOOM,
      maxZoom: MAX_TILE_ZOOM,
      bounds: summary.mapBounds,
      attribution: OPEN_STREET_MAP_ATTRIBUTION,
      tile: (z, x, y) => places.ask('tile', { z, x, y }),
    },
    async close() {
      await Promise.all([travel.close(), places.close()]);
    },
  };
}

type Opened<T> = { [K in keyof T]: T[K] extends PromiseSettledResult<infer Value> ? Value : never };

/** Both or none: when one could not start, the other is stopped before the refusal goes up. */
async function allOpen<T extends readonly PromiseSettledResult<{ close(): Promise<void> }>[]>(
  openings: T,
): Promise<Opened<T>> {
  const refused = openings.find((opening) => opening.status === 'rejected');
  const opened = openings.filter((opening) => opening.status === 'fulfilled').map(({ value }) => value);
  if (!refused) return opened as unknown as Opened<T>;
  await Promise.all(opened.map((worker) => worker.close()));
  throw refused.reason;
}

function travelTimesOver(worker: WorkerCalls<TravelCalls>, provider: TravelTimesProvider): TravelTimes {
  return {
    provider,
    matrix: async (from, to, profile) => {
      // Packed, what is no point could not be told from one.
      checkMatrixRequest(from, to, profile);
      return worker.ask('matrix', { from: packPoints(from), to: packPoints(to), profile });
    },
    shape: (points, profile) => worker.ask('shape', { points, profile }),
    nearest: (point, profile: RoadProfile = 'van') => worker.ask('nearest', { point, profile }),
  };
}

function geocoderOver(worker: WorkerCalls<PlacesCalls>): Geocoder {
  return {
    provider: { name: 'extract', label: "The map extract's own addresses" },
    geocode: async (query) => (await worker.ask('geocodeMany', [query]))[0]!,
    geocodeMany: (queries) => worker.ask('geocodeMany', queries),
    reverse: (point) => worker.ask('reverse', point),
    suggest: (text, options) => worker.ask('suggest', { text, ...(options ? { options } : {}) }),
  };
}
