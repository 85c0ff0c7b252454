import type { Geocoder } from './geocoding/geocoder.ts';
import type { MapTiles } from './map-tiles/map-tiles.ts';
import { RoadError } from './road-error.ts';
import type { TravelTimes, TravelTimesName, TravelTimesProvider } from './travel-times/travel-times.ts';

export interface RoadsOptions {
  /** An OpenStreetMap extract in PBF. */
  readonly extractPath: string;
  /** What is built from the extract is kept here, keyed by the extract's hash; safe to delete. */
  readonly dataDir: string;
  /** `auto` (default): Valhalla where it loads, else the own search over the extract. Straight lines only when asked for. */
  readonly travelTimes?: 'auto' | TravelTimesName;
  readonly onProgress?: (progress: RoadsProgress) => void;
}

export interface RoadsProgress {
  readonly step:
    | 'reading_extract'
    | 'building_roads'
    | 'building_addresses'
    | 'building_map'
    | 'building_valhalla'
    | 'ready';
  /** A sentence for the terminal. */
  readonly words: string;
}

export interface ExtractSummary {
  readonly sha256: string;
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly addresses: number;
  readonly roads: number;
  readonly attribution: string;
}

export interface Roads {
  /** Who answers for travel times, for the screen. */
  readonly provider: TravelTimesProvider;
  readonly extract: ExtractSummary;
  readonly travelTimes: TravelTimes;
  readonly geocoder: Geocoder;
  readonly mapTiles: MapTiles;
  /** Stops the worker threads; questions under way fail with `closed`. */
  close(): Promise<void>;
}

/** Builds what is missing in the data folder, starts the worker threads. @throws RoadError with a remedy */
export async function createRoads(options: RoadsOptions): Promise<Roads> {
  throw new RoadError({
    code: 'provider_unavailable',
    message: `The roads of ${options.extractPath} cannot be built yet.`,
    remedy: 'The adapters behind these ports follow in the next commits.',
  });
}
